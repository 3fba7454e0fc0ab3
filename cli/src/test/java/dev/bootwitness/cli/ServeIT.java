package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a program, with a real run going on. */
@Timeout(300)
class ServeIT {

  @TempDir Path folder;

  private static HttpResponse<Stream<String>> lines(HttpClient client, String url)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofLines());
  }

  private static String data(Iterator<String> lines, String event) {
    while (lines.hasNext()) {
      if (lines.next().equals("event: " + event)) {
        return lines.next();
      }
    }
    throw new AssertionError("the stream ended without " + event);
  }

  @Test
  void aRealRunIsSeenWhileItBootsAndAfterwards() throws Exception {
    Files.createDirectories(SparkSpec.PROJECT);
    Process server =
        new ProcessBuilder(
                Cli.of("serve", "--port", "0", "--project", SparkSpec.PROJECT.toString()).command())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newHttpClient()) {
      String url = out.readLine();
      assertThat(url).startsWith("http://127.0.0.1:");
      String id;
      try (Stream<String> events = lines(client, url + "events").body()) {
        Iterator<String> lines = events.iterator();
        data(lines, "all");
        Cli.Started run =
            SparkSpec.GOOD
                .with("checks: [{name: root, run: id -u, prints: \"0\"}]\n")
                .run(folder)
                .start();
        String began = data(lines, "began");
        id = began.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
        try (Stream<String> console = lines(client, url + "runs/" + id + "/stream").body()) {
          Iterator<String> printed = console.iterator();
          assertThat(printed).toIterable().anyMatch(line -> line.contains("Linux version"));
        }
        assertThat(run.end().exit()).isZero();
        assertThat(data(lines, "ended")).contains(id, "\"outcome\":\"passed\"");
      }
      for (String part : new String[] {"", "/report", "/console", "/verdict.json"}) {
        HttpResponse<Stream<String>> page = lines(client, url + "runs/" + id + part);
        assertThat(page.statusCode()).as(part).isEqualTo(200);
        assertThat(page.body()).as(part).isNotEmpty();
      }
      assertThat(lines(client, url + "?name=spark&outcome=passed").body())
          .anyMatch(line -> line.contains("value=\"" + id + "\""));
    } finally {
      server.destroy();
    }
    assertThat(server.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalEndsItInOrder(String signal) throws Exception {
    Cli.Started server =
        Cli.of("serve", "--port", "0", "--token", "--project", folder.toString()).start();
    server.awaitLine("http://127.0.0.1:", "/enter#");
    server.signal(signal);
    assertThat(server.end().exit()).isZero();
  }

  @Test
  void aPortThatIsTakenIsToldWithWhatToDo() throws Exception {
    try (java.net.ServerSocket taken =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      Cli.Ended ended =
          Cli.of("serve", "--port", "" + taken.getLocalPort(), "--project", folder.toString())
              .run();
      assertThat(ended.exit()).isEqualTo(2);
      assertThat(ended.output())
          .contains("cannot listen on 127.0.0.1, port " + taken.getLocalPort())
          .contains("--port 0");
    }
  }
}
