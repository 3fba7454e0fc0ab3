package dev.bootwitness.engine.check;

import dev.bootwitness.engine.binding.Scale;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs one check: once or, with {@code within}, repeatedly until it holds, cannot hold any more, or
 * the time has run out.
 */
public final class CheckRunner {

  /**
   * The delay between two tries: short enough not to be noticed, long enough not to load the guest.
   */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private static final String TIMED_OUT = "check/timed-out";

  private final GuestShell guest;
  private final Scale scale;

  /** Runs checks in {@code guest}, their limits stretched by {@code scale}. */
  public CheckRunner(GuestShell guest, Scale scale) {
    this.guest = guest;
    this.scale = scale;
  }

  /** Runs a check without reporting its waits. */
  public CheckOutcome run(CheckSpec check) throws InterruptedException {
    return run(check, WaitListener.NOBODY);
  }

  /** Runs a check; {@code waits} may be called by another thread, too. */
  public CheckOutcome run(CheckSpec check, WaitListener waits) throws InterruptedException {
    WaitListener told = new ToldOnce(waits);
    CheckWaitAnalysis prospects = new CheckWaitAnalysis(guest, check, told);
    CheckProbe probe = check.probe(new CheckScene(guest, scale, told));
    return check.within().isPresent()
        ? waitFor(probe, prospects, told, check.within().get())
        : once(probe, prospects);
  }

  private CheckOutcome once(CheckProbe probe, CheckWaitAnalysis prospects)
      throws InterruptedException {
    return switch (probe.look(scale.of(CheckSpec.ONCE))) {
      case ProbeResult.Holds h -> new CheckOutcome.Held();
      case ProbeResult.Lost l -> lost(l);
      case ProbeResult.Not n when n.last() -> failed(n);
      case ProbeResult.Not n -> {
        CheckWaitAnalysis.Outlook outlook = prospects.look(n);
        if (outlook.end().isPresent()) {
          yield failed(outlook.end().get());
        }
        yield outlook.makers().isEmpty()
            ? failed(n)
            : new CheckOutcome.Failed(
                n.cause(), n.message() + "; " + outlook.why(), n.subject(), n.quote());
      }
    };
  }

  private CheckOutcome waitFor(
      CheckProbe probe, CheckWaitAnalysis prospects, WaitListener waits, Duration within)
      throws InterruptedException {
    long end = System.nanoTime() + scale.of(within).toNanos();
    Optional<ProbeResult.Not> previous = Optional.empty();
    CheckWaitAnalysis.Outlook outlook = CheckWaitAnalysis.Outlook.UNKNOWN;
    while (true) {
      long left = Math.max(1, end - System.nanoTime());
      switch (probe.look(Duration.ofNanos(left))) {
        case ProbeResult.Holds h -> {
          return new CheckOutcome.Held();
        }
        case ProbeResult.Lost l -> {
          return lost(l);
        }
        case ProbeResult.Not n when n.last() -> {
          // The last try had only the remaining time: the try before it shows more.
          return n.cause().equals(TIMED_OUT) && previous.isPresent()
              ? neverTrue(within, previous.get(), prospects, outlook)
              : failed(n);
        }
        case ProbeResult.Not n -> {
          outlook = prospects.look(n);
          waits.hangsOn(outlook.why().isEmpty() ? n.message() : outlook.why());
          if (outlook.end().isPresent()) {
            return failed(outlook.end().get());
          }
          if (System.nanoTime() + PAUSE.toNanos() >= end) {
            return neverTrue(within, n, prospects, outlook);
          }
          previous = Optional.of(n);
          TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
      }
    }
  }

  private static CheckOutcome failed(ProbeResult.Not not) {
    return new CheckOutcome.Failed(not.cause(), not.message(), not.subject(), not.quote());
  }

  private CheckOutcome neverTrue(
      Duration within,
      ProbeResult.Not last,
      CheckWaitAnalysis prospects,
      CheckWaitAnalysis.Outlook outlook)
      throws InterruptedException {
    String time = "did not come true within " + scale.words(within) + "; ";
    Optional<ProbeResult.Not> late = prospects.late(last, outlook);
    if (late.isPresent()) {
      return new CheckOutcome.Failed(
          late.get().cause(),
          time + late.get().message(),
          late.get().subject(),
          late.get().quote());
    }
    String meanwhile = outlook.why().isEmpty() ? "" : "; meanwhile: " + outlook.why();
    // A cause that says more than that the check failed is kept, whether or not the check waited.
    String cause = last.cause().equals("check/failed") ? TIMED_OUT : last.cause();
    return new CheckOutcome.Failed(
        cause, time + "last: " + last.message() + meanwhile, last.subject(), last.quote());
  }

  /** The first line states what was awaited, the rest what was seen instead. */
  private static CheckOutcome.ShellLost lost(ProbeResult.Lost lost) {
    String seen = lost.seen().strip();
    int end = seen.indexOf('\n');
    return end < 0
        ? new CheckOutcome.ShellLost(lost.cause(), seen, "")
        : new CheckOutcome.ShellLost(
            lost.cause(), seen.substring(0, end), seen.substring(end + 1).strip());
  }
}
