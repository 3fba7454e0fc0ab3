package dev.bootwitness.engine.console;

import dev.bootwitness.diagnosis.guest.AwaitedJob;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * When a console last showed something that it had not shown often before. A loader that tries its
 * only device for ever, and systemd's animation of a job without a limit, print without end and say
 * nothing new.
 *
 * <p>Thread-safe: one thread writes, any reads.
 */
final class Novelty {
  /** A line that comes for the third time is none. */
  private static final int OFTEN = 3;

  /** How many different lines a loop may have. */
  private static final int REMEMBERED = 128;

  private static final int LONGEST = 200;

  /** A bar that grows: U-Boot's TFTP, SYSLINUX' dots. */
  private static final Pattern BAR = Pattern.compile("[#.=*\\-\\s]+");

  /** What systemd's animation has in it, whole or not. */
  private static final Pattern JOB = Pattern.compile("job is running for |Job \\S+/start running");

  private final Map<String, Integer> seen =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  private volatile long last;

  Novelty(long nowNanos) {
    last = nowNanos;
  }

  /** Takes a whole line. */
  void line(String text, long nowNanos) {
    String body = ConsoleText.of(text).body().strip();
    if (isBar(body) || (!body.isEmpty() && seen.merge(key(body), 1, Integer::sum) < OFTEN)) {
      last = nowNanos;
    }
  }

  /**
   * Takes what is there of a line: where it is cut is chance, so the beginning of a known line is
   * nothing new.
   */
  void unfinished(String text, long nowNanos) {
    String body = ConsoleText.of(text).body().strip();
    boolean cutJob = JOB.matcher(body).find() && AwaitedJob.in(body).isEmpty();
    if (!cutJob
        && (isBar(body) || seen.keySet().stream().noneMatch(known -> known.startsWith(body)))) {
      line(text, nowNanos);
    }
  }

  private static boolean isBar(String body) {
    return !body.isEmpty() && BAR.matcher(body).matches();
  }

  /** Nanoseconds since the last new line. */
  long since(long nowNanos) {
    return nowNanos - last;
  }

  /** The time that a job has been running changes, and the job is the same. */
  private static String key(String body) {
    return AwaitedJob.in(body)
        .map(AwaitedJob::unit)
        .orElseGet(() -> body.substring(0, Math.min(body.length(), LONGEST)));
  }
}
