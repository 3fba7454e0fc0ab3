package dev.bootwitness.machine.storage;

import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the files a machine may write to. */
interface DiskMaker {

  /** A blank qcow2 disk. */
  void blank(Path file, long bytes) throws MachineException, IOException, InterruptedException;

  /** A qcow2 overlay that takes all writes to {@code image}. */
  void overlay(Path file, Path image, DiskFormat format)
      throws MachineException, IOException, InterruptedException;

  /** A variable store. */
  MachineFiles.Uefi variables(UefiFirmware firmware, Path file)
      throws MachineException, IOException;

  /** Fresh files, those of an earlier start, or those of a clone. */
  static DiskMaker of(MachineStart origin, ProgramPath path) {
    return switch (origin) {
      case MachineStart.PowerOn _ -> new QemuImg(path);
      case MachineStart.Again _ -> new LeftDisks(new QemuImg(path));
      case MachineStart.Clone(FrozenMachine machine) -> new CloneDisks(machine);
    };
  }
}
