package dev.bootwitness.serve.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

/**
 * A file of a record that grows, read from near its end on: it may begin within a line. For one
 * thread.
 */
public final class GrowingTail {

  private final RunFolders folders;
  private final String id;
  private final String name;
  private final long most;
  private long read = -1;

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
        read = Math.max(0, file.length() - most);
      }
      int length = Math.toIntExact(Math.clamp(file.length() - read, 0, Integer.MAX_VALUE - 8));
      file.in().skipNBytes(read);
      byte[] bytes = file.in().readNBytes(length);
      read += bytes.length;
      return new ByteArrayInputStream(bytes);
    } catch (NoSuchFileException e) {
      return InputStream.nullInputStream();
    }
  }
}
