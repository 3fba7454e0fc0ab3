package dev.bootwitness.engine.spec;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.DiskBus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Turns {@code machine.disks} into records; an item that is a size is short for {@code {size: …}}.
 */
final class DiskBinder {

  /** The word for a disk that ends with its run. */
  private static final String THIS_RUN = "run";

  private final Problems problems;
  private final Board board;
  private final Set<String> serials = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  DiskBinder(Problems problems, Board board) {
    this.problems = problems;
    this.board = board;
  }

  List<DiskSpec> bind(MappingReader machine) {
    List<DiskSpec> disks = new ArrayList<>();
    machine.forEachItem(
        "disks",
        Form.either(Form.Scalar.SIZE, new Form.Mapping(MachineKeys.DISK)),
        "sizes such as 4GiB",
        (item, where) -> {
          if (item instanceof MappingNode) {
            MappingReader reader = new MappingReader(problems, where, item, MachineKeys.DISK);
            disks.add(disk(reader, "data" + disks.size()));
          } else {
            size(machine, item, where, "data" + disks.size()).ifPresent(disks::add);
          }
        });
    long ide = disks.stream().filter(disk -> disk.bus() == DiskBus.IDE).count();
    if (ide > 3) {
      machine.problem(
          "disks",
          ide + " disks are on ide, which has room for 3 and a CD drive. Use sata for the rest.");
    }
    return disks;
  }

  private Optional<DiskSpec> size(MappingReader machine, Node item, String where, String name) {
    OptionalLong bytes = machine.size(item, where);
    names.add(name);
    return bytes.isPresent()
        ? Optional.of(DiskSpec.blank(name, bytes.getAsLong()))
        : Optional.empty();
  }

  private DiskSpec disk(MappingReader disk, String standard) {
    OptionalLong size = disk.size("size");
    Optional<String> image = disk.path("image");
    if (disk.has("size") == disk.has("image")) {
      disk.problemHere(
          "a disk needs exactly one of `size: 4GiB` (blank) and `image: FILE` (with its content).");
    }
    DiskBus bus = disk.oneOf("bus", DiskBus.class).orElse(DiskBus.VIRTIO);
    if (!board.takes(bus)) {
      disk.problem(
          "bus",
          "\"ide\" needs `machine: {type: i440fx}`. Or use sata, which guests also see as ATA.");
    }
    Optional<Boolean> rotational = disk.bool("rotational");
    rotational.filter(wanted -> !bus.shows(wanted)).ifPresent(wanted -> unshown(disk, bus, wanted));
    boolean readOnly = disk.bool("readOnly").orElse(false);
    if (readOnly && !bus.takesReadOnly()) {
      disk.problem(
          "readOnly",
          "a disk on %s cannot be read-only. Use %s."
              .formatted(id(bus), buses(DiskBus::takesReadOnly)));
    }
    return new DiskSpec(
        name(disk, standard),
        keep(disk, image.isPresent() || readOnly),
        size.orElse(0),
        image,
        bus,
        serial(disk),
        rotational,
        readOnly,
        plugged(disk, bus));
  }

  private Optional<Boolean> plugged(MappingReader disk, DiskBus bus) {
    Optional<Boolean> plugged = disk.bool("plugged");
    if (plugged.isPresent() && !bus.canBePlugged()) {
      disk.problem(
          "plugged",
          "a disk on %s cannot come or go while the machine runs. Use %s."
              .formatted(id(bus), buses(DiskBus::canBePlugged)));
    }
    return plugged;
  }

  /** Names a file where the disk is kept, so it has the letters of a serial number. */
  private String name(MappingReader disk, String standard) {
    String name = disk.words("name").orElse(standard);
    if (!DataDisk.isSerial(name)) {
      disk.problem(
          "name", "\"" + name + "\" cannot name a disk. Write 1 to 20 of A-Z a-z 0-9 . _ -");
    } else if (!names.add(name)) {
      disk.problem("name", "\"" + name + "\" is already the name of another disk.");
    }
    return name;
  }

  private static Optional<String> keep(MappingReader disk, boolean given) {
    Optional<String> folder = disk.path("keep").filter(text -> !text.equals(THIS_RUN));
    if (folder.isPresent() && given) {
      disk.problem(
          "keep",
          "a folder keeps what the guest writes to a blank disk. Leave out `image` and `readOnly`.");
    }
    return folder;
  }

  private void unshown(MappingReader disk, DiskBus bus, boolean wanted) {
    disk.problem(
        "rotational",
        "a Linux guest always sees a disk on %s as %s. Use %s."
            .formatted(
                id(bus), wanted ? "solid-state" : "rotating", buses(other -> other.shows(wanted))));
  }

  /** Those of this board. */
  private String buses(Predicate<DiskBus> wanted) {
    return Arrays.stream(DiskBus.values())
        .filter(board::takes)
        .filter(wanted)
        .map(DiskBinder::id)
        .collect(Collectors.joining(", "));
  }

  private Optional<String> serial(MappingReader disk) {
    Optional<String> serial = disk.text("serial");
    serial.ifPresent(text -> {
      if (!DataDisk.isSerial(text)) {
        disk.problem(
            "serial",
            "\"" + text + "\" is not a serial number. Write 1 to 20 of A-Z a-z 0-9 . _ -");
      } else if (!serials.add(text)) {
        disk.problem("serial", "\"" + text + "\" is already the serial number of another disk.");
      }
    });
    return serial;
  }

  private static String id(DiskBus bus) {
    return bus.name().toLowerCase(Locale.ROOT);
  }
}
