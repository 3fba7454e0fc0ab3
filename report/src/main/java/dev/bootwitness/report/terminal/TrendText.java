package dev.bootwitness.report.terminal;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.report.history.Trend;
import dev.bootwitness.report.story.Seconds;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How a spec's runs developed, for a terminal: one line per time, with a small curve of its course.
 */
public final class TrendText {
  private static final String CURVE = "▁▂▃▄▅▆▇█";
  private static final String ASCII_CURVE = "_.-=+*#@";
  private static final int NAME = 22;
  private static final int TIME = 15;
  private static final int LONGEST_CURVE = 40;

  private final Style style;
  private final StringBuilder text = new StringBuilder();

  private TrendText(Style style) {
    this.style = style;
  }

  /** The lines; ends in a newline. */
  public static String of(Trend trend, Style style) {
    return new TrendText(style).render(trend);
  }

  private String render(Trend trend) {
    text.append(style.safe(trend.name(), 60))
        .append(style.and())
        .append(trend.passed())
        .append(" of ")
        .append(trend.runs())
        .append(" runs passed\n");
    for (Trend.Kind kind : trend.kinds()) {
      text.append('\n')
          .append(style.strong(style.safe(title(kind), 60)))
          .append(style.and())
          .append(kind.ids().size())
          .append(kind.ids().size() == 1 ? " passing run\n" : " passing runs\n");
      row("", "last", "usual", "least to most", "");
      kind.series().forEach(this::series);
    }
    flakes(trend);
    return text.toString();
  }

  private static String title(Trend.Kind kind) {
    return (kind.start().isEmpty() ? "without a machine" : "by " + kind.start())
        + (kind.accelerator().isEmpty() ? "" : ", " + kind.accelerator());
  }

  private void series(Trend.Series series) {
    double[] known = series.known();
    if (known.length == 0) {
      return;
    }
    double last = series.seconds().getLast();
    OptionalDouble usual = series.usual();
    double least = Arrays.stream(known).min().orElse(0);
    double most = Arrays.stream(known).max().orElse(0);
    row(
        (series.part().equals("stage") ? "  stage " : "") + series.name(),
        Double.isNaN(last) ? "" : Seconds.exact(last),
        usual.isEmpty() ? "" : Seconds.exact(usual.getAsDouble()),
        seconds(least) + " to " + Seconds.exact(most),
        curve(series.seconds().stream().mapToDouble(s -> s).toArray(), least, most)
            + (series.slower() ? "  " + style.bad("slower") : ""));
  }

  private void flakes(Trend trend) {
    if (trend.flakes().isEmpty()) {
      return;
    }
    text.append('\n')
        .append(style.strong("checks"))
        .append(style.and())
        .append("a flake failed on an image on which it held, too\n");
    row("", "ran", "failed", "flakes", "");
    for (Trend.Flake flake : trend.flakes()) {
      String rate = String.format(Locale.ROOT, "%d (%.0f %%)", flake.flaked(), 100 * flake.rate());
      row(
          flake.check(),
          Integer.toString(flake.ran()),
          Integer.toString(flake.failed()),
          flake.flaked() == 0 ? "0" : rate,
          flake.flaked() == 0 ? "" : style.doubtful("flaky"));
    }
  }

  private void row(String name, String first, String second, String third, String rest) {
    String shown = style.safe(name, NAME);
    String row =
        "  "
            + shown
            + " ".repeat(NAME - CharacterWidth.of(shown))
            + right(first, TIME)
            + right(second, TIME)
            + right(third, TIME + 5)
            + "  "
            + rest;
    text.append(row.stripTrailing()).append('\n');
  }

  private static String right(String cell, int width) {
    return " ".repeat(Math.max(1, width - cell.length())) + cell;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }

  /** The newest on the right; a gap where a run has no such time. */
  private String curve(double[] times, double least, double most) {
    String steps = style.unicode() ? CURVE : ASCII_CURVE;
    StringBuilder curve = new StringBuilder();
    for (int i = Math.max(0, times.length - LONGEST_CURVE); i < times.length; i++) {
      if (Double.isNaN(times[i])) {
        curve.append(' ');
        continue;
      }
      double height = most > least ? (times[i] - least) / (most - least) : 0;
      curve.append(steps.charAt((int) Math.round(height * (steps.length() - 1))));
    }
    return curve.toString();
  }
}
