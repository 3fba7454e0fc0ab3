package dev.bootwitness.machine.qemu;

import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.storage.FrozenMachine;
import dev.bootwitness.machine.storage.MachineStart;

/**
 * The location of the guest's memory, as QEMU arguments, depending on how the machine starts.
 *
 * <p>A freezable machine's memory is a memfd: it has no name that could be left behind, and ends
 * with QEMU. A clone's memory is the frozen file, mapped privately: clones share all pages they do
 * not write to. Both kinds are named {@code ram}, the name that the devices' state expects.
 */
final class MemoryArguments {

  private static final long MIB = 1L << 20;

  private MemoryArguments() {}

  static void add(ArgumentList argv, MachineConfig config, MachineStart origin) {
    switch (origin) {
      case MachineStart.PowerOn(boolean freezable) -> {
        if (freezable) {
          argv.add("-object", "memory-backend-memfd,id=ram,share=on" + size(config));
          common(argv, config);
        }
      }
      case MachineStart.Again _ -> {
        // As freezable: the guest that comes again finds the devices that it had.
        argv.add("-object", "memory-backend-memfd,id=ram,share=on" + size(config));
        common(argv, config);
      }
      case MachineStart.Clone(FrozenMachine machine) -> {
        argv.add(
            "-object",
            machine.hasMemoryFile()
                ? "memory-backend-file,id=ram,share=off,mem-path="
                    + ArgumentList.escape(machine.memory())
                    + size(config)
                : "memory-backend-ram,id=ram" + size(config));
        common(argv, config);
        argv.add("-incoming", "defer");
      }
    }
  }

  private static String size(MachineConfig config) {
    return ",size=" + config.memoryBytes() / MIB + "M";
  }

  private static void common(ArgumentList argv, MachineConfig config) {
    // QEMU joins this with the other -machine (qemu-options: "machine" merges lists).
    argv.add("-machine", "memory-backend=ram");
    if (config.board().architecture() == Architecture.X86_64) {
      // A new number at each start: Linux since 5.18 reseeds its random numbers when it changes
      // (drivers/virt/vmgenid.c).
      argv.device("vmgenid,guid=auto");
    }
  }
}
