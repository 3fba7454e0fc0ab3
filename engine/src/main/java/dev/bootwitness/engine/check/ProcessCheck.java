package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.diagnosis.guest.ProcessList;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A program that runs, or does not. */
public record ProcessCheck(String name, String program, boolean running, Optional<Duration> within)
    implements CheckSpec {

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with process",
              required(
                  "process",
                  Scalar.TEXT,
                  "The name of a program, as `ps -o comm` shows it; its first 15 characters count."),
              CheckKind.NAME,
              optional("running", Scalar.BOOLEAN, "true", "Whether it must run."),
              CheckKind.WITHIN),
          "`process: PROGRAM`",
          ProcessCheck::bind);

  /** TASK_COMM_LEN without its NUL: include/linux/sched.h. */
  private static final int LONGEST = 15;

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    String program = check.words("process").orElse("");
    return new ProcessCheck(
        check.text("name").orElse("process " + program),
        program,
        check.bool("running").orElse(true),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    // A process may end before cat(1) comes to it.
    return new CommandProbe(
        scene.guest(),
        "cat /proc/[0-9]*/stat 2>/dev/null; true",
        answer -> compare(ProcessList.parse(answer.stdout().text())));
  }

  private ProbeResult compare(ProcessList all) {
    String shown = program.length() > LONGEST ? program.substring(0, LONGEST) : program;
    List<ProcessList.GuestProcess> found = all.named(shown);
    if (found.isEmpty() != running) {
      return new ProbeResult.Holds();
    }
    return CommandProbe.not(
        running
            ? "no process is called " + shown
            : shown + " runs as process " + found.getFirst().pid(),
        "");
  }

  @Override
  public boolean names(String unit) {
    return UnitNames.named("/" + program, unit);
  }
}
