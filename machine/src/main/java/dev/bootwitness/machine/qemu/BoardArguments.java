package dev.bootwitness.machine.qemu;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.storage.MachineFiles;

/** The board part of QEMU's command line: firmware, processors, memory, boot order. */
final class BoardArguments {

  private static final long MIB = 1L << 20;

  private BoardArguments() {}

  static void add(
      ArgumentList argv, MachineConfig config, MachineFiles files, Accelerator accelerator) {
    StringBuilder machine = new StringBuilder(config.board().id());
    if (config.board() == Board.VIRT) {
      // The default, version 2, takes eight processors (hw/arm/virt.c).
      machine.append(",gic-version=3");
    }
    MachineFiles.Uefi uefi = files.uefi();
    if (uefi != null) {
      argv.add(
          "-blockdev",
          "node-name=firmware-code,driver=raw,read-only=on,file.driver=file,file.filename="
              + ArgumentList.escape(uefi.code()));
      argv.add(
          "-blockdev",
          "node-name=firmware-vars,driver=raw,file.driver=file,file.filename="
              + ArgumentList.escape(uefi.vars()));
      machine.append(",pflash0=firmware-code,pflash1=firmware-vars");
    }
    argv.add("-machine", machine.toString());
    argv.add("-accel", accelerator.id());
    argv.add("-cpu", accelerator.cpuModel());
    argv.add("-m", config.memoryBytes() / MIB + "M");
    argv.add("-smp", "cpus=" + config.cpus());
    // Without strict, SeaBIOS tries every other device when the boot medium fails.
    argv.add("-boot", "menu=off,strict=on");
  }
}
