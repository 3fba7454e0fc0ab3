package dev.bootwitness.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.diff.Comparison;
import dev.bootwitness.report.history.Trend;
import dev.bootwitness.report.story.Hostile;
import dev.bootwitness.report.story.TestRecord;
import dev.bootwitness.report.trend.TrendPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of {@code diff} and {@code trend} in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherPagesIT {
  /** What could do something: none of it comes from a guest's or a spec's text. */
  private static final String FOREIGN =
      """
      [...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => [e.tagName, a.name, a.value])).filter(([t, n, v]) =>
        n.startsWith('on') || n === 'src' || n === 'srcdoc' || n === 'action' || (n === 'href' && !/^#[\\w-]+$/.test(v)))
        .map(x => x.join(' ')).concat([...document.querySelectorAll('iframe,object,embed,base,link,form,img,b:not(.uplot b),marquee')].map(e => e.outerHTML))
      """;

  private static final String WIDTH =
      "document.documentElement.scrollWidth <= document.documentElement.clientWidth";

  @TempDir private static Path project;
  private Browser browser;

  @BeforeAll
  void start() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  void stop() throws Exception {
    browser.close();
  }

  @Test
  void hostileTextDoesNothingInAComparison() throws Exception {
    int number = 0;
    for (String text : Hostile.TEXTS) {
      Path page = comparison("hostile" + number++, text);
      Browser.Answer answer =
          browser.open(
              page, "light", "", List.of(FOREIGN, "document.querySelector('h1').innerText"));
      assertThat(answer.problems()).as(text).isEmpty();
      assertThat(answer.values().get(0).valueStream()).as(text).isEmpty();
      assertThat(answer.values().get(1).asString()).contains("DIFFERENT");
    }
  }

  @Test
  void hostileTextDoesNothingInATrend() throws Exception {
    int number = 0;
    for (String text : Hostile.TEXTS) {
      Path page = trend("trend" + number++, text);
      Browser.Answer answer =
          browser.open(
              page, "light", "", List.of(FOREIGN, "document.querySelectorAll('.uplot').length"));
      assertThat(answer.problems()).as(text).isEmpty();
      assertThat(answer.values().get(0).valueStream()).as(text).isEmpty();
      assertThat(answer.values().get(1).asInt()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"light,1400", "dark,1400", "light,420", "dark,420"})
  void bothAreUsableByAScreenReaderHaveContrastAndFitTheWindow(String scheme, int width)
      throws Exception {
    for (Path page : List.of(comparison("c-" + scheme + width, "a b"), trend("t", "spark"))) {
      Browser.Answer answer =
          browser.open(
              page,
              scheme,
              "",
              List.of(
                  "width " + width,
                  "document.querySelectorAll('details').forEach(e => e.open = true)",
                  "axe",
                  WIDTH,
                  "getComputedStyle(document.body).backgroundColor"));
      assertThat(answer.problems()).isEmpty();
      assertThat(answer.values().get(2).toPrettyString()).isEqualTo("[ ]");
      assertThat(answer.values().get(3).asBoolean()).as("no sideways scrolling").isTrue();
      assertThat(answer.values().get(4).asString())
          .isEqualTo(scheme.equals("light") ? "rgb(246, 247, 249)" : "rgb(17, 21, 28)");
    }
  }

  @Test
  void twoRunsThatAreAlikeSaySo() throws Exception {
    RunDirectory a = run("alike-a", "the same");
    RunDirectory b = run("alike-b", "the same");
    Path page = Files.writeString(project.resolve("alike.html"), Comparison.of(a, b).html());
    Browser.Answer answer =
        browser.open(page, "light", "", List.of("document.querySelector('h1').innerText"));
    assertThat(answer.problems()).isEmpty();
    assertThat(answer.values().get(0).asString()).contains("SAME", "no difference that matters");
  }

  private Path comparison(String name, String text) throws IOException {
    RunDirectory a = run(name + "-a", "something");
    RunDirectory b = run(name + "-b", text);
    return Files.writeString(project.resolve(name + ".html"), Comparison.of(a, b).html());
  }

  /** A run that boots, with some lines and a check that are this text. */
  private static RunDirectory run(String name, String text) throws IOException {
    try (TestRecord record = new TestRecord(project, name)) {
      record.event(0.2, new Event.ImageReady("a.iso", "iso9660", text, 1, true));
      record.booted();
      String line = text.lines().findFirst().orElse("");
      for (int i = 0; i < 5; i++) {
        record.printed(9 + i * 0.1, text, "failed: " + i + line);
      }
      boolean passed = text.equals("the same");
      record.check(
          11,
          new CheckResult(
              "check", passed ? CheckResult.PASSED : CheckResult.FAILED, 1, passed ? "" : text),
          "true",
          "");
      record.ended(13);
      return record.directory();
    }
  }

  private static Path trend(String name, String text) throws IOException {
    List<String> began = List.of("2026-11-22T15:00:00Z", "2026-11-22T16:00:00Z");
    Trend trend =
        new Trend(
            text,
            3,
            2,
            List.of(
                new Trend.Kind(
                    text,
                    "boot",
                    List.of("a", "b"),
                    began,
                    List.of(
                        new Trend.Series("phase", text, List.of(1.5, 2.5)),
                        new Trend.Series("stage", text, List.of(0.5, Double.NaN))))),
            List.of(new Trend.Flake(text, 3, 1, 1)));
    return Files.writeString(project.resolve(name + ".html"), TrendPage.of(trend));
  }
}
