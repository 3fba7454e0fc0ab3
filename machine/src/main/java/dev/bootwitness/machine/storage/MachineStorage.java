package dev.bootwitness.machine.storage;

import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.Firmware;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.PrivateDirectory;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directories of one machine and what is put into them before it starts. */
public final class MachineStorage implements AutoCloseable {

  /** The folder of a TPM's state among the disks. */
  private static final String TPM = "tpm-state";

  private final PrivateDirectory sockets;
  private final PrivateDirectory disks;
  private boolean released;

  private MachineStorage(PrivateDirectory sockets, PrivateDirectory disks) {
    this.sockets = sockets;
    this.disks = disks;
  }

  /** The directories of a machine that starts that way. */
  public static MachineStorage create(MachineStart origin) throws IOException {
    PrivateDirectory sockets = PrivateDirectory.forSockets();
    try {
      PrivateDirectory disks =
          origin instanceof MachineStart.Again(MachineDisks left)
              ? left.release()
              : PrivateDirectory.forDisks();
      return new MachineStorage(sockets, disks);
    } catch (IOException | RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  /** Checks the files that the machine reads and creates those it may write to. */
  public MachineFiles prepare(MachineConfig config, ProgramPath path, MachineStart origin)
      throws MachineException, IOException, InterruptedException {
    for (Path file : config.boot().files()) {
      requireReadable(file);
    }
    DiskMaker maker = DiskMaker.of(origin, path);
    @Nullable Path overlay = null;
    if (config.boot() instanceof Boot.Disk disk) {
      overlay = disks.file("boot.qcow2");
      maker.overlay(overlay, disk.image(), disk.format());
    }
    List<Path> data = new ArrayList<>();
    for (DataDisk disk : config.dataDisks()) {
      Path file = disks.file("data" + data.size() + ".qcow2");
      switch (disk.content()) {
        case DataDisk.Content.Blank blank -> maker.blank(file, blank.bytes());
        case DataDisk.Content.Kept kept -> {
          file = kept.file();
          new LeftDisks(new QemuImg(path)).blank(file, kept.bytes());
        }
        case DataDisk.Content.Image image -> {
          requireReadable(image.file());
          maker.overlay(file, image.file(), image.format());
        }
      }
      data.add(file);
    }
    MachineFiles.@Nullable Uefi uefi = null;
    if (config.firmware() == Firmware.UEFI) {
      Architecture architecture = config.board().architecture();
      uefi = maker.variables(UefiFirmware.ofHost(architecture), disks.file("vars.fd"));
    }
    List<Path> moreSerials = new ArrayList<>();
    for (int i = 1; i < config.peripherals().serialPorts(); i++) {
      moreSerials.add(sockets.file("serial" + i));
    }
    return new MachineFiles(
        sockets.file("qmp"),
        moreSerials,
        sockets.file("side"),
        config.peripherals().has(Peripheral.TPM) ? sockets.file("tpm") : null,
        overlay,
        data,
        uefi);
  }

  /** The directory for a TPM's state; exists if an earlier start left it. */
  public Path tpmState() {
    return disks.file(TPM);
  }

  /** The disks, which outlive this machine and belong to the caller from now on. */
  public MachineDisks release() {
    released = true;
    return new MachineDisks(disks);
  }

  /** Where QEMU may write what this program then reads. */
  public Path scratch() {
    return disks.path();
  }

  private static void requireReadable(Path file) throws MachineException, IOException {
    @Nullable String reason = null;
    if (!Files.exists(file)) {
      reason = "no such file";
    } else if (!Files.isRegularFile(file)) {
      reason = "not a regular file";
    } else if (!Files.isReadable(file)) {
      reason = "permission denied";
    } else if (Files.size(file) == 0) {
      reason = "the file is empty";
    }
    if (reason != null) {
      throw new MachineException(new MachineFailure.ImageUnreadable(file, reason));
    }
  }

  @Override
  public void close() throws IOException {
    if (released) {
      sockets.close();
      return;
    }
    try (sockets;
        disks) {
      // Both are removed, even if removing one fails.
    }
  }
}
