package dev.bootwitness.report.terminal;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.VerdictWords;
import java.io.Flushable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several concurrent runs as text: the lines of each after its label, its verdict below its label,
 * and one line per run when all are over.
 *
 * <p>Immutable and thread-safe.
 */
public final class SuiteText {
  private static final int WIDEST_LABEL = 24;
  private static final int OUTCOME = 14;
  private static final int TIME = 12;

  private final List<String> labels;
  private final Style style;
  private final int columns;
  private final int width;

  /**
   * The text of some runs.
   *
   * @param labels of all, in the order in which they are listed at the end
   * @param columns how wide verdicts and the lines at the end may be
   */
  public SuiteText(List<String> labels, Style style, int columns) {
    this.labels = List.copyOf(labels);
    this.style = style;
    this.columns = columns;
    this.width =
        labels.stream()
            .mapToInt(label -> CharacterWidth.of(style.safe(label, WIDEST_LABEL)))
            .max()
            .orElse(0);
  }

  /**
   * How a run ended.
   *
   * @param verdict null when there is none
   * @param why the reason in that case, in a few words; else empty
   */
  public record Ended(@Nullable Verdict verdict, String why, int exitCode) {
    /** With a verdict. */
    public static Ended with(Verdict verdict, int exitCode) {
      return new Ended(verdict, "", exitCode);
    }

    /** Without one. */
    public static Ended without(String why, int exitCode) {
      return new Ended(null, why, exitCode);
    }
  }

  /** Receives the progress of one run: whole lines, each written at once after the label. */
  public Appendable lines(String label, PrintStream out) {
    return new Labelled(style.faint(padded(label)) + "  ", out);
  }

  private static final class Labelled implements Appendable, Flushable {
    private final String label;
    private final PrintStream out;
    private final StringBuilder line = new StringBuilder();

    Labelled(String label, PrintStream out) {
      this.label = label;
      this.out = out;
    }

    @Override
    public Appendable append(CharSequence text) {
      line.append(text);
      for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
        out.print(label + line.substring(0, end + 1));
        line.delete(0, end + 1);
      }
      return this;
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) {
      return append(text.subSequence(start, end));
    }

    @Override
    public Appendable append(char c) {
      return append(String.valueOf(c));
    }

    @Override
    public void flush() {
      out.flush();
    }
  }

  /** A verdict and what followed it, as formatted by {@link VerdictText}, below the run's label. */
  public String verdict(String label, Verdict verdict, Path record, List<Note> notes) {
    StringBuilder text = new StringBuilder("\n" + style.strong(style.safe(label)) + "\n");
    try {
      VerdictText.begin(verdict, record, style, columns, text);
      VerdictText.end(record, notes, style, columns, text);
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder throws nothing", e);
    }
    return text.append('\n').toString();
  }

  /** The summary of all runs: how many of each outcome, and one line per run. */
  public String summary(List<Ended> ended) {
    Map<String, Long> counts =
        ended.stream()
            .collect(Collectors.groupingBy(this::word, TreeMap::new, Collectors.counting()));
    StringBuilder text =
        new StringBuilder(
            ended.size()
                + (ended.size() == 1 ? " run: " : " runs: ")
                + counts.entrySet().stream()
                    .map(count -> count.getValue() + " " + count.getKey())
                    .collect(Collectors.joining(", "))
                + "\n");
    for (int i = 0; i < ended.size(); i++) {
      text.append(row(labels.get(i), ended.get(i)).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String row(String label, Ended run) {
    Verdict verdict = run.verdict();
    String outcome = word(run);
    String start =
        padded(label) + "  " + outcome + " ".repeat(Math.max(1, OUTCOME - outcome.length()));
    if (verdict == null) {
      return "! " + start;
    }
    Timing timing = verdict.timing();
    String time = timing == null ? "" : Seconds.exact(timing.seconds());
    Finding primary = verdict.primary();
    String why =
        primary == null
            ? VerdictWords.says(verdict)
            : primary.cause() + ": " + VerdictWords.sentence(primary);
    String before = start + time + " ".repeat(Math.max(1, TIME - time.length()));
    return style.coloured(verdict.outcome(), style.mark(verdict.outcome()))
        + " "
        + before
        + style.safe(why, Math.max(0, columns - 2 - CharacterWidth.of(before)));
  }

  private String word(Ended run) {
    Verdict verdict = run.verdict();
    return verdict == null
        ? style.safe(run.why())
        : VerdictWords.name(verdict).toLowerCase(Locale.ROOT);
  }

  private String padded(String label) {
    String safe = style.safe(label, WIDEST_LABEL);
    return safe + " ".repeat(width - CharacterWidth.of(safe));
  }
}
