package dev.bootwitness.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Describes the host in one line, for the record. */
final class HostLine {

  private HostLine() {}

  static String describe() {
    return "%s, Linux %s, %d cores, %s, Java %s"
        .formatted(
            field(Path.of("/etc/os-release"), "PRETTY_NAME=").replace("\"", ""),
            System.getProperty("os.version"),
            Runtime.getRuntime().availableProcessors(),
            field(Path.of("/proc/meminfo"), "MemTotal:").strip(),
            System.getProperty("java.version"));
  }

  private static String field(Path file, String prefix) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .findFirst()
          .orElse("?");
    } catch (IOException unreadable) {
      return "?";
    }
  }
}
