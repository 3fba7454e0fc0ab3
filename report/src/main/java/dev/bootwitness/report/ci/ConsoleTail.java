package dev.bootwitness.report.ci;

import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** The last lines of a run's console. */
final class ConsoleTail {
  private static final int LINES = 20;

  /** More than twenty lines of a console take; a longer line is cut at its beginning. */
  private static final int BYTES = 16 << 10;

  private static final int LONGEST = 400;

  private ConsoleTail() {}

  /** At most twenty lines, each of bounded length; none when there is no console. */
  static List<String> of(RunDirectory record) throws IOException {
    if (!Files.isRegularFile(record.serialText())) {
      return List.of();
    }
    try (RandomAccessFile file = new RandomAccessFile(record.serialText().toFile(), "r")) {
      long from = Math.max(0, file.length() - BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
          .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line)
          .toList();
    }
  }
}
