package dev.bootwitness.prenixos.service;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's consoles. A serial port that is missing or that nobody reads costs a moment and is
 * reported, and never holds anything up.
 *
 * @param root {@code /}, or a copy of its {@code dev} and {@code sys}
 */
public record ConsoleAnnouncer(Path root) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Writes a line on every console.
   *
   * @return what did not work, for people
   */
  public List<String> announce(String line) {
    List<Thread> writers = new ArrayList<>();
    List<String> names = names();
    List<String> troubles = java.util.Collections.synchronizedList(new ArrayList<>());
    for (String name : names) {
      // Daemons: to open or write a blocked port may take for ever, and Java cannot interrupt that.
      writers.add(Thread.ofPlatform().daemon().start(() -> write(name, line, troubles)));
    }
    for (int i = 0; i < writers.size(); i++) {
      try {
        if (!writers.get(i).join(PATIENCE)) {
          troubles.add("console " + names.get(i) + " takes nothing");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of("interrupted");
      }
    }
    return List.copyOf(troubles);
  }

  private void write(String name, String line, List<String> troubles) {
    Path device = root.resolve("dev").resolve(name);
    if (!Files.exists(device)) {
      troubles.add("console " + name + " is missing");
      return;
    }
    try (var out = new FileOutputStream(device.toFile(), true)) {
      // A raw terminal does not return the carriage by itself.
      out.write(("\r\n" + line + "\r\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      troubles.add("console " + name + ": " + e.getMessage());
    }
  }

  /** As kernel Documentation/ABI/testing/sysfs-tty describes /sys/class/tty/console/active. */
  private List<String> names() {
    try {
      String active = Files.readString(root.resolve("sys/class/tty/console/active")).strip();
      return active.isEmpty() ? List.of() : List.of(active.split(" ", -1));
    } catch (IOException e) {
      return List.of();
    }
  }
}
