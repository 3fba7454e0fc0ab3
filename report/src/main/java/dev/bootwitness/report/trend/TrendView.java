package dev.bootwitness.report.trend;

import dev.bootwitness.report.history.Trend;
import dev.bootwitness.report.html.Assets;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.story.Seconds;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code trend.jte} shows: charts, and the same numbers as tables for readers who cannot see
 * them.
 */
public final class TrendView {
  private static final String PLOT = "uPlot-1.6.32";

  /** In a data block, only "&lt;" could end a text; with ASCII, encodings do not matter. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Trend trend;
  private final ArrayNode charts = MAPPER.createArrayNode();
  private final List<KindView> kinds;
  private final Assets assets =
      Assets.of(
          List.of(own(PLOT + ".min.css"), own("trend.css")),
          List.of(own(PLOT + ".iife.min.js"), own("trend.js")));

  TrendView(Trend trend) {
    this.trend = trend;
    this.kinds = trend.kinds().stream().map(this::kind).toList();
  }

  /** A chart's place; {@code label} describes its content. */
  public record ChartView(String id, String label) {}

  /** One time in the runs; {@code usual} may be empty. */
  public record Row(
      String name, String last, boolean slower, String usual, String least, String most) {}

  /** How often a check ran and flaked. */
  public record FlakeView(String check, int ran, int failed, int flaked, String rate) {}

  /** The runs of one accelerator and way to start. */
  public record KindView(
      String id, String title, int runs, List<ChartView> charts, List<Row> rows) {
    public KindView {
      charts = List.copyOf(charts);
      rows = List.copyOf(rows);
    }
  }

  public Assets assets() {
    return assets;
  }

  public String name() {
    return Pages.safe(trend.name());
  }

  public int runs() {
    return trend.runs();
  }

  public int passed() {
    return trend.passed();
  }

  public List<KindView> kinds() {
    return kinds;
  }

  public List<FlakeView> flakes() {
    return trend.flakes().stream()
        .map(flake ->
            new FlakeView(
                Pages.safe(flake.check()),
                flake.ran(),
                flake.failed(),
                flake.flaked(),
                String.format(Locale.ROOT, "%.0f %%", 100 * flake.rate())))
        .toList();
  }

  /** What the charts draw, as JSON in which {@code <} does not occur. */
  public String data() {
    return MAPPER.writeValueAsString(charts).replace("<", "\\u003c");
  }

  private KindView kind(Trend.Kind kind) {
    List<ChartView> places = new ArrayList<>();
    for (String part : List.of("phase", "stage")) {
      List<Trend.Series> series =
          kind.series().stream()
              .filter(
                  s -> s.part().equals(part) || (part.equals("phase") && s.part().equals("run")))
              .toList();
      if (!series.isEmpty()) {
        places.add(
            new ChartView(
                "chart-" + charts.size(),
                "Chart of the times of each " + part + "; the table has its numbers"));
        chart(kind, series, charts.addObject());
      }
    }
    String title =
        (kind.start().isEmpty() ? "Without a machine" : "By " + kind.start())
            + (kind.accelerator().isEmpty() ? "" : ", " + kind.accelerator());
    return new KindView(
        "kind-" + charts.size(),
        Pages.safe(title),
        kind.ids().size(),
        places,
        kind.series().stream().filter(s -> s.known().length > 0).map(TrendView::row).toList());
  }

  private static void chart(Trend.Kind kind, List<Trend.Series> series, ObjectNode chart) {
    ArrayNode times = chart.putArray("times");
    kind.began().forEach(began -> times.add(epoch(began)));
    ArrayNode names = chart.putArray("names");
    ArrayNode values = chart.putArray("values");
    for (Trend.Series one : series) {
      names.add(one.name());
      ArrayNode line = values.addArray();
      for (double second : one.seconds()) {
        if (Double.isNaN(second)) {
          line.addNull();
        } else {
          line.add(second);
        }
      }
    }
  }

  private static Row row(Trend.Series series) {
    double[] known = series.known();
    double last = series.seconds().getLast();
    OptionalDouble usual = series.usual();
    return new Row(
        Pages.safe((series.part().equals("stage") ? "stage " : "") + series.name()),
        Double.isNaN(last) ? "" : Seconds.exact(last),
        series.slower(),
        usual.isEmpty() ? "" : Seconds.exact(usual.getAsDouble()),
        Seconds.exact(Arrays.stream(known).min().orElse(0)),
        Seconds.exact(Arrays.stream(known).max().orElse(0)));
  }

  private static long epoch(String began) {
    try {
      return Instant.parse(began).getEpochSecond();
    } catch (DateTimeException e) {
      return 0;
    }
  }

  private static String own(String name) {
    return Pages.resource(TrendView.class, name);
  }
}
