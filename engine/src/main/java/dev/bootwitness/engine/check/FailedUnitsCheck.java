package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * That no systemd unit has failed.
 *
 * @param except units whose failure does not count
 */
public record FailedUnitsCheck(String name, List<String> except, Optional<Duration> within)
    implements CheckSpec {

  /** Copies the list. */
  public FailedUnitsCheck {
    except = List.copyOf(except);
  }

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with noFailedUnits",
              required("noFailedUnits", Scalar.TRUE, "`true`: no systemd unit has failed."),
              CheckKind.NAME,
              optional(
                  "except",
                  Form.listOf(Scalar.TEXT),
                  "none",
                  "Units whose failure does not count."),
              CheckKind.WITHIN),
          "`noFailedUnits: true`",
          FailedUnitsCheck::bind);

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    if (!check.truth("noFailedUnits").orElse(true)) {
      check.problem("noFailedUnits", "only `true` can be checked. Leave the check out instead.");
    }
    return new FailedUnitsCheck(
        check.text("name").orElse("no failed units"),
        check.texts("except"),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new CommandProbe(
        scene.guest(),
        "systemctl list-units --failed --no-legend --no-pager --plain --full",
        answer -> compare(answer, scene.guest()));
  }

  private ProbeResult compare(CommandResult.Completed answer, GuestShell guest)
      throws InterruptedException {
    if (answer.exit() != 0) {
      return CommandProbe.not(
          "systemctl exited " + answer.exit() + ": " + Evidence.said(answer),
          Evidence.said(answer));
    }
    List<String> failed =
        answer
            .stdout()
            .text()
            .lines()
            .map(line -> line.strip().split("\\s+", 2)[0])
            .filter(unit -> unit.contains(".") && !except.contains(unit))
            .toList();
    if (failed.isEmpty()) {
      return new ProbeResult.Holds();
    }
    String first = failed.getFirst();
    return new ProbeResult.Not(
        "systemd/unit-failed",
        String.join(", ", failed) + " failed",
        first,
        new UnitJournal(guest).last(first),
        false);
  }
}
