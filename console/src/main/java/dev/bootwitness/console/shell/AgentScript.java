package dev.bootwitness.console.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The lines of {@code agent.sh} as typed: without comments and empty lines. */
final class AgentScript {

  private static final List<String> LINES = load();

  private AgentScript() {}

  static List<String> lines() {
    return LINES;
  }

  /**
   * The text that the guest holds when all lines have arrived: each line is complete, so they can
   * be joined.
   */
  static byte[] gathered(List<String> lines) {
    return lines.stream()
        .map(line -> line + "; ")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static List<String> load() {
    try (InputStream in = AgentScript.class.getResourceAsStream("agent.sh")) {
      if (in == null) {
        throw new IllegalStateException("agent.sh is missing beside " + AgentScript.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read agent.sh from the program's own jar", e);
    }
  }
}
