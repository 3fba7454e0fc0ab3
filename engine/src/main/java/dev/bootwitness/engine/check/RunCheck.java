package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A command's exit status and output.
 *
 * @param stdin what it reads there, as UTF-8; empty: nothing
 * @param prints what stdout must contain
 * @param matches a regular expression that must match in stdout
 */
public record RunCheck(
    String name,
    String command,
    String stdin,
    int exit,
    Optional<String> prints,
    Optional<String> matches,
    Optional<Duration> within)
    implements CheckSpec {

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with run",
              required(
                  "run",
                  Scalar.TEXT,
                  "A command, run by `sh -c` as the user who is logged in. Root's commands run over a"
                      + " virtio port and have no terminal."),
              CheckKind.NAME,
              optional(
                  "stdin",
                  Scalar.TEXT,
                  "`/dev/null`",
                  "What the command reads from stdin, as UTF-8, at most 1 MiB. The command runs only if all"
                      + " of it arrived."),
              optional("exit", new Form.Whole(0, 255), "0", "The expected exit status."),
              optional("prints", Scalar.TEXT, "none", "A text that stdout must contain."),
              optional("matches", Scalar.REGEX, "none", "An expression that stdout must match."),
              CheckKind.WITHIN),
          "`run: COMMAND`",
          RunCheck::bind);

  /** A serial line of an emulated guest takes some tens of KiB in a second at best. */
  private static final int MOST_STDIN = 1024 * 1024;

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    String command = check.words("run").orElse("");
    return new RunCheck(
        check.text("name").orElse(command.strip().lines().findFirst().orElse("run")),
        command,
        stdin(check),
        check.integer("exit").orElse(0),
        check.text("prints"),
        check.regex("matches"),
        check.duration("within"));
  }

  private static String stdin(MappingReader check) {
    String stdin = check.text("stdin").orElse("");
    if (stdin.length() > MOST_STDIN) {
      check.problem(
          "stdin",
          "%d characters are too many: at most %d are allowed, because a serial line is slow."
                  .formatted(stdin.length(), MOST_STDIN)
              + " Put them into the image, or let the command make them.");
    }
    return stdin;
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new RunProbe(scene.guest(), this, scene.waits());
  }

  @Override
  public boolean names(String unit) {
    return UnitNames.named(command, unit);
  }

  @Override
  public boolean awaitsAllJobs() {
    return command.contains("is-system-running") && command.contains("--wait");
  }
}
