package dev.bootwitness.engine.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Describes the host in one line, for the record. */
public final class HostLine {

  private HostLine() {}

  public static String describe() {
    return "%s, Linux %s, %d cores, %s, Java %s"
        .formatted(
            field(Path.of("/etc/os-release"), "PRETTY_NAME=").replace("\"", ""),
            System.getProperty("os.version"),
            Runtime.getRuntime().availableProcessors(),
            memory(),
            System.getProperty("java.version"));
  }

  private static String memory() {
    String total = field(Path.of("/proc/meminfo"), "MemTotal:").strip(); // proc(5): "… kB"
    String kib = total.replace(" kB", "");
    return kib.matches("\\d{1,15}")
        ? String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(kib) / 1048576.0)
        : total;
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
