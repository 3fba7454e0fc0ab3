package dev.bootwitness.serve;

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

/** Debian's Chromium, driven by Playwright in one Node process; see {@code serve.mjs}. */
final class Chromium implements AutoCloseable {

  /** Where the report's tests have Playwright and axe. */
  private static final Path PACKAGES = Path.of("../report/src/test/browser");

  private static final Path SCRIPT = Path.of("src/test/browser/serve.mjs").toAbsolutePath();
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private Chromium(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static Chromium start() throws IOException, InterruptedException {
    if (!Files.exists(PACKAGES.resolve("node_modules/.package-lock.json"))) {
      Process npm =
          command("npm", "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (npm.waitFor() != 0) {
        throw new IOException("`npm ci` in " + PACKAGES + " ended with " + npm.exitValue());
      }
    }
    return new Chromium(command("node", SCRIPT.toString()).start());
  }

  private static ProcessBuilder command(String... words) {
    return new ProcessBuilder(words)
        .directory(PACKAGES.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private JsonNode ask(Map<String, Object> command) throws IOException {
    in.write(JSON.writeValueAsString(command) + "\n");
    in.flush();
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("the browser's process ended; its message is above");
    }
    JsonNode answer = JSON.readTree(line);
    if (answer.has("error")) {
      throw new AssertionError(command + ": " + answer.get("error").asString());
    }
    return answer.get("value");
  }

  /** Opens a page. */
  void open(String url, String scheme) throws IOException {
    ask(Map.of("open", url, "scheme", scheme));
  }

  /** Does something in it. */
  JsonNode step(String step) throws IOException {
    return ask(Map.of("step", step));
  }

  /** Waits until something holds in it. */
  void until(String condition) throws IOException {
    step("until " + condition);
  }

  /** Presses keys, one after the other. */
  void press(String... keys) throws IOException {
    for (String key : keys) {
      step("press " + key);
    }
  }

  /** Closes it, and says what it did that it must not. */
  List<String> leave() throws IOException {
    return ask(Map.of("close", true)).valueStream().map(JsonNode::asString).toList();
  }

  @Override
  public void close() throws IOException {
    in.close();
    var _ = process.onExit().join();
  }
}
