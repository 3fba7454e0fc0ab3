package dev.bootwitness.report.trend;

import dev.bootwitness.report.Seconds;
import dev.bootwitness.report.history.Trend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a spec's runs developed, as one HTML file with charts by uPlot, and the same numbers as
 * tables for whoever sees no charts.
 *
 * <p>It loads nothing: scripts and styles are in it, and its policy allows these by their hashes
 * and nothing else. Names of specs and checks are text wherever they stand.
 */
public final class TrendPage {
  private static final String PLOT = "uPlot-1.6.32";

  /** Of texts in a data block only "&lt;" could end it; ASCII needs no thought of encodings. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final StringBuilder page = new StringBuilder();

  private TrendPage() {}

  /** The file's content. */
  public static String of(Trend trend) {
    return new TrendPage().render(trend);
  }

  private String render(Trend trend) {
    List<String> styles = List.of(resource(PLOT + ".min.css"), resource("trend.css"));
    List<String> scripts = List.of(resource(PLOT + ".iife.min.js"), resource("trend.js"));
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("base-uri 'none'; form-action 'none'; style-src")
        .append(hashes(styles))
        .append("; script-src")
        .append(hashes(scripts))
        .append("\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
        .append(text(trend.name()))
        .append(": trend</title>\n");
    styles.forEach(style -> page.append("<style>").append(style).append("</style>\n"));
    page.append("</head>\n<body>\n<h1>")
        .append(text(trend.name()))
        .append("</h1>\n<p>")
        .append(trend.passed())
        .append(" of ")
        .append(trend.runs())
        .append(" runs passed; times are those of passing runs.</p>\n");
    ArrayNode charts = MAPPER.createArrayNode();
    for (Trend.Kind kind : trend.kinds()) {
      kind(kind, charts);
    }
    flakes(trend);
    page.append("<script type=\"application/json\" id=\"data\">")
        .append(MAPPER.writeValueAsString(charts).replace("<", "\\u003c"))
        .append("</script>\n");
    scripts.forEach(script -> page.append("<script>").append(script).append("</script>\n"));
    return page.append("</body>\n</html>\n").toString();
  }

  private void kind(Trend.Kind kind, ArrayNode charts) {
    page.append("<section>\n<h2>")
        .append(text(kind.start().isEmpty() ? "Without a machine" : "By " + kind.start()))
        .append(text(kind.accelerator().isEmpty() ? "" : ", " + kind.accelerator()))
        .append("</h2>\n<div class=\"charts\">\n");
    for (String part : List.of("phase", "stage")) {
      List<Trend.Series> series =
          kind.series().stream()
              .filter(
                  s -> s.part().equals(part) || (part.equals("phase") && s.part().equals("run")))
              .toList();
      if (!series.isEmpty()) {
        page.append("<div id=\"chart-")
            .append(charts.size())
            .append("\" role=\"img\" aria-label=\"Chart of the times of each ")
            .append(part)
            .append("; the table has its numbers\"></div>\n");
        chart(kind, series, charts.addObject());
      }
    }
    page.append("</div>\n");
    table("Seconds", List.of("", "last", "usual", "least", "most"), rows(kind));
    page.append("</section>\n");
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

  private static List<List<String>> rows(Trend.Kind kind) {
    List<List<String>> rows = new ArrayList<>();
    for (Trend.Series series : kind.series()) {
      double[] known = series.known();
      double last = series.seconds().isEmpty() ? Double.NaN : series.seconds().getLast();
      rows.add(
          List.of(
              text((series.part().equals("stage") ? "stage " : "") + series.name()),
              Double.isNaN(last)
                  ? ""
                  : series.slower()
                      ? "<span class=\"slower\">" + Seconds.exact(last) + " slower</span>"
                      : Seconds.exact(last),
              series.usual().isEmpty() ? "" : Seconds.exact(series.usual().getAsDouble()),
              Seconds.exact(Arrays.stream(known).min().orElse(0)),
              Seconds.exact(Arrays.stream(known).max().orElse(0))));
    }
    return rows;
  }

  private void flakes(Trend trend) {
    if (!trend.flakes().isEmpty()) {
      page.append("<section>\n<h2>Checks</h2>\n");
      table(
          "A flake failed on an image on which it held, too",
          List.of("", "ran", "failed", "flakes", "rate"),
          trend.flakes().stream()
              .map(flake ->
                  List.of(
                      text(flake.check()),
                      Integer.toString(flake.ran()),
                      Integer.toString(flake.failed()),
                      Integer.toString(flake.flaked()),
                      String.format(Locale.ROOT, "%.0f %%", 100 * flake.rate())))
              .toList());
      page.append("</section>\n");
    }
  }

  /** A table of cells that are markup already. */
  private void table(String caption, List<String> head, List<List<String>> rows) {
    page.append("<table>\n<caption>").append(caption).append("</caption>\n<tr>");
    head.forEach(cell -> page.append("<th scope=\"col\">").append(cell).append("</th>"));
    page.append("</tr>\n");
    for (List<String> row : rows) {
      page.append("<tr><th scope=\"row\">").append(row.getFirst()).append("</th>");
      row.stream().skip(1).forEach(cell -> page.append("<td>").append(cell).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private static long epoch(String began) {
    try {
      return Instant.parse(began).getEpochSecond();
    } catch (DateTimeException e) {
      return 0;
    }
  }

  /** Text as markup: what could be markup is not. */
  private static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                safe.append('\ufffd');
              } else {
                safe.appendCodePoint(c);
              }
            }
          }
        });
    return safe.toString();
  }

  private static String hashes(List<String> texts) {
    StringBuilder hashes = new StringBuilder();
    for (String text : texts) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        hashes.append(" 'sha256-").append(Base64.getEncoder().encodeToString(digest)).append('\'');
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
    return hashes.toString();
  }

  static String resource(String name) {
    try (InputStream in = TrendPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
