package dev.bootwitness.image.partition;

import dev.bootwitness.image.facts.Partition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The entries of a GUID partition table (UEFI 5.3.3). */
final class GptEntries {

  /** More than any tool writes; a header may claim four billion. */
  private static final int MOST = 512;

  /** UEFI 5.3.3, table 5.6, and systemd's Discoverable Partitions Specification. */
  private static final Map<String, String> NAMES =
      Map.of(
          "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "EFI system",
          "21686148-6449-6e6f-744e-656564454649", "BIOS boot",
          "0fc63daf-8483-4772-8e79-3d69d8477de4", "Linux",
          "4f68bce3-e8cd-4db1-96e7-fbcaf984b709", "Linux root (x86-64)",
          "b921b045-1df0-41c3-af44-4c6f280d3fae", "Linux root (arm64)",
          "bc13c2ff-59e6-4262-a352-b275fd6f7172", "Linux extended boot",
          "e6d6d379-f507-44c2-a23c-238f2a3df928", "Linux LVM",
          "a19d880f-05fc-4d3b-a006-743f0f84911e", "Linux RAID",
          "0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", "Linux swap",
          "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7", "basic data");

  private GptEntries() {}

  static void read(
      FileChannel disk,
      ByteBuffer header,
      int sector,
      List<Partition> entries,
      List<String> problems)
      throws IOException {
    long table = header.getLong(72) * sector;
    int count = header.getInt(80);
    int size = header.getInt(84);
    if (count < 0 || count > MOST || size < 128 || size > 4096 || table <= 0) {
      problems.add(
          "its GPT claims %d entries of %d bytes at byte %d".formatted(count, size, table));
      return;
    }
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = PartitionReader.bytes(disk, table + (long) i * size, 128);
      if (entry.limit() < 128) {
        problems.add("its GPT is cut short");
        return;
      }
      String type = guid(entry, 0);
      long first = entry.getLong(32);
      long last = entry.getLong(40);
      if (type.startsWith("00000000-0000-0000-0000")) {
        continue;
      }
      if (first <= 0 || last < first || last > Long.MAX_VALUE / sector) {
        problems.add("partition %d has impossible addresses".formatted(i + 1));
        continue;
      }
      byte[] label = new byte[72];
      entry.get(56, label);
      String name = new String(label, StandardCharsets.UTF_16LE);
      int end = name.indexOf('\0');
      entries.add(
          new Partition(
              i + 1,
              NAMES.getOrDefault(type, type),
              end < 0 ? name : name.substring(0, end),
              guid(entry, 16),
              first * sector,
              (last - first + 1) * sector,
              Optional.empty()));
    }
  }

  /** Its first three fields are little-endian (UEFI appendix A). */
  private static String guid(ByteBuffer bytes, int at) {
    StringBuilder rest = new StringBuilder();
    for (int i = 8; i < 16; i++) {
      rest.append("%02x".formatted(bytes.get(at + i) & 0xff));
      if (i == 9) {
        rest.append('-');
      }
    }
    return "%08x-%04x-%04x-%s"
        .formatted(
            bytes.getInt(at),
            bytes.getShort(at + 4) & 0xffff,
            bytes.getShort(at + 6) & 0xffff,
            rest)
        .toLowerCase(Locale.ROOT);
  }
}
