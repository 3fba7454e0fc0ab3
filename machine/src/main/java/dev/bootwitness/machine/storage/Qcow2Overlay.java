package dev.bootwitness.machine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes an empty qcow2 overlay of a qcow2 disk without starting qemu-img, which takes 20 to 50 ms.
 *
 * <p>Format: docs/interop/qcow2.txt of QEMU, version 3. It consists of a header, refcount table,
 * refcount block and empty L1 table, each on clusters of its own.
 */
public final class Qcow2Overlay {

  private static final int MAGIC = 0x514649fb;
  private static final int VERSION = 3;
  private static final int CLUSTER_BITS = 16;
  private static final int CLUSTER = 1 << CLUSTER_BITS;
  private static final int HEADER = 104;
  private static final int BACKING_FORMAT = 0xE2792ACA;

  /** Bytes of a disk that one entry of the L1 table covers. */
  private static final long PER_L1_ENTRY = (long) CLUSTER * (CLUSTER / Long.BYTES);

  /** Offset of the virtual size in the header. */
  private static final int SIZE = 24;

  private Qcow2Overlay() {}

  /**
   * Writes the overlay.
   *
   * @param file new; must not exist
   * @param backing a qcow2 file, absolute
   */
  public static void create(Path file, Path backing) throws IOException {
    byte[] name = backing.toString().getBytes(StandardCharsets.UTF_8);
    long size = virtualSize(backing);
    int l1Entries = Math.toIntExact((size + PER_L1_ENTRY - 1) / PER_L1_ENTRY);
    int l1Clusters = Math.max(1, (l1Entries * Long.BYTES + CLUSTER - 1) / CLUSTER);
    ByteBuffer header = ByteBuffer.allocate(CLUSTER);
    int extensions = 24;
    header.putInt(MAGIC).putInt(VERSION);
    header.putLong(HEADER + extensions).putInt(name.length);
    header.putInt(CLUSTER_BITS).putLong(size).putInt(0);
    header.putInt(l1Entries).putLong(3L * CLUSTER);
    header.putLong(CLUSTER).putInt(1);
    header.putInt(0).putLong(0);
    header.putLong(0).putLong(0).putLong(0);
    header.putInt(4).putInt(HEADER);
    header.putInt(BACKING_FORMAT).putInt(5).put("qcow2\0\0\0".getBytes(StandardCharsets.US_ASCII));
    header.putInt(0).putInt(0).put(name);
    ByteBuffer table = ByteBuffer.allocate(CLUSTER).putLong(0, 2L * CLUSTER);
    ByteBuffer counts = ByteBuffer.allocate(CLUSTER);
    for (int cluster = 0; cluster < 3 + l1Clusters; cluster++) {
      counts.putShort((short) 1);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(channel, header.rewind(), 0);
      write(channel, table.rewind(), CLUSTER);
      write(channel, counts.rewind(), 2L * CLUSTER);
      // The L1 table is empty: its clusters are a hole that ends with the file.
      write(channel, ByteBuffer.allocate(1), (3L + l1Clusters) * CLUSTER - 1);
    }
  }

  private static long virtualSize(Path qcow2) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(SIZE + Long.BYTES);
    try (FileChannel channel = FileChannel.open(qcow2)) {
      int read = channel.read(header);
      while (read >= 0 && header.hasRemaining()) {
        read = channel.read(header);
      }
    }
    if (header.hasRemaining() || header.getInt(0) != MAGIC) {
      throw new IOException(qcow2 + " is not a qcow2 disk");
    }
    return header.getLong(SIZE);
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes, at + bytes.position());
    }
  }
}
