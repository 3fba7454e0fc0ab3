package dev.bootwitness.engine.boot;

import dev.bootwitness.engine.console.SerialCast;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.storage.MachineStart;
import java.util.Optional;

/**
 * One start of the machine.
 *
 * @param number of the boot, from 1
 * @param former what the boot before has left; empty for the first
 */
record BootStart(MachineConfig config, MachineStart origin, int number, Optional<Former> former) {

  /** The first start of a machine. */
  static BootStart first(MachineConfig config, MachineStart origin) {
    return new BootStart(config, origin, 1, Optional.empty());
  }

  /**
   * What goes on with the next boot.
   *
   * @param cast the recording of the console; empty when it could not be made
   * @param serialBytes the bytes of serial.raw
   */
  record Former(Optional<SerialCast> cast, long serialBytes) {}

  /** The name of a phase of this boot: in the first one, plain. */
  String phase(String name) {
    return number == 1 ? name : name + " " + number;
  }
}
