package dev.bootwitness.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check of HTTP means the same whichever program asks: curl, GNU wget or that of BusyBox. */
@Timeout(120)
class HttpProgramsTest {

  /** What a guest may have. */
  enum Program {
    CURL,
    WGET,
    BUSYBOX
  }

  @TempDir Path directory;

  private HttpServer server = start();

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext("/", exchange -> answer(exchange, 200, "the page\n=404\n"));
    server.createContext("/gone", exchange -> answer(exchange, 410, "it was here\n"));
    server.createContext(
        "/old",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/");
          answer(exchange, 302, "it moved\n");
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Header", "of the answer");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private String message(HostShell shell, String check) throws Exception {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return shell
        .runner()
        .run(CheckBinder.parse(check.formatted(url)))
        .message()
        .replace(url, "URL");
  }

  private HostShell shell(Program program) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    return switch (program) {
      case CURL -> HostShell.without(Set.of("wget"), bin, directory);
      case WGET -> HostShell.without(Set.of("curl"), bin, directory);
      case BUSYBOX -> {
        Files.createSymbolicLink(bin.resolve("wget"), Path.of("/usr/bin/busybox"));
        yield HostShell.without(Set.of("curl"), bin, directory);
      }
    };
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  void theAnswerIsThatToTheFirstRequest(Program program) throws Exception {
    try (HostShell shell = shell(program)) {
      assertThat(message(shell, "{http: '%s/', contains: [the page]}")).isEmpty();
      assertThat(message(shell, "{http: '%s/old', status: 302}")).isEmpty();
      assertThat(message(shell, "{http: '%s/old'}"))
          .isEqualTo("URL/old answers with status 302, expected 200");
      assertThat(message(shell, "{http: '%s/gone', status: 410}")).isEmpty();
      assertThat(message(shell, "{http: '%s/', contains: [of the answer]}"))
          .isEqualTo("the answer of URL/ does not contain `of the answer`");
      String body = message(shell, "{http: '%s/gone', status: 410, contains: [it was here]}");
      if (program == Program.BUSYBOX) {
        assertThat(body).contains("does not show the body of an answer with status 410");
      } else {
        assertThat(body).isEmpty();
      }
    }
  }
}
