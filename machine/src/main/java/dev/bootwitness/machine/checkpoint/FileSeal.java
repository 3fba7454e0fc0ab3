package dev.bootwitness.machine.checkpoint;

import dev.bootwitness.machine.host.SparseCopy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The state of a checkpoint's file when it was intact.
 *
 * @param name its name in the folder
 * @param bytes its length
 * @param stored bytes of it that are not holes
 * @param checksum of its content ({@link SparseCopy})
 * @param stamp device, inode and times: while they stay, nobody has written to it
 */
record FileSeal(String name, long bytes, long stored, long checksum, String stamp) {

  static FileSeal of(Path file, SparseCopy.Content content) throws IOException {
    return new FileSeal(
        file.getFileName().toString(),
        content.bytes(),
        content.stored(),
        content.checksum(),
        stamp(file));
  }

  /** Whether it exists with the same length. */
  boolean fits(Path folder) {
    File file = folder.resolve(name).toFile();
    return file.isFile() && file.length() == bytes;
  }

  /** Whether length and stamp are unchanged; no byte is read. */
  boolean untouched(Path folder) throws IOException {
    return fits(folder) && stamp(folder.resolve(name)).equals(stamp);
  }

  /** Whether the content is unchanged; every byte is read. */
  boolean whole(Path folder) throws IOException {
    return fits(folder) && SparseCopy.contentOf(folder.resolve(name)).checksum() == checksum;
  }

  /** The same content, with the stamp the file has now. */
  FileSeal restamped(Path folder) throws IOException {
    return new FileSeal(name, bytes, stored, checksum, stamp(folder.resolve(name)));
  }

  private static String stamp(Path file) throws IOException {
    Map<String, Object> unix = Files.readAttributes(file, "unix:dev,ino,lastModifiedTime,ctime");
    return "%s %s %s %s"
        .formatted(
            unix.get("dev"), unix.get("ino"), unix.get("lastModifiedTime"), unix.get("ctime"));
  }
}
