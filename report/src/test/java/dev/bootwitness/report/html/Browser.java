package dev.bootwitness.report.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Chromium, driven by Playwright in one Node process. */
final class Browser implements AutoCloseable {
  private static final Path HOME = Path.of("src/test/browser");
  private static final Path INSTALLED = HOME.resolve("node_modules/.package-lock.json");
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private Browser(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * What a page did.
   *
   * @param values what the steps gave
   * @param problems console errors, violations of the policy, requests, dialogs, foreign scripts
   */
  record Answer(JsonNode values, List<String> problems) {}

  static Browser start() throws IOException, InterruptedException {
    if (!Files.exists(INSTALLED)) {
      Process npm =
          command("npm", "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (npm.waitFor() != 0) {
        throw new IOException("`npm ci` in report/" + HOME + " ended with " + npm.exitValue());
      }
    }
    return new Browser(command("node", "browser.mjs").start());
  }

  private static ProcessBuilder command(String... words) {
    return new ProcessBuilder(words)
        .directory(HOME.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** Opens a page and takes steps in it, see {@code browser.mjs}. */
  Answer open(Path file, String scheme, String hash, List<String> steps) throws IOException {
    Map<String, Object> request =
        Map.of("file", file.toString(), "scheme", scheme, "hash", hash, "steps", steps);
    in.write(JSON.writeValueAsString(request) + "\n");
    in.flush();
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("the browser's process ended; its message is above");
    }
    JsonNode answer = JSON.readTree(line);
    List<String> problems = answer.get("problems").valueStream().map(JsonNode::asString).toList();
    return new Answer(answer.get("values"), problems);
  }

  @Override
  public void close() throws IOException {
    in.close();
    var _ = process.onExit().join();
  }
}
