package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;
import java.util.Optional;
import org.safere.Pattern;

/** Runs a command and compares exit status and stdout. */
final class RunProbe implements CheckProbe {

  /** A shell's status for a command it did not find (POSIX XCU 2.8.2). */
  private static final int NOT_FOUND = 127;

  private final GuestShell guest;
  private final RunCheck check;
  private final WaitListener waits;

  RunProbe(GuestShell guest, RunCheck check, WaitListener waits) {
    this.guest = guest;
    this.check = check;
    this.waits = waits;
  }

  @Override
  public ProbeResult look(Duration limit) throws InterruptedException {
    Optional<GuestAsk> beside = guest.beside();
    if (beside.isEmpty()) {
      return look(guest.run(check.command(), check.stdin(), limit));
    }
    CheckWaitAnalysis prospects = new CheckWaitAnalysis(beside.get(), check, waits);
    CommandResult result;
    ConcurrentWaitProbe companion =
        ConcurrentWaitProbe.start(() -> hopeless(prospects), guest::hurry);
    try (companion) {
      result = guest.run(check.command(), check.stdin(), limit);
    }
    return result instanceof CommandResult.TimedOut && companion.end().isPresent()
        ? companion.end().get()
        : look(result);
  }

  private ProbeResult look(CommandResult result) {
    if (!(result instanceof CommandResult.Completed c)) {
      return Evidence.unfinished(result);
    }
    return Privilege.considered(guest.uid(), c, compare(c));
  }

  private Optional<ProbeResult.Not> hopeless(CheckWaitAnalysis prospects)
      throws InterruptedException {
    String running = "`" + Evidence.brief(check.command()) + "` had not ended";
    CheckWaitAnalysis.Outlook outlook =
        prospects.look(new ProbeResult.Not("check/timed-out", running, "", true));
    if (!outlook.why().isEmpty()) {
      waits.hangsOn(outlook.why());
    }
    return outlook.end();
  }

  private ProbeResult compare(CommandResult.Completed c) {
    String said = Evidence.said(c);
    if (c.exit() != check.exit()) {
      boolean absent = c.exit() == NOT_FOUND;
      return new ProbeResult.Not(
          absent ? "spec/check-broken" : "check/failed",
          "`%s` exited %d, expected %d; %s"
              .formatted(
                  Evidence.brief(check.command()),
                  c.exit(),
                  check.exit(),
                  said.isBlank() ? "it printed nothing" : "it printed: " + said),
          said,
          absent);
    }
    String out = c.stdout().text();
    if (check.prints().isPresent() && !out.contains(check.prints().get())) {
      return missing(
          "does not contain `" + check.prints().get() + "`" + Evidence.cut(c.stdout()), said);
    }
    if (check.matches().isPresent()
        && !Pattern.compile(check.matches().get(), Pattern.MULTILINE).matcher(out).find()) {
      return missing(
          "does not match `" + check.matches().get() + "`" + Evidence.cut(c.stdout()), said);
    }
    return new ProbeResult.Holds();
  }

  private static ProbeResult missing(String what, String said) {
    String message =
        said.isEmpty() ? "stdout is empty, so it " + what : "stdout " + what + ": " + said;
    return new ProbeResult.Not("check/failed", message, said, false);
  }
}
