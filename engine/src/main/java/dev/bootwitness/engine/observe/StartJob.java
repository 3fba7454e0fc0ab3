package dev.bootwitness.engine.observe;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * The job that systemd reports waiting for, parsed from its console line (src/core/manager.c,
 * manager_print_jobs_in_progress).
 *
 * @param unit its name, or its description
 * @param running how long the job has been running
 * @param limit when systemd gives up, as it says so: "1min 30s", "no limit"
 */
public record StartJob(String unit, Duration running, String limit) {

  private static final Pattern LINE =
      Pattern.compile(
          "^\\[[ *]*\\] (?:\\(\\d+ of \\d+\\) )?(?:A start job is running for (.+)|Job"
              + " (\\S+)/start running) \\((?:(\\d+)h )?(?:(\\d+)min )?(\\d+)s / ([^)]+)\\)\\s*$");

  /** Longer than merely slow units take. */
  private static final Duration STUCK = Duration.ofSeconds(20);

  public static Optional<StartJob> in(String line) {
    Matcher job = LINE.matcher(line.strip());
    if (!job.find()) {
      return Optional.empty();
    }
    String unit = job.group(1) == null ? job.group(2) : job.group(1);
    Duration running =
        Duration.ofHours(number(job.group(3)))
            .plusMinutes(number(job.group(4)))
            .plusSeconds(number(job.group(5)));
    return Optional.of(new StartJob(unit, running, job.group(6)));
  }

  private static long number(@Nullable String digits) {
    return digits == null || digits.length() > 6 ? 0 : Long.parseLong(digits);
  }

  public boolean stuck() {
    return running.compareTo(STUCK) >= 0;
  }
}
