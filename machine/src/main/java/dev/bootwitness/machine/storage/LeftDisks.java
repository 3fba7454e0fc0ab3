package dev.bootwitness.machine.storage;

import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.machine.failure.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that an earlier start of the machine left; what it did not have yet is made. */
record LeftDisks(DiskMaker maker) implements DiskMaker {

  @Override
  public void blank(Path file, long bytes)
      throws MachineException, IOException, InterruptedException {
    if (!Files.exists(file)) {
      maker.blank(file, bytes);
    }
  }

  @Override
  public void overlay(Path file, Path image, DiskFormat format)
      throws MachineException, IOException, InterruptedException {
    if (!Files.exists(file)) {
      maker.overlay(file, image, format);
    }
  }

  @Override
  public MachineFiles.Uefi variables(UefiFirmware firmware, Path file)
      throws MachineException, IOException {
    return Files.exists(file)
        ? new MachineFiles.Uefi(firmware.code(), file)
        : maker.variables(firmware, file);
  }
}
