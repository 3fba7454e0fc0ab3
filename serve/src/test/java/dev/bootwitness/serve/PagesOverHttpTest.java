package dev.bootwitness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages, asked for by a real client. */
class PagesOverHttpTest {

  @TempDir Path folder;
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served(Served.project(folder), false);
  }

  @AfterEach
  void stop() {
    served.close();
    assertThat(served.troubles()).isEmpty();
  }

  private String ok(String path) throws Exception {
    HttpResponse<String> answer = served.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private String over(String name, boolean held) throws IOException {
    try (LiveRecord record = new LiveRecord(folder, name)) {
      record.booted().check(11, "a check", held);
      record.ended(12);
      return record.id();
    }
  }

  @Test
  void aProjectWithoutRunsSaysHowToStartOne() throws Exception {
    assertThat(ok("/")).contains("There are no runs yet", "bootwitness run SPEC");
    for (String path : List.of("/trend", "/flakes", "/known", "/queue", "/diff")) {
      assertThat(ok(path)).contains("aria-current=\"page\"");
    }
  }

  @Test
  void theListHasTheRunsThatGoOnAndThoseThatAreOver() throws Exception {
    String past = over("alpha", true);
    try (LiveRecord live = new LiveRecord(folder, "beta")) {
      live.booting();
      try (var events = served.stream("/events").body()) {
        assertThat(events.filter(line -> line.contains("\"phase\":\"boot\"")).findFirst())
            .isPresent();
      }
      assertThat(ok("/"))
          .contains("data-run=\"" + live.id() + "\"", ">beta<", "href=\"/runs/" + past + "\"")
          .doesNotContain("href=\"/runs/" + live.id() + "\">2026");
    }
  }

  @Test
  void filtersStandInTheAddress() throws Exception {
    String good = over("alpha", true);
    String bad = over("beta", false);
    String wholeA = "value=\"" + good + "\" aria-label=\"A";
    String wholeB = "value=\"" + bad + "\" aria-label=\"A";
    assertThat(ok("/")).contains(wholeA, wholeB);
    assertThat(ok("/?name=alpha")).contains(wholeA).doesNotContain(wholeB);
    assertThat(ok("/?outcome=failed")).contains(wholeB).doesNotContain(wholeA);
    assertThat(ok("/?cause=check%2F")).contains(wholeB).doesNotContain(wholeA);
    assertThat(ok("/?q=ALPHA&outcome=passed")).contains(wholeA, "1 of 2 runs");
    assertThat(ok("/?q=%25zz&page=-1&outcome=nonsense&&=&x")).contains("No run matches the filter");
  }

  @Test
  void aRunShowsItsVerdictAndTheWayToAllTheRest() throws Exception {
    String before = over("alpha", true);
    String id = over("alpha", false);
    assertThat(ok("/runs/" + id))
        .contains(
            "<a href=\"https://docs.example/b/causes/check/failed/\" rel=\"noreferrer\">check/failed</a>",
            "a check",
            "href=\"/runs/" + id + "/report\"",
            "href=\"/runs/" + id + "/console\"",
            "href=\"/runs/" + id + "/events.jsonl\"",
            "/diff?a=" + before + "&amp;b=" + id);
    assertThat(ok("/runs/" + id + "/serial.txt")).contains("Linux version 6.1.0");
    assertThat(ok("/runs/" + id + "/console")).contains("Linux version 6.1.0");
    assertThat(ok("/diff?a=" + before + "&b=" + id)).contains("different", before, id);
    assertThat(ok("/trend?name=alpha")).contains("chart-0", "1 of 2 runs passed");
    assertThat(served.get("/runs/latest/report").statusCode()).isEqualTo(303);
  }

  @Test
  void aReportIsShownAsItIsInAnOriginOfItsOwn() throws Exception {
    String id = over("alpha", true);
    Path report = folder.resolve(".bootwitness/runs/" + id + "/report.html");
    HttpResponse<String> made = served.get("/runs/" + id + "/report");
    assertThat(made.body()).contains("Bootwitness report");

    Files.writeString(report, "<!DOCTYPE html><title>kept</title>");
    HttpResponse<String> kept = served.get("/runs/" + id + "/report");
    assertThat(kept.body()).isEqualTo("<!DOCTYPE html><title>kept</title>");
    assertThat(List.of(made, kept))
        .allSatisfy(answer ->
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("sandbox allow-scripts; default-src 'none'")
                .doesNotContain("allow-same-origin", "http"));
  }

  @Test
  void aRunThatWasKilledIsJudgedByWhatIsThere() throws Exception {
    String id;
    try (LiveRecord record = new LiveRecord(folder, "killed")) {
      record.booting();
      Files.delete(record.directory().path().resolve("running"));
      id = record.id();
    }
    stop();
    start();
    assertThat(ok("/runs/" + id)).contains("inconclusive");
    assertThat(ok("/runs/" + id + "/report")).contains("Bootwitness report");
    assertThat(ok("/")).contains("value=\"" + id + "\"");
  }

  @Test
  void aRecordThatWasRemovedLeavesItsLine() throws Exception {
    String id = over("alpha", false);
    ok("/");
    try (var files = Files.walk(folder.resolve(".bootwitness/runs/" + id))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    assertThat(ok("/runs/" + id)).contains("was removed", "check/failed");
    assertThat(served.get("/runs/" + id + "/console").statusCode()).isEqualTo(404);
  }

  /** The server looks for what has ended a few times in a second, and is asked in between. */
  @Test
  void aRunThatHasJustEndedIsNoLongerShownAsGoingOn() throws Exception {
    try (LiveRecord live = new LiveRecord(folder, "beta")) {
      live.booted().check(11, "a check", false);
      try (var events = served.stream("/events").body()) {
        assertThat(events.anyMatch(line -> line.contains(live.id()))).isTrue();
      }
      live.ended(12);
      assertThat(ok("/runs/" + live.id())).contains("check/failed", "id=\"verdict-h\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/runs/..",
        "/runs/../secret.txt",
        "/runs/%2e%2e/secret.txt",
        "/runs/ID/../../../secret.txt",
        "/runs/ID/..%2f..%2fsecret.txt",
        "/runs/ID/evidence/../../secret.txt",
        "/runs/ID/evidence/000-..",
        "/runs/ID/secret.txt",
        "/runs/ID/running",
        "/runs/ID//serial.txt",
        "/runs/ID/",
        "/runs//etc/passwd",
        "/assets/../Site.class",
        "/assets/",
        "//",
        "/nothing"
      })
  void nothingButWhatThereIsIsFound(String path) throws Exception {
    String id = over("alpha", true);
    Files.writeString(folder.resolve("secret.txt"), "the secret");
    Files.writeString(folder.resolve(".bootwitness/runs/" + id + "/secret.txt"), "the secret");
    String answer = Raw.get(served.port(), path.replace("ID", id));
    assertThat(answer).startsWith("HTTP/1.1 40").doesNotContain("the secret");
  }

  @Test
  void noLinkLeadsOutOfARecord() throws Exception {
    String id = over("alpha", true);
    Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
    Path record = folder.resolve(".bootwitness/runs/" + id);
    Files.delete(record.resolve("serial.txt"));
    Files.createSymbolicLink(record.resolve("serial.txt"), secret);
    Files.createSymbolicLink(record.resolve("report.html"), secret);
    for (String part :
        List.of("/serial.txt", "/report.html", "/report", "", "/console", "/console.cast")) {
      assertThat(served.get("/runs/" + id + part).body()).as(part).doesNotContain("the secret");
    }
    assertThat(ok("/diff?a=" + id + "&b=" + id)).contains("contains a link");

    Path elsewhere = Files.createDirectory(folder.resolve("2026-01-01T00-00-00Z-else"));
    Files.writeString(elsewhere.resolve("serial.txt"), "the secret");
    Files.createSymbolicLink(record.resolveSibling("2026-01-01T00-00-00Z-else"), elsewhere);
    assertThat(served.get("/runs/2026-01-01T00-00-00Z-else/serial.txt").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aPipeInAFilesPlaceIsNotRead() throws Exception {
    String id = over("alpha", true);
    Path file = folder.resolve(".bootwitness/runs/" + id + "/junit.xml");
    Files.deleteIfExists(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(served.get("/runs/" + id + "/junit.xml").statusCode()).isEqualTo(404);
  }

  @Test
  void hostileTextIsTextWhereverItStands() throws Exception {
    for (String text : HostileTexts.ALL) {
      String id;
      try (LiveRecord record = new LiveRecord(folder, "hostile")) {
        record.event(
            0.1, new dev.bootwitness.record.Event.RunStarted(record.id(), text, text, text, text));
        record.booted().printed(10.5, text).finding("kernel/oops", text).check(12, text, false);
        record.ended(13);
        id = record.id();
      }
      for (String path :
          List.of(
              "/",
              "/?q=" + java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8),
              "/runs/" + id,
              "/runs/" + id + "/console",
              "/trend?name="
                  + java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8),
              "/flakes",
              "/known")) {
        assertThat(ok(path))
            .as(path + " of " + text)
            .doesNotContain(
                "<script>window",
                "<img src=x",
                "<svg/onload",
                "<iframe",
                "<base",
                "<meta http",
                "<form action=https",
                "<b>wrong",
                "\u202e",
                "\u001b");
      }
    }
  }

  @Test
  void everyAnswerForbidsWhatIsNotOfThisServer() throws Exception {
    String id = over("alpha", true);
    for (String path :
        List.of("/", "/runs/" + id, "/runs/" + id + "/console", "/assets/serve.css", "/nothing")) {
      HttpResponse<String> answer = served.get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .as(path)
          .contains("default-src 'none'")
          .doesNotContain("unsafe-inline", "http", "*");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.body()).doesNotContain("https://", "http://", " style=", "onclick");
    }
  }

  @Test
  void itOnlyReads() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
      HttpRequest request =
          HttpRequest.newBuilder(served.at("/"))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(served.send(request).statusCode()).as(method).isEqualTo(405);
    }
    HttpRequest head =
        HttpRequest.newBuilder(served.at("/"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = served.send(head);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void anAssetThatABrowserHasIsNotSentAgain() throws Exception {
    String tag = served.get("/assets/page.css").headers().firstValue("ETag").orElseThrow();
    assertThat(served.get("/assets/page.css", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void theQueueHasItsTasks() throws Exception {
    Files.writeString(
        folder.resolve("queue.md"),
        "# Tasks\n\n## Active Tasks\n\n1. Repair <b>it</b>\n   Next: look\n\n## Recently Completed\n");
    assertThat(ok("/queue")).contains("Repair", "Next: look").doesNotContain("<b>it</b>");
  }

  @Test
  void aLedgerThatGrowsIsReadOn() throws Exception {
    for (int i = 0; i < 3; i++) {
      String id = over("run" + i, true);
      assertThat(ok("/?name=run" + i)).contains("value=\"" + id + "\"");
      assertThat(ok("/")).contains(">" + (i == 0 ? "1 run" : i + 1 + " runs") + "<");
    }
  }
}
