package dev.bootwitness.serve.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/**
 * A file of a record that grows, read from near its end on, from the first line that begins there.
 * For one thread.
 */
public final class GrowingTail {

  private final RunFolders folders;
  private final String id;
  private final String name;
  private final long most;
  private long read = -1;

  /** What is read next belongs to a line whose beginning is not read. */
  private boolean withinLine;

  /**
   * A tail.
   *
   * @param most how many bytes before the present end of the file are read
   */
  public GrowingTail(RunFolders folders, String id, String name, long most) {
    this.folders = folders;
    this.id = id;
    this.name = name;
    this.most = most;
  }

  /**
   * What was added since the last time; nothing while there is no such file.
   *
   * @throws IOException when it cannot be read
   */
  public InputStream added() throws IOException {
    try (RunFolders.Opened file = folders.open(id, name)) {
      if (read < 0) {
        withinLine = file.length() > most;
        // The byte before says whether a line begins there.
        read = withinLine ? file.length() - most - 1 : 0;
      }
      int length = Math.toIntExact(Math.clamp(file.length() - read, 0, Integer.MAX_VALUE - 8));
      file.in().skipNBytes(read);
      byte[] bytes = file.in().readNBytes(length);
      read += bytes.length;
      int from = withinLine ? lineFeed(bytes) + 1 : 0;
      if (withinLine && from == 0) {
        return InputStream.nullInputStream();
      }
      withinLine = false;
      return new ByteArrayInputStream(bytes, from, bytes.length - from);
    } catch (NoSuchFileException e) {
      return InputStream.nullInputStream();
    }
  }

  /** Where the first one is; -1 without one. */
  private static int lineFeed(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
