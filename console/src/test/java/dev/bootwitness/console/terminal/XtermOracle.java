package dev.bootwitness.console.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** xterm.js without a window, in one Node process: what a screen ought to show. */
final class XtermOracle implements AutoCloseable {

  private static final Path HOME = Path.of("src/test/xterm");
  private static final Path INSTALLED = HOME.resolve("node_modules/.package-lock.json");

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private XtermOracle(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.US_ASCII);
    this.out = process.inputReader(StandardCharsets.US_ASCII);
  }

  /** Why it cannot run here. */
  static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String message) {
      super(message);
    }
  }

  /**
   * Starts it, installed by the lock file if it is not yet.
   *
   * @throws Unavailable without Node.js, or without its packages and a registry to get them from
   */
  static XtermOracle start() throws Unavailable, IOException, InterruptedException {
    try {
      if (!Files.exists(INSTALLED) || older(INSTALLED, HOME.resolve("package-lock.json"))) {
        install();
      }
      return new XtermOracle(command("node", "oracle.js").start());
    } catch (IOException e) {
      throw new Unavailable("Node.js is not there (Debian: nodejs npm): " + e.getMessage());
    }
  }

  private static boolean older(Path a, Path b) throws IOException {
    return Files.getLastModifiedTime(a).compareTo(Files.getLastModifiedTime(b)) < 0;
  }

  private static void install() throws Unavailable, IOException, InterruptedException {
    Process npm =
        command("npm", "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (npm.waitFor() != 0) {
      throw new Unavailable(
          "`npm ci` in console/src/test/xterm ended with status " + npm.exitValue());
    }
  }

  private static ProcessBuilder command(String... words) {
    return new ProcessBuilder(words)
        .directory(HOME.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  Shown show(int columns, int rows, byte[] bytes) {
    try {
      in.write(columns + " " + rows + " " + Base64.getEncoder().encodeToString(bytes) + "\n");
      in.flush();
      String answer = out.readLine();
      if (answer == null) {
        throw new AssertionError("xterm.js ended; its message is above");
      }
      List<String> words = Arrays.asList(answer.split(" ", -1));
      String text = new String(Base64.getDecoder().decode(words.get(2)), StandardCharsets.UTF_8);
      return new Shown(
          text.lines().map(String::stripTrailing).toList(),
          Integer.parseInt(words.get(0)),
          Integer.parseInt(words.get(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
