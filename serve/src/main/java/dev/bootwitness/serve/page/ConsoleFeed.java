package dev.bootwitness.serve.page;

import dev.bootwitness.report.html.Pages;
import dev.bootwitness.serve.store.GrowingTail;
import dev.bootwitness.serve.store.RunFolders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a console that grows: its last lines, and then those that are added. A torn line
 * waits for its rest. For one thread.
 */
final class ConsoleFeed {

  /** As many as a page shows; of more that come at once, the last. */
  static final int LINES = 300;

  private static final String FILE = "serial.txt";
  private static final long PAST_BYTES = 64 << 10;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final GrowingTail tail;
  private final ByteArrayOutputStream torn = new ByteArrayOutputStream();

  ConsoleFeed(RunFolders folders, String id) {
    this.tail = new GrowingTail(folders, id, FILE, PAST_BYTES);
  }

  /**
   * The lines since the last time, safe to be shown as text.
   *
   * @throws IOException when they cannot be read
   */
  List<String> added() throws IOException {
    byte[] bytes = tail.added().readAllBytes();
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end == 0) {
      torn.write(bytes, 0, bytes.length);
      return List.of();
    }
    torn.write(bytes, 0, end);
    List<String> lines = torn.toString(StandardCharsets.UTF_8).lines().toList();
    torn.reset();
    torn.write(bytes, end, bytes.length - end);
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
        .map(Pages::safeLines)
        .toList();
  }

  /** The line without an end that came last: when no more follows, it is a prompt. */
  List<String> rest() {
    List<String> lines = torn.toString(StandardCharsets.UTF_8).lines().toList();
    torn.reset();
    return lines.stream().map(Pages::safeLines).toList();
  }

  /** All that is there, even a line without its end: of a run that is over. */
  List<String> all() throws IOException {
    byte[] bytes = tail.added().readAllBytes();
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  /** Lines for the page's script, which sets them as text. */
  static String json(List<String> lines) {
    return JSON.writeValueAsString(lines);
  }
}
