package dev.bootwitness.diagnosis.guest;

import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import java.time.Duration;
import java.util.Optional;
import org.safere.Matcher;

/**
 * The job that systemd reports waiting for, parsed from its console line (src/core/manager.c,
 * manager_print_jobs_in_progress).
 *
 * @param unit its name, or its description
 * @param elapsed how long the job has been running, as systemd writes it: "1min 44s"
 * @param limit when systemd gives up, as it says so: "1min 30s", "no limit"
 */
public record AwaitedJob(String unit, String elapsed, String limit) {
  private static final LinePattern LINE = Signs.of("job-running");
  private static final String UNLIMITED = "no limit";

  /** The job that a line of the console reports; empty when it reports none. */
  public static Optional<AwaitedJob> in(String line) {
    return LINE.find(line).map(AwaitedJob::of);
  }

  private static AwaitedJob of(Matcher job) {
    return new AwaitedJob(job.group(1), job.group(2).strip(), job.group(3).strip());
  }

  /** The expressions of such a line, for a search that looks for several things at once. */
  public static LinePattern line() {
    return LINE;
  }

  /**
   * Whether the unit is stuck.
   *
   * @param overdue whether the whole boot is late already, so that systemd's own limit need not be
   *     awaited
   */
  public boolean isStuck(boolean overdue) {
    return Patience.isOver(running(), overdue || isUnlimited());
  }

  private Duration running() {
    return UnitStates.duration(elapsed).orElse(Duration.ZERO);
  }

  /** What systemd waits for, and how long it has waited, as part of a sentence. */
  public String inWords() {
    return "for %s for %s (%s)".formatted(unit, elapsed, limitInWords());
  }

  /** How long systemd waits for it, in a few words. */
  public String limitInWords() {
    return isUnlimited() ? UNLIMITED : "limit: " + limit;
  }

  /** Whether systemd waits without a limit; the end of the line may be missing. */
  private boolean isUnlimited() {
    return !limit.isEmpty() && UNLIMITED.startsWith(limit);
  }
}
