package dev.bootwitness.machine.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What else is on the board.
 *
 * @param devices the devices it has, in the order of {@link Peripheral}
 * @param serialPorts at least 1; the console is the first
 */
public record Peripherals(Set<Peripheral> devices, int serialPorts) {

  /** What a machine has that nobody asked more of. */
  public static final Peripherals STANDARD =
      new Peripherals(
          Arrays.stream(Peripheral.values())
              .filter(Peripheral::isStandard)
              .collect(Collectors.toSet()),
          1);

  /** Copies the set. */
  public Peripherals {
    Set<Peripheral> ordered = EnumSet.noneOf(Peripheral.class);
    ordered.addAll(devices);
    devices = Collections.unmodifiableSet(ordered);
  }

  /** Whether the machine has that device. */
  public boolean has(Peripheral device) {
    return devices.contains(device);
  }

  /** The same with these devices besides. */
  public Peripherals with(Peripheral... more) {
    Set<Peripheral> all = EnumSet.noneOf(Peripheral.class);
    all.addAll(devices);
    all.addAll(Arrays.asList(more));
    return new Peripherals(all, serialPorts);
  }

  /** The same without that device. */
  public Peripherals without(Peripheral device) {
    return new Peripherals(
        devices.stream().filter(other -> other != device).collect(Collectors.toSet()), serialPorts);
  }

  /** The same with that many serial ports. */
  public Peripherals withSerialPorts(int ports) {
    return new Peripherals(devices, ports);
  }
}
