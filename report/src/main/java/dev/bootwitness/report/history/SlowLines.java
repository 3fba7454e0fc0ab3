package dev.bootwitness.report.history;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Usual;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a boot after which more time passed than in the baseline's boot: they show where the
 * time went when a stage was slower than usual.
 *
 * <p>Lines of two boots count as equal when they differ only in numbers (times, addresses, process
 * ids). Repeated lines are counted together.
 */
public final class SlowLines {
  /** Less than this is normal fluctuation of the host. */
  private static final double LEAST_SECONDS = 0.3;

  private static final int MOST = 3;
  private static final int LONGEST_LINE = 200;

  /** A flood of unrelated lines must not fill the memory. */
  private static final int MOST_TEMPLATES = 50_000;

  private SlowLines() {}

  /**
   * A line and the time until the next one.
   *
   * @param line in {@code serial.txt}; where it took longest
   * @param text as the guest printed it: hostile
   * @param usual the time in the baseline's run; 0 when the line did not appear there
   */
  public record SlowLine(long line, String text, double seconds, double usual) {}

  /** The lines of a run whose verdict names something slower; none when its baseline is gone. */
  public static List<SlowLine> of(RunDirectory run, Verdict verdict) {
    Timing timing = verdict.timing();
    @Nullable Path runs = run.path().getParent();
    Usual usual = timing == null ? null : timing.usual();
    if (timing == null
        || usual == null
        || runs == null
        || !timing.slower().stream().anyMatch(SlowLines::ofTheBoot)) {
      return List.of();
    }
    try {
      // A ledger is untrusted: a name in it must not lead elsewhere.
      Path name = Path.of(usual.baseline()).getFileName();
      return compare(spent(run), spent(RunDirectory.open(runs.resolve(name))));
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  private static boolean ofTheBoot(Timing.Slower slower) {
    return slower.part().equals(Timing.Slower.STAGE)
        || slower.name().equals("boot")
        || slower.name().equals("login");
  }

  static List<SlowLine> compare(List<StampedEvent> run, List<StampedEvent> baseline) {
    Boot now = new Boot();
    Boot then = new Boot();
    run.forEach(now);
    baseline.forEach(then);
    return compare(now.spent, then.spent);
  }

  private static List<SlowLine> compare(Map<String, Spent> now, Map<String, Spent> then) {
    List<SlowLine> slow = new ArrayList<>();
    now.forEach((template, spent) -> {
      Spent before = then.get(template);
      double usual = before == null ? 0 : before.seconds;
      if (spent.seconds - usual >= LEAST_SECONDS) {
        slow.add(new SlowLine(spent.line, spent.text, spent.seconds, usual));
      }
    });
    return slow.stream()
        .sorted(Comparator.comparingDouble((SlowLine s) -> s.usual() - s.seconds()))
        .limit(MOST)
        .toList();
  }

  /** The time after the lines of one template. */
  private static final class Spent {
    private double seconds;
    private double longest = -1;
    private long line;
    private String text = "";

    void add(double spent, Event.ConsoleLine event) {
      seconds += spent;
      if (spent > longest) {
        longest = spent;
        line = event.line();
        text = event.text();
      }
    }
  }

  private static Map<String, Spent> spent(RunDirectory run) throws IOException {
    Boot boot = new Boot();
    var _ = new RecordReader(run).read(boot);
    return boot.spent;
  }

  /** The times of a boot; what comes after the shell belongs to the checks. */
  private static final class Boot implements Consumer<StampedEvent> {
    private final Map<String, Spent> spent = new LinkedHashMap<>();
    private @Nullable StampedEvent last;
    private boolean over;

    @Override
    public void accept(StampedEvent event) {
      if (over) {
        return;
      }
      boolean ready = event.event() instanceof Event.StageReached s && s.stage() == Stage.READY;
      // An empty line does not identify a place: its time counts for the line before it.
      if (ready || (event.event() instanceof Event.ConsoleLine said && !said.text().isBlank())) {
        StampedEvent before = last;
        if (before != null && before.event() instanceof Event.ConsoleLine line) {
          add(line, event.seconds() - before.seconds());
        }
        last = event;
      }
      over = ready;
    }

    private void add(Event.ConsoleLine line, double seconds) {
      String template = template(line.text());
      if (spent.size() < MOST_TEMPLATES || spent.containsKey(template)) {
        spent.computeIfAbsent(template, _ -> new Spent()).add(seconds, line);
      }
    }
  }

  /** The line with every word that contains a digit replaced by one character. */
  static String template(String text) {
    StringBuilder template = new StringBuilder();
    int at = 0;
    int end = Math.min(text.length(), LONGEST_LINE);
    while (at < end) {
      int word = at;
      boolean digit = false;
      while (at < end && Character.isLetterOrDigit(text.charAt(at))) {
        digit |= Character.isDigit(text.charAt(at));
        at++;
      }
      template.append(digit ? "#" : text.substring(word, at));
      if (at < end) {
        char other = text.charAt(at++);
        // Column padding depends on the length of numbers.
        boolean again =
            other == ' ' && template.length() > 0 && template.charAt(template.length() - 1) == ' ';
        template.append(again ? "" : String.valueOf(other));
      }
    }
    return template.toString();
  }
}
