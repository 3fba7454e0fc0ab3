package dev.bootwitness.engine.spec;

import dev.bootwitness.base.Nearest;
import dev.bootwitness.engine.binding.MappingKeys;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.check.CheckBinder;
import dev.bootwitness.engine.check.UnitCheck;
import dev.bootwitness.machine.config.BootChoice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Binds a step of a spec: a word, a mapping with one key that names it, or a check. */
final class StepBinder {

  private static final List<String> KINDS =
      StepKeys.KINDS.stream().map(keys -> keys.names().getFirst()).toList();

  private final Problems problems;
  private final CheckBinder checks;
  private final List<DiskSpec> disks;

  StepBinder(Problems problems, CheckBinder checks, List<DiskSpec> disks) {
    this.problems = problems;
    this.checks = checks;
    this.disks = List.copyOf(disks);
  }

  /** The step at {@code item}; empty when it is none. */
  Optional<StepSpec> bind(Node item, String where) {
    if (item instanceof ScalarNode word) {
      return word(word, where);
    }
    List<String> kinds = KINDS.stream().filter(kind -> MappingKeys.has(item, kind)).toList();
    if (kinds.isEmpty()
        && CheckBinder.kinds().stream().noneMatch(kind -> MappingKeys.has(item, kind))) {
      problems.add(item, where, "a step needs exactly one of these keys: " + all() + hint(item));
      return Optional.empty();
    }
    if (kinds.isEmpty()) {
      return checks.bind(item, where).map(StepSpec.Check::new);
    }
    SpecKeys keys = StepKeys.KINDS.get(KINDS.indexOf(kinds.getFirst()));
    return Optional.of(step(kinds.getFirst(), new MappingReader(problems, where, item, keys)));
  }

  private Optional<StepSpec> word(ScalarNode word, String where) {
    StepSpec step =
        switch (word.getValue()) {
          case "reboot" -> new StepSpec.Reboot(StepKeys.DOWN_WITHIN);
          case "powerOff" -> new StepSpec.PowerOff(StepKeys.DOWN_WITHIN);
          case "powerCut" -> powerCut(Optional.empty());
          case "ejectMedium" -> new StepSpec.EjectMedium();
          case "screenshot" -> new StepSpec.Screenshot("");
          default -> null;
        };
    if (step == null) {
      problems.add(
          word,
          where,
          "\"%s\" is no step.%s Allowed as a word: %s. Others have a value, as in `wait: {text: …}`."
              .formatted(
                  word.getValue(),
                  Nearest.to(word.getValue(), StepKeys.WORDS)
                      .map(near -> " Did you mean `" + near + "`?")
                      .orElse(""),
                  String.join(", ", StepKeys.WORDS)));
    }
    return Optional.ofNullable(step);
  }

  private StepSpec step(String kind, MappingReader step) {
    return switch (kind) {
      case "reboot" ->
          new StepSpec.Reboot(within(step.mapping(kind, StepKeys.REBOOT), StepKeys.DOWN_WITHIN));
      case "powerOff" ->
          new StepSpec.PowerOff(
              within(step.mapping(kind, StepKeys.POWER_OFF), StepKeys.DOWN_WITHIN));
      case "powerCut" -> powerCut(step.mapping(kind, StepKeys.POWER_CUT));
      case "addDisk" -> new StepSpec.AddDisk(disk(step, kind));
      case "removeDisk" -> new StepSpec.RemoveDisk(disk(step, kind));
      case "bootFrom" -> bootFrom(step, kind);
      case "screenshot" -> new StepSpec.Screenshot(step.text(kind).orElse(""));
      case "wait" -> waiting(step.mapping(kind, StepKeys.WAIT));
      default -> throw new IllegalStateException(kind);
    };
  }

  private static Duration within(Optional<MappingReader> step, Duration standard) {
    return step.flatMap(keys -> keys.duration("within")).orElse(standard);
  }

  private static StepSpec powerCut(Optional<MappingReader> step) {
    return new StepSpec.PowerCut(
        step.flatMap(keys -> keys.words("during")),
        step.flatMap(keys -> keys.words("at")),
        step.flatMap(keys -> keys.duration("after")).orElse(Duration.ZERO),
        within(step, StepKeys.TEXT_WITHIN));
  }

  private static StepSpec waiting(Optional<MappingReader> step) {
    Duration within = within(step, StepKeys.TEXT_WITHIN);
    Optional<String> unit = step.flatMap(keys -> keys.words("unit"));
    Optional<String> text = step.flatMap(keys -> keys.words("text"));
    step.filter(keys -> keys.isMapping() && keys.has("unit") == keys.has("text"))
        .ifPresent(
            keys -> keys.problemHere("write what to wait for: either `text: …` or `unit: NAME`."));
    return unit.<StepSpec>map(name ->
            new StepSpec.Check(
                new UnitCheck(name, name, UnitCheck.UnitState.ACTIVE, Optional.of(within))))
        .orElseGet(() -> new StepSpec.WaitForText(text.orElse("?"), within));
  }

  private StepSpec bootFrom(MappingReader step, String kind) {
    BootChoice choice =
        step.oneOf(kind, StepKeys.From.class).orElse(StepKeys.From.MEDIUM) == StepKeys.From.DISK
            ? BootChoice.DISK
            : BootChoice.MEDIUM;
    if (choice == BootChoice.DISK && disks.isEmpty()) {
      step.problem(kind, "the machine has no disk. Add `machine: {disks: [{size: 8GiB}]}`.");
    }
    return new StepSpec.BootFrom(choice);
  }

  private String disk(MappingReader step, String kind) {
    String name = step.words(kind).orElse("");
    List<String> names = disks.stream().map(DiskSpec::name).toList();
    Optional<DiskSpec> disk = disks.stream().filter(one -> one.name().equals(name)).findFirst();
    if (disk.isEmpty()) {
      step.problem(
          kind,
          "there is no disk \"%s\".%s Disks of the machine: %s."
              .formatted(
                  name,
                  Nearest.to(name, names).map(near -> " Did you mean `" + near + "`?").orElse(""),
                  names.isEmpty() ? "none" : String.join(", ", names)));
    }
    disk.filter(one -> !one.bus().canBePlugged())
        .ifPresent(one ->
            step.problem(
                kind,
                "a disk on sata or ide cannot come or go while the machine runs. Use virtio, scsi,"
                    + " nvme or usb."));
    return name;
  }

  private static String all() {
    return String.join(", ", Stream.concat(CheckBinder.kinds().stream(), KINDS.stream()).toList())
        + ".";
  }

  private static String hint(Node item) {
    List<String> known = Stream.concat(CheckBinder.kinds().stream(), KINDS.stream()).toList();
    return MappingKeys.of(item).stream()
        .map(ScalarNode::getValue)
        .flatMap(key -> Nearest.to(key, known).stream())
        .findFirst()
        .map(near -> " Did you mean `" + near + "`?")
        .orElse("");
  }
}
