package dev.bootwitness.machine.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the machine boots from. Paths are made absolute; no file named here is written to. */
public sealed interface Boot {

  /** The files that must be readable before the machine can start. */
  List<Path> files();

  /** The ISO image in the CD drive; null when there is no drive. */
  default @Nullable Path cdrom() {
    return null;
  }

  /** An ISO image in a CD drive. */
  record Cdrom(Path iso) implements Boot {
    public Cdrom {
      iso = iso.toAbsolutePath();
    }

    @Override
    public Path cdrom() {
      return iso;
    }

    @Override
    public List<Path> files() {
      return List.of(iso);
    }
  }

  /** A disk image; the guest's writes go to an overlay that is discarded. */
  record Disk(Path image, DiskFormat format, DiskBus bus) implements Boot {
    public Disk {
      image = image.toAbsolutePath();
    }

    /** A virtio disk. */
    public Disk(Path image, DiskFormat format) {
      this(image, format, DiskBus.VIRTIO);
    }

    @Override
    public List<Path> files() {
      return List.of(image);
    }
  }

  /**
   * A Linux kernel loaded by QEMU itself, without a boot loader.
   *
   * @param initrd null when the kernel needs none
   * @param append the kernel's command line, may be empty
   * @param cdrom an ISO image that the kernel may look for, in a CD drive; null for no drive
   */
  record Kernel(Path kernel, @Nullable Path initrd, String append, @Nullable Path cdrom)
      implements Boot {
    public Kernel {
      kernel = kernel.toAbsolutePath();
      initrd = initrd == null ? null : initrd.toAbsolutePath();
      cdrom = cdrom == null ? null : cdrom.toAbsolutePath();
    }

    /** A kernel without a CD drive. */
    public Kernel(Path kernel, @Nullable Path initrd, String append) {
      this(kernel, initrd, append, null);
    }

    @Override
    public List<Path> files() {
      List<Path> files = new ArrayList<>();
      files.add(kernel);
      if (initrd != null) {
        files.add(initrd);
      }
      if (cdrom != null) {
        files.add(cdrom);
      }
      return List.copyOf(files);
    }
  }
}
