package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.engine.spec.CheckSpec;
import java.time.Duration;
import org.safere.Pattern;

/** Runs a command and compares exit status and stdout. */
final class RunProbe implements CheckRunner.Probe {

  /** A shell's status for a command it did not find (POSIX XCU 2.8.2). */
  private static final int NOT_FOUND = 127;

  private final GuestShell guest;
  private final CheckSpec.Run check;

  RunProbe(GuestShell guest, CheckSpec.Run check) {
    this.guest = guest;
    this.check = check;
  }

  @Override
  public CheckRunner.Look look(Duration limit) throws InterruptedException {
    CommandResult result = guest.run(check.command(), check.stdin(), limit);
    return result instanceof CommandResult.Completed c ? compare(c) : Evidence.unfinished(result);
  }

  private CheckRunner.Look compare(CommandResult.Completed c) {
    String said = Evidence.said(c);
    if (c.exit() != check.exit()) {
      boolean absent = c.exit() == NOT_FOUND;
      return new CheckRunner.Look.Not(
          absent ? "spec/check-broken" : "check/failed",
          "`%s` exited %d, expected %d; it said: %s"
              .formatted(Evidence.brief(check.command()), c.exit(), check.exit(), said),
          said,
          absent);
    }
    String out = c.stdout().text();
    if (check.prints().isPresent() && !out.contains(check.prints().get())) {
      return missing("does not contain `" + check.prints().get() + "`", said);
    }
    if (check.matches().isPresent()
        && !Pattern.compile(check.matches().get(), Pattern.MULTILINE).matcher(out).find()) {
      return missing("does not match `" + check.matches().get() + "`", said);
    }
    return new CheckRunner.Look.Holds();
  }

  private static CheckRunner.Look missing(String what, String said) {
    String message =
        said.isEmpty() ? "stdout is empty, so it " + what : "stdout " + what + ": " + said;
    return new CheckRunner.Look.Not("check/failed", message, said, false);
  }
}
