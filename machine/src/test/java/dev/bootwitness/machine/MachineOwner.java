package dev.bootwitness.machine;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.MachineConfig;
import java.nio.file.Path;
import java.util.List;

/** A program that runs a machine until it is killed; for the test that kills it. */
final class MachineOwner {

  private MachineOwner() {}

  /** Prints the path of the machine's data disk, and waits for a machine that never ends. */
  public static void main(String[] args) throws Exception {
    MachineConfig config =
        TestGuest.HALTS.in(Path.of(args[0])).withDataDisks(List.of(new DataDisk(1L << 20)));
    try (Machine machine = Machine.launch(config, Accelerator.TCG, new MachineListener() {})) {
      machine.powerOn();
      System.out.println(MachineIT.dataDisk(machine.argv()));
      machine.exited().join();
    }
  }
}
