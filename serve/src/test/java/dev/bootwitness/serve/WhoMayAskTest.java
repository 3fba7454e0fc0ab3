package dev.bootwitness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, sites and tokens. */
class WhoMayAskTest {

  @TempDir Path folder;

  private Served open() throws IOException {
    return new Served(Served.project(folder), false);
  }

  private Served guarded() throws IOException {
    return new Served(Served.project(folder), true);
  }

  private static String status(int port, String headers) throws IOException {
    return Raw.exchange(port, "GET / HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n")
        .lines()
        .findFirst()
        .orElse("");
  }

  @Test
  void onlyLoopbacksOwnNamesAreAnswered() throws Exception {
    try (Served served = open()) {
      for (String host :
          List.of("localhost", "LOCALHOST:9000", "127.0.0.1:1", "127.1.2.3", "[::1]:8017")) {
        assertThat(status(served.port(), "Host: " + host + "\r\n")).as(host).contains(" 200 ");
      }
      for (String host :
          List.of(
              "evil.invalid",
              "localhost.evil.invalid",
              "127.0.0.1.evil.invalid",
              "evil.invalid:8017",
              "10.0.0.1",
              "localhost@evil.invalid")) {
        assertThat(status(served.port(), "Host: " + host + "\r\n")).as(host).contains(" 403 ");
      }
      assertThat(status(served.port(), "")).doesNotContain(" 200 ");
    }
  }

  @Test
  void anotherSitesPageMayLinkHereAndNothingElse() throws Exception {
    try (Served served = open()) {
      assertThat(
              served
                  .get("/events", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors")
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              served
                  .get("/", "Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors")
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              served
                  .get("/", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")
                  .statusCode())
          .isEqualTo(200);
      HttpResponse<String> answer = served.get("/", "Origin", "http://evil.invalid");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
      assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
          .contains("same-origin");
    }
  }

  @Test
  void withoutTheTokenThereIsOnlyTheEntrance() throws Exception {
    try (LiveRecord record = new LiveRecord(Served.project(folder), "private");
        Served served = guarded()) {
      record.booted().ended(11);
      for (String path :
          List.of(
              "/",
              "/events",
              "/runs/" + record.id(),
              "/runs/" + record.id() + "/serial.txt",
              "/nothing")) {
        HttpResponse<String> answer = served.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(401);
        assertThat(answer.body())
            .contains("asks for a token")
            .doesNotContain("private", served.token());
      }
      assertThat(served.get("/assets/enter.js").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theTokenOpensOnceAndTheCookieFromThenOn() throws Exception {
    try (Served served = guarded()) {
      String token = served.token();
      assertThat(token).hasSizeGreaterThan(40);
      assertThat(served.get("/", "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
      assertThat(served.get("/session").statusCode()).isEqualTo(401);

      HttpResponse<String> session = served.get("/session", "Authorization", "Bearer " + token);
      assertThat(session.statusCode()).isEqualTo(204);
      String cookie = session.headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(cookie)
          .contains("HttpOnly", "SameSite=Strict", "Path=/")
          .startsWith("bootwitness-" + served.port() + "=")
          .doesNotContain(token);
      String pair = cookie.substring(0, cookie.indexOf(';'));
      assertThat(served.get("/", "Cookie", "other=1; " + pair).statusCode()).isEqualTo(200);
      assertThat(served.get("/session", "Cookie", pair).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void whatResemblesTheTokenDoesNotOpen() throws Exception {
    try (Served served = guarded()) {
      String token = served.token();
      for (String value :
          List.of(
              "Bearer ",
              "Bearer x" + token,
              "Bearer " + token.substring(1),
              "Bearer " + token + "x",
              "Basic " + token,
              token)) {
        assertThat(served.get("/", "Authorization", value).statusCode()).as(value).isEqualTo(401);
      }
      String name = "bootwitness-" + served.port();
      for (String value : List.of(name + "=", name + "=" + token, name, "=" + token)) {
        assertThat(served.get("/", "Cookie", value).statusCode()).as(value).isEqualTo(401);
      }
    }
  }

  @Test
  void eachServerHasATokenOfItsOwn() throws Exception {
    try (Served one = guarded();
        Served other = guarded()) {
      assertThat(one.token()).isNotEqualTo(other.token());
      assertThat(other.get("/", "Authorization", "Bearer " + one.token()).statusCode())
          .isEqualTo(401);
    }
  }
}
