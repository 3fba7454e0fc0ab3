package dev.bootwitness.machine.storage;

import dev.bootwitness.machine.config.DiskFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A clone's files: each begins as the frozen file of its name. */
record CloneDisks(FrozenMachine frozen) implements DiskMaker {

  @Override
  public void blank(Path file, long bytes) throws IOException {
    Qcow2Overlay.create(file, frozen.disk(file));
  }

  @Override
  public void overlay(Path file, Path image, DiskFormat format) throws IOException {
    Qcow2Overlay.create(file, frozen.disk(file));
  }

  @Override
  public MachineFiles.Uefi variables(UefiFirmware firmware, Path file) throws IOException {
    Files.copy(frozen.disk(file), file);
    return new MachineFiles.Uefi(firmware.code(), file);
  }
}
