package dev.bootwitness.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The output of the guest's serial console, kept twice: {@code serial.raw} byte for byte and {@code
 * serial.txt} line by line.
 *
 * <p>Not thread-safe: the writer's lock guards it.
 */
final class SerialFiles implements AutoCloseable {
  private final SecretMask mask;
  private final StreamMask streamMask;
  private final AppendFile raw;
  private final AppendFile text;
  private long lines;
  private String unfinished = "";

  SerialFiles(RunDirectory directory, RecordFiles files, SecretMask mask) throws IOException {
    this.mask = mask;
    this.streamMask = mask.stream();
    this.raw = files.open(directory.serialRaw(), AppendFile.WhenLost.STOP);
    this.text = files.open(directory.serialText(), AppendFile.WhenLost.STOP);
  }

  void received(byte[] bytes, int offset, int length) throws IOException {
    raw.append(streamMask.mask(bytes, offset, length));
  }

  /** The number that the next line of {@code serial.txt} gets. */
  long nextLine() {
    return lines + 1;
  }

  void line(String line) throws IOException {
    lines++;
    unfinished = "";
    text.append((oneLine(line) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void unfinished(String line) {
    unfinished = line;
  }

  /** Writes what is held back, then closes both files. */
  @Override
  public void close() throws IOException {
    try (raw;
        text) {
      raw.append(streamMask.end());
      text.append(oneLine(unfinished).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A line end inside a line would shift the number of every later one. */
  private String oneLine(String line) {
    return mask.text(line).replace('\n', '\u240a').replace('\r', '\u240d');
  }
}
