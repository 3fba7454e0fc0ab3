package dev.bootwitness.image.partition;

import dev.bootwitness.image.facts.Partition;
import dev.bootwitness.image.facts.PartitionTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the partition table of a raw disk: GPT (UEFI 5.3) or MBR with logical partitions. */
public final class PartitionReader {

  private static final int SECTOR = 512;

  /** Boot code before the disk's signature and the table (UEFI 5.2.1). */
  private static final int CODE = 440;

  private static final int TABLE = 446;
  private static final int PROTECTIVE = 0xee;

  /** A chain of logical partitions may also lead back to itself. */
  private static final int MOST_LOGICAL = 60;

  private final FileChannel disk;
  private final List<Partition> entries = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private PartitionReader(FileChannel disk) {
    this.disk = disk;
  }

  /** The table of a disk; empty when its first sector has no signature. */
  public static Optional<PartitionTable> read(Path disk) throws IOException {
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
      return new PartitionReader(channel).table();
    }
  }

  private Optional<PartitionTable> table() throws IOException {
    ByteBuffer first = bytes(0, SECTOR);
    boolean signed = first.limit() == SECTOR && (first.getShort(510) & 0xffff) == 0xaa55;
    boolean code = signed && hasCode(first);
    for (int sector : new int[] {512, 4096}) {
      ByteBuffer header = bytes(sector, 92);
      if (header.limit() == 92 && text(header, 0, 8).equals("EFI PART")) {
        GptEntries.read(disk, header, sector, entries, problems);
        return Optional.of(done("gpt", code));
      }
    }
    if (!signed) {
      return Optional.empty();
    }
    if (mbr(first)) {
      return Optional.of(done("mbr", code));
    }
    return Optional.of(new PartitionTable("none", code, List.of(), List.of()));
  }

  private PartitionTable done(String scheme, boolean code) throws IOException {
    List<Partition> byStart =
        entries.stream().sorted(Comparator.comparingLong(Partition::start)).toList();
    for (int i = 0; i + 1 < byStart.size(); i++) {
      Partition here = byStart.get(i);
      Partition next = byStart.get(i + 1);
      if (here.start() + here.bytes() > next.start()) {
        problems.add("partitions %d and %d overlap".formatted(here.number(), next.number()));
      }
    }
    long size = disk.size();
    for (Partition entry : entries) {
      if (entry.start() + entry.bytes() > size) {
        problems.add(
            "partition %d ends at byte %d, and the disk has %d"
                .formatted(entry.number(), entry.start() + entry.bytes(), size));
      }
    }
    return new PartitionTable(scheme, code, entries, problems);
  }

  private static boolean hasCode(ByteBuffer first) {
    for (int i = 0; i < CODE; i++) {
      if (first.get(i) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the first sector has a table; a boot sector has code in its place. */
  private boolean mbr(ByteBuffer first) throws IOException {
    boolean any = false;
    for (int i = 0; i < 4; i++) {
      int status = first.get(TABLE + 16 * i) & 0xff;
      int type = first.get(TABLE + 16 * i + 4) & 0xff;
      if ((status & 0x7f) != 0) {
        return false;
      }
      any |= type != 0;
    }
    for (int i = 0; any && i < 4; i++) {
      entry(first, i, 0).filter(p -> !p.type().equals("0xee")).ifPresent(entries::add);
    }
    logical(first);
    return any;
  }

  private Optional<Partition> entry(ByteBuffer sector, int index, long base) {
    int at = TABLE + 16 * index;
    int type = sector.get(at + 4) & 0xff;
    long start = base + (sector.getInt(at + 8) & 0xffffffffL) * SECTOR;
    long bytes = (sector.getInt(at + 12) & 0xffffffffL) * SECTOR;
    if (type == 0 || bytes == 0) {
      return Optional.empty();
    }
    String disk = "%08x".formatted(sector.getInt(CODE));
    String uuid = base == 0 && type != PROTECTIVE ? disk + "-%02x".formatted(index + 1) : "";
    return Optional.of(
        new Partition(index + 1, MbrTypes.name(type), "", uuid, start, bytes, Optional.empty()));
  }

  /** The chain of extended boot records; addresses are relative to the first. */
  private void logical(ByteBuffer first) throws IOException {
    long extended = -1;
    for (int i = 0; i < 4; i++) {
      int type = first.get(TABLE + 16 * i + 4) & 0xff;
      if (type == 0x05 || type == 0x0f) {
        extended = (first.getInt(TABLE + 16 * i + 8) & 0xffffffffL) * SECTOR;
      }
    }
    long record = extended;
    for (int number = 5; record > 0 && number < 5 + MOST_LOGICAL; number++) {
      ByteBuffer sector = bytes(record, SECTOR);
      if (sector.limit() < SECTOR || (sector.getShort(510) & 0xffff) != 0xaa55) {
        return;
      }
      int here = number;
      entry(sector, 0, record)
          .map(p -> new Partition(here, p.type(), "", "", p.start(), p.bytes(), Optional.empty()))
          .ifPresent(entries::add);
      long next = (sector.getInt(TABLE + 16 + 8) & 0xffffffffL) * SECTOR;
      record = next == 0 ? -1 : extended + next;
    }
  }

  private ByteBuffer bytes(long at, int length) throws IOException {
    return bytes(disk, at, length);
  }

  static ByteBuffer bytes(FileChannel disk, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    long from = at;
    while (bytes.hasRemaining()) {
      int got = disk.read(bytes, from);
      if (got < 0) {
        break;
      }
      from += got;
    }
    return bytes.flip();
  }

  static String text(ByteBuffer bytes, int at, int length) {
    byte[] text = new byte[length];
    bytes.get(at, text);
    return new String(text, StandardCharsets.US_ASCII);
  }
}
