package dev.bootwitness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The pages in a real browser, with a run that goes on meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class BrowserIT {

  private static final String FOCUS =
      "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent || document.activeElement.id).trim()";

  private static final String FITS =
      "document.documentElement.scrollWidth <= document.documentElement.clientWidth";

  /** What a page of ours never has, whatever a guest says. */
  private static final String FOREIGN =
      """
      [...document.querySelectorAll('main *')].flatMap(e => [...e.attributes].map(a => [e.tagName, a.name, a.value])).filter(([t, n, v]) =>
        n.startsWith('on') || n === 'src' || n === 'srcdoc' || (n === 'action' && !v.startsWith('/')) || (n === 'href' && !/^[/#]|^$/.test(v)))
        .map(x => x.join(' ')).concat([...document.querySelectorAll('iframe,object,embed,base,meta[http-equiv],script:not([src^="/assets/"]):not([type="application/json"])')].map(e => e.outerHTML))
      """;

  private Chromium browser;
  @TempDir Path folder;
  private Served served;

  @BeforeAll
  void startBrowser() throws Exception {
    browser = Chromium.start();
  }

  @AfterAll
  void stopBrowser() throws Exception {
    browser.close();
  }

  @BeforeEach
  void start() throws IOException {
    served = new Served(Served.project(folder), false);
  }

  @AfterEach
  void stop() {
    served.close();
    assertThat(served.troubles()).isEmpty();
  }

  private String over(String name, int minute, boolean held) throws IOException {
    try (LiveRecord record =
        new LiveRecord(folder, name, Instant.parse("2026-11-22T15:%02d:00Z".formatted(minute)))) {
      record.booted().check(11, "root", true).check(12, "services", held);
      record.ended(13);
      return record.id();
    }
  }

  private void open(String path, String scheme) throws IOException {
    browser.open(served.at(path).toString(), scheme);
  }

  @Test
  void aListThatIsOpenShowsARunFromItsBeginningToItsEnd() throws Exception {
    over("alpha", 1, true);
    open("/", "light");
    assertThat(browser.step("document.getElementById('going').hidden").asBoolean()).isTrue();
    try (LiveRecord record = new LiveRecord(folder, "beta")) {
      browser.until("document.querySelector('#live li[data-run=\"" + record.id() + "\"]')");
      record.booting();
      browser.until("document.querySelector('#live [data-f=phase]').textContent === 'boot'");
      browser.until("document.querySelector('#live [data-f=stage]').textContent === 'kernel'");
      record.printed(3, "systemd[1]: hello <b>there</b>");
      browser.until(
          "document.querySelector('#live [data-f=line]').textContent.includes('<b>there</b>')");
      browser.until("document.getElementById('said').textContent === 'beta: boot'");
      record.booted().check(11, "one", false).ended(12);
    }
    browser.until("document.getElementById('going').hidden");
    browser.until("document.querySelectorAll('.list tbody tr').length === 2");
    assertThat(browser.step("document.querySelector('.list tbody tr').textContent").asString())
        .contains("failed", "beta");
    assertThat(browser.leave()).isEmpty();
  }

  @Test
  void theConsoleOfARunIsLive() throws Exception {
    try (LiveRecord record = new LiveRecord(folder, "alpha")) {
      record.booting();
      open("/", "light");
      browser.until("document.querySelector('#live li')");
      browser.step("goto " + served.at("/runs/" + record.id() + "/console"));
      String screen = "document.querySelector('.ap-term-text')?.textContent.replaceAll(' ', ' ')";
      browser.until(screen + "?.includes('Linux version 6.1.0')");
      record.printed(3, "\u001b[1;31m a new line of it \u001b[0m");
      browser.until(screen + "?.includes('a new line of it')");
      // The text below the terminal grows with it, and does what a guest says as little.
      String text = "document.getElementById('text').textContent";
      browser.until(text + ".includes('a new line of it')");
      assertThat(browser.step("document.querySelectorAll('#text *').length").asInt()).isZero();
      for (int i = 0; i < 320; i++) {
        record.printed(4, "line " + i + " <b>");
      }
      browser.until(text + ".includes('line 319 <b>')");
      assertThat(browser.step(text + ".trim().split('\\n').length").asInt()).isEqualTo(300);
      assertThat(browser.step(text + ".includes('line 19 <b>')").asBoolean()).isFalse();
      record.booted().ended(12);
      browser.until("document.getElementById('said').textContent.includes('ended: passed')");
      assertThat(browser.leave()).isEmpty();
    }
  }

  @Test
  void aRecordingOfARunThatIsOverPlays() throws Exception {
    String id = over("alpha", 1, true);
    open("/runs/" + id + "/console", "light");
    String shown = "document.querySelector('.ap-term-text')?.textContent.includes('Linux')";
    // Its last screen, until somebody plays it.
    browser.until(shown);
    browser.step("document.querySelector('.ap-wrapper').focus()");
    browser.press("Space");
    browser.until("!" + shown);
    browser.until(shown);
    assertThat(browser.leave()).isEmpty();
  }

  @Test
  void theKeyboardAloneGoesEverywhere() throws Exception {
    String older = over("alpha", 1, true);
    String newer = over("alpha", 2, false);
    open("/", "light");
    browser.press("Tab");
    assertThat(browser.step(FOCUS).asString()).isEqualTo("Skip to the content");
    browser.press("Enter", "Tab");
    assertThat(browser.step("document.activeElement.id").asString()).isEqualTo("name");
    browser.press("Tab", "Tab", "Tab");
    browser.step("type alpha");
    browser.press("Enter");
    browser.until("location.search.includes('q=alpha')");

    // The radio buttons of one column are one stop of Tab; arrows move within.
    browser.step("document.getElementById('q').focus()");
    browser.press("Tab", "Tab", "Tab");
    assertThat(browser.step(FOCUS).asString()).isEqualTo("A: " + newer);
    browser.press("ArrowDown");
    assertThat(browser.step(FOCUS).asString()).isEqualTo("A: " + older);
    browser.press("Tab");
    assertThat(browser.step(FOCUS).asString()).isEqualTo("B: " + older);
    browser.press("ArrowUp");
    assertThat(browser.step(FOCUS).asString()).isEqualTo("B: " + newer);
    browser.press("Enter");
    browser.until("location.pathname === '/diff'");
    browser.until("document.querySelector('.verdict')");
    assertThat(browser.step("document.querySelector('.verdict').textContent").asString())
        .contains(older, newer);

    browser.step("goto " + served.at("/"));
    browser.step("document.querySelector('.list tbody th a').focus()");
    browser.press("Enter");
    browser.until("location.pathname === '/runs/" + newer + "'");
    assertThat(
            browser
                .step("getComputedStyle(document.activeElement, ':focus-visible').outlineStyle")
                .isNull())
        .isFalse();
    assertThat(browser.leave()).isEmpty();
  }

  @Test
  void aListThatSomebodyIsInIsNotChangedUnderTheirHands() throws Exception {
    over("alpha", 1, true);
    open("/", "light");
    browser.step("document.querySelector('input[name=a]').focus()");
    browser.press("Space");
    try (LiveRecord record = new LiveRecord(folder, "beta")) {
      browser.until("document.querySelector('#live li')");
      record.booted().ended(12);
    }
    browser.until("!document.getElementById('news').hidden");
    assertThat(browser.step("document.getElementById('news').textContent").asString())
        .contains("beta ended.");
    assertThat(browser.step("document.querySelectorAll('.list tbody tr').length").asInt())
        .isEqualTo(1);
    assertThat(browser.step("document.querySelector('input[name=a]').checked").asBoolean())
        .isTrue();
    assertThat(browser.leave()).isEmpty();
  }

  @Test
  void hostileTextDoesNothing() throws Exception {
    StringBuilder tasks = new StringBuilder("## Active Tasks\n\n");
    for (String text : HostileTexts.ALL) {
      tasks.append("1. ").append(text.replace("\n", " ")).append('\n');
      String id;
      try (LiveRecord record = new LiveRecord(folder, "hostile")) {
        open("/", "light");
        record.event(
            0.1, new dev.bootwitness.record.Event.RunStarted(record.id(), text, text, text, text));
        record.booting().printed(3, text);
        record.event(3.1, new dev.bootwitness.record.Event.PhaseStarted(text));
        browser.until("document.querySelector('#live [data-f=stage]')?.textContent === 'kernel'");
        assertThat(browser.step(FOREIGN).valueStream()).as(text).isEmpty();
        browser.step("goto " + served.at("/runs/" + record.id() + "/console"));
        browser.until(
            "document.querySelector('.ap-term-text')?.textContent.includes('Linux') || document.querySelector('.ap-term-text')?.textContent.includes('hidden') || document.querySelector('.ap-term-text')");
        record.finding("kernel/oops", text).check(12, text, false);
        record.ended(13);
        browser.until("document.getElementById('said').textContent.includes('ended')");
        id = record.id();
      }
      for (String path :
          new String[] {"/", "/runs/" + id, "/runs/" + id + "/console", "/flakes", "/known"}) {
        browser.step("goto " + served.at(path));
        // The page about the cause is another site's.
        assertThat(browser.step(FOREIGN).valueStream().map(JsonNode::asString).toList())
            .as(path + " of " + text)
            .isEqualTo(
                path.equals("/runs/" + id)
                    ? List.of("A href https://docs.example/b/causes/kernel/oops/")
                    : List.of());
      }
      browser.step("goto " + served.at("/runs/" + id + "/report"));
      assertThat(browser.leave()).as(text).isEmpty();
    }
    Files.writeString(folder.resolve("queue.md"), tasks);
    open("/queue", "light");
    assertThat(browser.step(FOREIGN).valueStream()).isEmpty();
    assertThat(browser.step("document.querySelectorAll('.tasks > li').length").asInt())
        .isGreaterThan(3);
    assertThat(browser.leave()).isEmpty();
  }

  /** A page that a record brings can read nothing of the others. */
  @Test
  void aHostileReportReadsNothing() throws Exception {
    String id = over("alpha", 1, true);
    Files.writeString(
        folder.resolve(".bootwitness/runs/" + id + "/report.html"),
        """
        <!DOCTYPE html><title>x</title><p id="out">nothing</p><script>
        fetch('/').then(() => out.textContent = 'read', () => out.textContent = 'refused');
        try { document.cookie = 'a=b'; } catch (e) { document.title = 'no cookies'; }
        </script>\
        """);
    open("/runs/" + id + "/report", "light");
    browser.until("document.getElementById('out').textContent !== 'nothing'");
    assertThat(browser.step("document.getElementById('out').textContent").asString())
        .isEqualTo("refused");
    assertThat(browser.step("document.title").asString()).isEqualTo("no cookies");
    assertThat(browser.step("self.origin").asString()).isEqualTo("null");
    browser.leave();
  }

  @Test
  void theTokenOfTheAddressOpensAndIsGoneFromIt() throws Exception {
    over("alpha", 1, true);
    try (Served guarded = new Served(folder, true)) {
      browser.open(guarded.at("/enter#" + guarded.token()).toString(), "light");
      browser.until("document.querySelector('.list tbody tr')");
      assertThat(browser.step("location.href").asString()).isEqualTo(guarded.at("/").toString());
      assertThat(browser.step("document.cookie").asString()).isEmpty();
      browser.until("document.querySelector('.list th a')");
      browser.step("document.querySelector('.list th a').focus()");
      browser.press("Enter");
      browser.until("document.querySelector('.ways')");
      assertThat(browser.leave()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void allPagesAreUsableByAScreenReaderAndHaveContrast(String scheme) throws Exception {
    String a = over("alpha", 1, true);
    String b = over("alpha", 2, false);
    Files.writeString(
        folder.resolve("queue.md"), "# Tasks\n\n## Active Tasks\n\n1. Repair it\n   Next: look\n");
    try (LiveRecord record = new LiveRecord(folder, "beta", Instant.now())) {
      record.booting();
      open("/", scheme);
      browser.until("document.querySelector('#live [data-f=stage]')?.textContent === 'kernel'");
      for (String path :
          new String[] {
            "/",
            "/runs/" + record.id(),
            "/runs/" + record.id() + "/console",
            "/runs/" + b,
            "/runs/" + b + "/console",
            "/trend",
            "/flakes",
            "/known",
            "/queue",
            "/diff?a=" + a + "&b=" + b,
            "/nothing"
          }) {
        browser.step("goto " + served.at(path));
        assertThat(browser.step("axe").toPrettyString()).as(path).isEqualTo("[ ]");
        String name = path.equals("/") ? "list" : path.replaceAll("[/?].*[/?]|^/", "-");
        browser.step(
            "picture "
                + Path.of("target")
                    .toAbsolutePath()
                    .resolve(
                        "serve-"
                            + scheme
                            + "-"
                            + name.replace(record.id(), "live").replaceAll("[^a-z]+", "")
                            + ".png"));
      }
      // A page that is not there is reported by the browser.
      assertThat(browser.leave()).allMatch(problem -> problem.contains("404"));
    }
  }

  @ParameterizedTest
  @CsvSource({"1280", "640", "360"})
  void noPageScrollsSideways(int width) throws Exception {
    String a = over("alpha", 1, true);
    String b = over("alpha", 2, false);
    open("/", "light");
    browser.step("width " + width);
    for (String path :
        new String[] {"/", "/runs/" + b, "/trend", "/diff?a=" + a + "&b=" + b, "/known"}) {
      browser.step("goto " + served.at(path));
      assertThat(browser.step(FITS).asBoolean()).as(path).isTrue();
    }
    assertThat(browser.leave()).isEmpty();
  }
}
