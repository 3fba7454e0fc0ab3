package dev.bootwitness.engine.session;

import dev.bootwitness.engine.spec.DiskSpec;
import dev.bootwitness.engine.spec.StepSpec;
import dev.bootwitness.machine.config.BootChoice;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.DataDisk.Presence;
import dev.bootwitness.machine.config.MachineConfig;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the machine of a run can do as it is. The steps of a spec are held against its machine
 * before anything starts; those of a caller only now.
 */
final class TakeableSteps {

  private TakeableSteps() {}

  /**
   * Refuses a step that the machine cannot take.
   *
   * @param disks of the spec, in the order of those of {@code machine}
   * @param machine as it is now
   * @throws IllegalArgumentException with what is allowed
   */
  static void require(StepSpec step, List<DiskSpec> disks, MachineConfig machine) {
    switch (step) {
      case StepSpec.AddDisk(String disk) ->
          requireDisk(disk, Presence.UNPLUGGED, "is plugged in already", disks, machine);
      case StepSpec.RemoveDisk(String disk) ->
          requireDisk(disk, Presence.PLUGGED, "is not plugged in", disks, machine);
      case StepSpec.EjectMedium _ -> requireMedium(machine);
      case StepSpec.BootFrom(BootChoice choice) -> requireBoot(choice, machine);
      default -> {
        // Any machine can take it.
      }
    }
  }

  private static void requireDisk(
      String disk, Presence needed, String otherwise, List<DiskSpec> disks, MachineConfig machine) {
    List<String> names = disks.stream().map(DiskSpec::name).toList();
    int number = names.indexOf(disk);
    if (number < 0) {
      throw new IllegalArgumentException(
          "there is no disk \"%s\". Disks of the machine: %s."
              .formatted(disk, names.isEmpty() ? "none" : String.join(", ", names)));
    }
    Presence now = machine.dataDisks().get(number).presence();
    if (now == Presence.FIXED) {
      throw new IllegalArgumentException(
          "the disk \"%s\" cannot come or go. Add `plugged: true` or `plugged: false` to it in `machine.disks`."
              .formatted(disk));
    }
    if (now != needed) {
      String others =
          IntStream.range(0, names.size())
              .filter(i -> machine.dataDisks().get(i).presence() == needed)
              .mapToObj(names::get)
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "the disk \"%s\" %s. Disks that can be %s now: %s."
              .formatted(
                  disk,
                  otherwise,
                  needed == Presence.PLUGGED ? "pulled out" : "plugged in",
                  others.isEmpty() ? "none" : others));
    }
  }

  private static void requireMedium(MachineConfig machine) {
    if (machine.boot().cdrom() == null) {
      throw new IllegalArgumentException(
          "the machine has no CD drive: only an ISO image can be ejected.");
    }
    if (machine.choice() == BootChoice.DISK_ALONE) {
      throw new IllegalArgumentException("the medium was ejected before: the drive is empty.");
    }
    requireAnyDisk(machine.dataDisks(), "without its medium");
  }

  private static void requireBoot(BootChoice choice, MachineConfig machine) {
    if (choice == BootChoice.DISK) {
      requireAnyDisk(machine.dataDisks(), "from a disk");
    }
  }

  private static void requireAnyDisk(List<DataDisk> disks, String when) {
    if (disks.isEmpty()) {
      throw new IllegalArgumentException(
          "the machine has no disk to start from %s. Add one to `machine.disks`, e.g. `{size: 8GiB}`."
              .formatted(when));
    }
  }
}
