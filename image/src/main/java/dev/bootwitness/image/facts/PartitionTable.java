package dev.bootwitness.image.facts;

import java.util.List;

/**
 * The partitions of a disk.
 *
 * @param scheme {@code gpt}, {@code mbr}, or {@code none} for a file system without a table
 * @param bootCode whether the first sector holds code that a BIOS would start
 * @param problems what is wrong with the table, a clause each
 */
public record PartitionTable(
    String scheme, boolean bootCode, List<Partition> entries, List<String> problems) {

  /** Copies the lists. */
  public PartitionTable {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }
}
