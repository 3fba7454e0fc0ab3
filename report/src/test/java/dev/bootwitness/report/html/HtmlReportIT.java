package dev.bootwitness.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.report.story.Hostile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The page in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtmlReportIT {
  /** What a page of any record links to, and nothing else. */
  private static final String FOREIGN =
      """
      [...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => [e.tagName, a.name, a.value])).filter(([t, n, v]) =>
        n.startsWith('on') || n === 'srcdoc' || n === 'srcset' || n === 'action' || n === 'formaction'
        || (n === 'src' && !v.startsWith('data:image/png;base64,'))
        || (n === 'href' && !/^(https:\\/\\/bootwitness\\.dev\\/causes\\/[a-z\\/-]+|#[\\w-]+|(serial\\.(txt|raw|cast)|events\\.jsonl|verdict\\.json)|evidence\\/\\d{3}-[a-z0-9-]+\\.[a-z0-9]+)$/.test(v)))
        .map(x => x.join(' ')).concat([...document.querySelectorAll('iframe,object,embed,base,link,form:not(.tools),meta[http-equiv]:not([http-equiv=Content-Security-Policy])')].map(e => e.outerHTML))
      """;

  /** Within the window, the log's box, and below the contents that stay at the top. */
  private static final String IN_SIGHT =
      """
      new Promise(done => setTimeout(() => {
        const row = document.querySelector('.log li.cur').getBoundingClientRect();
        const log = document.getElementById('log').getBoundingClientRect();
        const nav = document.querySelector('nav').getBoundingClientRect();
        done(row.top >= nav.bottom && row.bottom <= innerHeight && row.top >= log.top && row.bottom <= log.bottom);
      }, 100))
      """;

  private static final String TAGS =
      "[...new Set([...document.body.querySelectorAll('*:not(.ap-wrapper *, .ap-wrapper)')].map(e => e.tagName.toLowerCase()))].sort().join(' ')";

  private static final String INVISIBLE =
      "(document.body.innerText.match(/.{0,20}[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff].{0,20}/) || [''])[0]";

  @TempDir private static Path project;
  private Browser browser;
  private Path seed;

  @BeforeAll
  void start() throws Exception {
    browser = Browser.start();
    seed = SamplePage.seed(project);
  }

  @AfterAll
  void stop() throws Exception {
    browser.close();
  }

  private JsonNode values(String hash, String... steps) throws Exception {
    Browser.Answer answer = browser.open(seed, "light", hash, List.of(steps));
    assertThat(answer.problems()).isEmpty();
    return answer.values();
  }

  @Test
  void thePageSaysTheCauseFirstAndLoadsNothing() throws Exception {
    JsonNode values = values("", "document.querySelector('h1').innerText", FOREIGN, TAGS);
    assertThat(values.get(0).asString())
        .contains("FAILED", "storage/detection-error", "the image is at fault");
    assertThat(values.get(1).valueStream()).isEmpty();
  }

  @Test
  void hostileTextDoesNothingWhereverItStands() throws Exception {
    int number = 0;
    for (String text : Hostile.TEXTS) {
      Path page = SamplePage.hostile(project, "hostile" + number++, text);
      Browser.Answer answer =
          browser.open(
              page,
              "light",
              "",
              List.of(
                  "document.getElementById('replay') && document.querySelector('.ap-player') !== null",
                  FOREIGN,
                  TAGS,
                  INVISIBLE));
      assertThat(answer.problems()).as(text).isEmpty();
      assertThat(answer.values().get(0).asBoolean()).as("the replay is there").isTrue();
      assertThat(answer.values().get(1).valueStream()).as(text).isEmpty();
      assertThat(answer.values().get(2).asString())
          .as(text)
          .isEqualTo(
              "a b bdi button code dd details div dl dt footer form h1 h2 h3 header input label li main mark nav ol output p pre rect script section span summary svg table tbody td th thead time tr ul caption"
                  .transform(HtmlReportIT::sorted));
      assertThat(answer.values().get(3).asString()).as(text).isEmpty();
    }
  }

  private static String sorted(String words) {
    return String.join(" ", java.util.Arrays.stream(words.split(" ", -1)).sorted().toList());
  }

  @Test
  void aFindingLeadsToItsLineAndTheReplayThere() throws Exception {
    JsonNode values =
        values(
            "",
            "until document.querySelector('.ap-player')",
            "click header a[href^='#L']",
            "until document.querySelector('.log li.cur')",
            "document.querySelector('.log li.cur code').textContent",
            "document.querySelector('.log li.cur').dataset.t + ' ' + document.querySelector('.log li.cur mark').textContent",
            IN_SIGHT);
    assertThat(values.get(5).asBoolean()).as("the line is in sight").isTrue();
    assertThat(values.get(3).asString()).startsWith("pre-nixos: Storage detection encountered");
    assertThat(values.get(4).asString()).isEqualTo("8.500 storage/detection-error");
  }

  @Test
  void aPageOpenedAtALineShowsItBelowTheReplayThatCameLater() throws Exception {
    JsonNode values =
        values(
            "#L10",
            "until document.querySelector('.ap-player')",
            "until " + IN_SIGHT,
            "document.querySelector('.log li.cur').id");
    assertThat(values.get(2).asString()).isEqualTo("L10");
  }

  @Test
  void aLineLeadsToItsMomentInTheReplay() throws Exception {
    String shown = "document.querySelector('.ap-term-text').textContent.includes('line 78')";
    values("", "until document.querySelector('.ap-player')", "click #L10 time", "until " + shown);
  }

  @Test
  void theSearchFindsAndFilters() throws Exception {
    JsonNode values =
        values(
            "",
            "click #q",
            "type reached target",
            "until document.getElementById('count').textContent !== ''",
            "document.getElementById('count').textContent",
            "press Enter",
            "document.querySelector('.log li.cur code').textContent",
            "click #only",
            "[...document.querySelectorAll('.log li')].filter(e => e.offsetParent).length");
    assertThat(values.get(3).asString()).startsWith("line ").endsWith(", 1 of 40");
    assertThat(values.get(5).asString()).isEqualTo("[  OK  ] Reached target 1");
    assertThat(values.get(7).asInt()).isEqualTo(40);
  }

  @Test
  void theKeyboardDoesWhatTheMouseDoes() throws Exception {
    JsonNode values =
        values(
            "",
            "until document.querySelector('.ap-player')",
            "document.getElementById('log').focus()",
            "press ArrowDown",
            "press ArrowDown",
            "press ArrowDown",
            "document.querySelector('.log li.cur').id",
            "press End",
            "document.querySelector('.log li.cur').id",
            "press /",
            "document.activeElement.id");
    assertThat(values.get(5).asString()).isEqualTo("L3");
    assertThat(values.get(7).asString()).isEqualTo("L103");
    assertThat(values.get(9).asString()).isEqualTo("q");
  }

  @Test
  void timesAreSecondsOrTheWallClock() throws Exception {
    JsonNode values =
        values(
            "",
            "document.querySelector('#L1 time').textContent",
            "click #clock",
            "document.querySelector('#L1 time').textContent");
    assertThat(values.get(0).asString()).isEqualTo("1.000");
    assertThat(values.get(2).asString()).isEqualTo("15:54:32.20Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void itIsUsableByAScreenReaderAndHasContrast(String scheme) throws Exception {
    // The player's own parts are its makers' business, but for their names.
    Browser.Answer answer =
        browser.open(
            seed,
            scheme,
            "",
            List.of(
                "document.querySelectorAll('.ap-wrapper').forEach(e => e.remove()), document.querySelectorAll('details').forEach(e => e.open = true)",
                "axe",
                "getComputedStyle(document.body).backgroundColor",
                "picture "
                    + Path.of("target").toAbsolutePath().resolve("report-" + scheme + ".png")));
    assertThat(answer.problems()).isEmpty();
    assertThat(answer.values().get(1).toPrettyString()).isEqualTo("[ ]");
    assertThat(answer.values().get(2).asString())
        .isEqualTo(scheme.equals("light") ? "rgb(246, 247, 249)" : "rgb(17, 21, 28)");
  }

  @Test
  void itReadsWithoutScripts() throws Exception {
    String html = Files.readString(seed);
    assertThat(html)
        .contains("<form class=\"tools\" role=\"search\" hidden>")
        .contains("<span class=\"a2\">  OK  </span>");
  }
}
