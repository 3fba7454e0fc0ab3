package dev.bootwitness.engine.image;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.host.HostPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.run.UserCache;
import dev.bootwitness.engine.spec.ImageSpec;
import dev.bootwitness.engine.spec.KernelWords;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.inspect.ImageKind;
import dev.bootwitness.image.loader.IsoKernel;
import dev.bootwitness.image.loader.IsoKernels;
import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DiskBus;
import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.record.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a machine gets an image: by its firmware, or by its kernel alone. */
final class BootMedium {

  /** The program that reads ISO images, and the Debian package that contains it. */
  static final String XORRISO = "xorriso";

  private final RunContext context;
  private final ImageSpec image;
  private final Board board;

  BootMedium(RunContext context) {
    this.context = context;
    this.image = context.spec().image();
    this.board = context.spec().machine().board();
  }

  /**
   * The way to boot.
   *
   * @param remark what a person should know about it, after the image's own description; may be
   *     empty
   */
  record Chosen(Boot boot, String remark) {}

  Chosen of(List<ImageFile> found) throws RunStopped, InterruptedException {
    ImageFile first = found.getFirst();
    if (image.kernel().isPresent()) {
      requireKernel(first);
      Path initrd = found.size() > 1 ? found.get(1).path() : null;
      String append = changed(image.kernel().get().append());
      return new Chosen(new Boot.Kernel(first.path(), initrd, append), "");
    }
    if (first.kind() == ImageKind.ISO_9660) {
      refuseBus(first);
      return image.words().isPresent()
          ? isoKernel(first)
          : new Chosen(new Boot.Cdrom(first.path()), "");
    }
    if (image.words().isPresent()) {
      throw stopped(
          "spec/invalid",
          "`kernel:` changes the command line of an ISO image's kernel, and %s is %s"
              .formatted(first.path(), first.kind().title()),
          "Leave out `kernel:`, or name kernel and initrd yourself with `image: {kernel: …}`.");
    }
    DiskBus bus = image.bus().orElse(DiskBus.VIRTIO);
    if (!board.takes(bus)) {
      throw stopped(
          "spec/invalid",
          "a disk on ide needs `machine: {type: i440fx}`",
          "Or use `bus: sata`, which guests also see as ATA.");
    }
    String backing =
        first.backing().isEmpty() ? "" : ", on " + first.backing().size() + " backing file(s)";
    return switch (first.kind()) {
      case QCOW2 -> new Chosen(new Boot.Disk(first.path(), DiskFormat.QCOW2, bus), backing);
      case GPT_DISK, MBR_DISK, BOOT_SECTOR ->
          new Chosen(new Boot.Disk(first.path(), DiskFormat.RAW, bus), "");
      default -> throw unexpected(first, "an ISO 9660 image, a qcow2 or a raw disk");
    };
  }

  private void refuseBus(ImageFile iso) throws RunStopped {
    if (image.bus().isPresent()) {
      throw stopped(
          "spec/invalid",
          "`image.bus` is for disks, and %s is %s".formatted(iso.path(), iso.kind().title()),
          "Leave it out: an ISO image is in a CD drive.");
    }
  }

  private void requireKernel(ImageFile file) throws RunStopped {
    boolean arm = board.architecture() == Architecture.AARCH64;
    ImageKind wanted = arm ? ImageKind.ARM64_KERNEL : ImageKind.LINUX_KERNEL;
    ImageKind other = arm ? ImageKind.LINUX_KERNEL : ImageKind.ARM64_KERNEL;
    if (file.kind() == other) {
      throw stopped(
          "spec/invalid",
          "%s is %s, and the machine is %s"
              .formatted(file.path(), file.kind().title(), arm ? "aarch64" : "x86_64"),
          "Write `machine: {arch: %s}`.".formatted(arm ? "x86_64" : "aarch64"));
    }
    if (file.kind() != wanted) {
      throw unexpected(file, "a " + wanted.title());
    }
  }

  /** The ISO image's own kernel, started without its boot loader, with the image as its CD. */
  private Chosen isoKernel(ImageFile iso) throws RunStopped, InterruptedException {
    Path xorriso =
        HostPhase.path(context)
            .find(XORRISO)
            .orElseThrow(() ->
                stopped(
                    "host/tool-missing",
                    "xorriso is not on PATH; it reads the boot loader of " + iso.path(),
                    "Install: apt-get install " + XORRISO));
    Path cache = UserCache.directory(context.options()).resolve("iso-kernels");
    IsoKernel kernel;
    try {
      kernel = new IsoKernels(xorriso, cache).of(iso);
    } catch (IOException e) {
      throw stopped(
          "host/unwritable",
          "the kernel of %s could not be kept in %s: %s".formatted(iso.path(), cache, e),
          "Make room in that folder, or set XDG_CACHE_HOME to another.");
    }
    return switch (kernel) {
      case IsoKernel.Extracted e -> {
        String append = changed(e.entry().append());
        context
            .record()
            .append(
                new Event.ToolOutput(
                    "loader",
                    "%s, entry '%s': kernel %s, initrd %s"
                        .formatted(
                            e.entry().config(),
                            e.entry().title(),
                            e.entry().kernel(),
                            String.join(" ", e.entry().initrds()))));
        yield new Chosen(
            new Boot.Kernel(e.kernel(), e.initrd().orElse(null), append, iso.path()),
            "; its kernel, by " + e.entry().config());
      }
      case IsoKernel.NotFound n ->
          throw stopped(
              "host/image-unreadable",
              "`kernel:` needs what the boot loader of %s starts, and %s%s"
                  .formatted(
                      iso.path(),
                      n.reason(),
                      n.lookedAt().isEmpty()
                          ? ""
                          : ". Looked at " + String.join("; ", n.lookedAt())),
              "Copy kernel and initrd out of it and name them with `image: {kernel: …, initrd: …}`,"
                  + " or leave out `kernel:`.");
    };
  }

  private String changed(String commandLine) {
    Optional<KernelWords> words = image.words();
    if (words.isEmpty()) {
      return commandLine;
    }
    List<String> absent = words.get().absent(commandLine);
    String changed = words.get().apply(commandLine);
    context
        .record()
        .append(
            new Event.ToolOutput(
                "loader",
                "command line: "
                    + changed
                    + (absent.isEmpty()
                        ? ""
                        : " (not in it, so not removed: " + String.join(" ", absent) + ")")));
    return changed;
  }

  private static RunStopped unexpected(ImageFile file, String wanted) {
    return new RunStopped(
        FindingBuilder.of(
            "host/image-unreadable",
            file.path() + " is " + file.kind().title() + ", expected " + wanted,
            "host",
            ""));
  }

  private static RunStopped stopped(String cause, String detail, String advice) {
    return new RunStopped(FindingBuilder.about(cause, detail, "host", "").advice(advice).finding());
  }
}
