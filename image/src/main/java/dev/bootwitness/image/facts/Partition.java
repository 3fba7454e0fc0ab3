package dev.bootwitness.image.facts;

import java.util.Optional;

/**
 * A partition, or a whole disk that is one file system.
 *
 * @param number as Linux counts it; 0 for the whole disk
 * @param type what the table says it is: a name, or the type's code
 * @param name its label in a GPT; may be empty
 * @param uuid its own (PARTUUID); may be empty
 * @param start in bytes
 * @param bytes its length
 * @param fileSystem what was recognised in it
 */
public record Partition(
    int number,
    String type,
    String name,
    String uuid,
    long start,
    long bytes,
    Optional<FileSystemFacts> fileSystem) {

  /** The same with what was recognised in it. */
  public Partition with(FileSystemFacts found) {
    return new Partition(number, type, name, uuid, start, bytes, Optional.of(found));
  }
}
