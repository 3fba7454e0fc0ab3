package dev.bootwitness.engine.spec;

import static dev.bootwitness.engine.binding.Form.either;
import static dev.bootwitness.engine.binding.Form.oneOf;
import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Mapping;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.KeyRule;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.check.CheckKinds;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The keys of {@code steps[]}, apart from those of checks. */
final class StepKeys {

  /** systemd gives a unit 90 s to stop (systemd-system.conf(5), DefaultTimeoutStopSec). */
  static final Duration DOWN_WITHIN = Duration.ofMinutes(2);

  static final Duration TEXT_WITHIN = Duration.ofMinutes(1);

  private static final String DOWN =
      "How long the guest may take to shut down, stretched on slow hosts. The boot after it has the"
          + " time limit of `boot.within`.";

  static final SpecKeys REBOOT =
      SpecKeys.of("steps[].reboot", optional("within", Scalar.DURATION, "2m", DOWN));

  static final SpecKeys POWER_OFF =
      SpecKeys.of("steps[].powerOff", optional("within", Scalar.DURATION, "2m", DOWN));

  static final SpecKeys POWER_CUT =
      SpecKeys.of(
          "steps[].powerCut",
          optional(
              "during",
              Scalar.TEXT,
              "none",
              "A command that is running when the power goes, by `sh -c`; its output is on the console."),
          optional(
              "at", Scalar.TEXT, "at once", "A text on the console after which the power goes."),
          optional(
              "after", Scalar.DURATION, "0s", "How long to wait before, after the text of `at`."),
          optional(
              "within",
              Scalar.DURATION,
              "1m",
              "How long to wait for the text of `at`, stretched on" + " slow hosts."));

  static final SpecKeys WAIT =
      SpecKeys.of(
              "steps[].wait",
              optional("text", Scalar.TEXT, "none", "A text on the console, from this step on."),
              optional("unit", Scalar.TEXT, "none", "A systemd unit that becomes active."),
              optional(
                  "within", Scalar.DURATION, "1m", "How long to wait, stretched on slow hosts."))
          .ruled(KeyRule.exactlyOne("text", "unit"));

  /** What later boots start from. */
  enum From {
    DISK,
    MEDIUM
  }

  /** The steps that need no value. */
  static final List<String> WORDS =
      List.of("reboot", "powerOff", "powerCut", "ejectMedium", "screenshot");

  /** The mappings of a step, by the key that names it. */
  static final List<SpecKeys> KINDS =
      List.of(
          kind(
              "reboot",
              new Mapping(REBOOT),
              "The guest restarts by its own means, and the login is done again."),
          kind(
              "powerOff",
              new Mapping(POWER_OFF),
              "The guest switches itself off, and the machine is started again."),
          kind(
              "powerCut",
              new Mapping(POWER_CUT),
              "The machine loses its power, and is started again."),
          kind(
              "addDisk",
              Scalar.TEXT,
              "The name of a disk of `machine.disks` that is plugged in now, and was not there before."
                  + " Not on `sata` or `ide`."),
          kind(
              "removeDisk",
              Scalar.TEXT,
              "The name of a disk of `machine.disks` that is pulled out now. Not on `sata` or `ide`."),
          kind(
              "bootFrom",
              oneOf(From.class),
              "What later boots start from: the first disk of `machine.disks` that is there, or the"
                  + " medium."),
          kind("screenshot", Scalar.TEXT, "A picture of the screen, and what it is to show."),
          kind("wait", new Mapping(WAIT), "Waits for a text on the console, or for a unit."));

  static final Form FORM =
      either(
          Stream.concat(
                  Stream.of(new Form.OneOf(WORDS), CheckKinds.FORM),
                  KINDS.stream().map(Mapping::new))
              .toArray(Form[]::new));

  private static SpecKeys kind(String name, Form form, String meaning) {
    return SpecKeys.of("steps[] with " + name, required(name, form, meaning));
  }

  private StepKeys() {}
}
