package dev.bootwitness.image.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Recognises the kind of a file by the bytes it begins with. */
final class Magic {

  /** How much of a file is needed: the ISO 9660 volume descriptor is its 17th 2 KiB sector. */
  static final int HEAD_BYTES = 0x8800;

  private static final int MBR_TABLE = 0x1be;

  private Magic() {}

  /**
   * The kind, or empty when no magic number fits.
   *
   * <p>Order matters. A hybrid ISO also carries an MBR and a GPT, and a bzImage with an EFI stub is
   * also a PE file: the form that the firmware was meant to find wins.
   *
   * @param head the first {@link #HEAD_BYTES} of the file, or all of a shorter one
   */
  static Optional<ImageKind> of(byte[] head) {
    // ECMA-119 8.1: volume descriptors begin at sector 16, type byte first, then the identifier.
    if (ascii(head, 0x8001, "CD001")) {
      return Optional.of(ImageKind.ISO_9660);
    }
    // Linux Documentation/arch/x86/boot.rst: header magic at 0x202.
    if (ascii(head, 0x202, "HdrS")) {
      return Optional.of(ImageKind.LINUX_KERNEL);
    }
    // Linux Documentation/arch/arm64/booting.rst: with an EFI stub it is a PE file as well.
    if (bytes(head, 56, 'A', 'R', 'M', 0x64)) {
      return Optional.of(ImageKind.ARM64_KERNEL);
    }
    if (isPe(head)) {
      return Optional.of(ImageKind.EFI_PROGRAM);
    }
    // QEMU docs/interop/qcow2.txt.
    if (bytes(head, 0, 'Q', 'F', 'I', 0xfb)) {
      return Optional.of(ImageKind.QCOW2);
    }
    // UEFI 5.3.2: the header is block 1, of 512 or 4096 bytes.
    if (ascii(head, 512, "EFI PART") || ascii(head, 4096, "EFI PART")) {
      return Optional.of(ImageKind.GPT_DISK);
    }
    // Linux fs/squashfs/squashfs_fs.h.
    if (ascii(head, 0, "hsqs")) {
      return Optional.of(ImageKind.SQUASHFS);
    }
    return initrd(head).or(() -> bootSector(head));
  }

  // Linux Documentation/driver-api/early-userspace/buffer-format.rst and lib/decompress.c.
  private static Optional<ImageKind> initrd(byte[] head) {
    if (ascii(head, 0, "070701") || ascii(head, 0, "070702")) {
      return Optional.of(ImageKind.CPIO);
    }
    if (bytes(head, 0, 0x1f, 0x8b, 0x08)) {
      return Optional.of(ImageKind.GZIP);
    }
    if (bytes(head, 0, 0x28, 0xb5, 0x2f, 0xfd)) {
      return Optional.of(ImageKind.ZSTD);
    }
    if (bytes(head, 0, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return Optional.of(ImageKind.XZ);
    }
    if (bytes(head, 0, 0x02, 0x21, 0x4c, 0x18)) {
      return Optional.of(ImageKind.LZ4);
    }
    if (ascii(head, 0, "BZh")) {
      return Optional.of(ImageKind.BZIP2);
    }
    if (bytes(head, 0, 0x5d, 0, 0)) {
      return Optional.of(ImageKind.LZMA);
    }
    if (bytes(head, 0, 0x89, 'L', 'Z', 'O', 0)) {
      return Optional.of(ImageKind.LZO);
    }
    return Optional.empty();
  }

  private static Optional<ImageKind> bootSector(byte[] head) {
    if (!bytes(head, 510, 0x55, 0xaa)) {
      return Optional.empty();
    }
    return Optional.of(hasPartitions(head) ? ImageKind.MBR_DISK : ImageKind.BOOT_SECTOR);
  }

  // In a plain boot sector the table's place holds code; only 0x00 and 0x80 are valid status bytes.
  private static boolean hasPartitions(byte[] head) {
    boolean any = false;
    for (int entry = MBR_TABLE; entry < 510; entry += 16) {
      if ((head[entry] & 0x7f) != 0) {
        return false;
      }
      any |= head[entry + 4] != 0;
    }
    return any;
  }

  // PE format, "MS-DOS stub": the offset of the signature is at 0x3c.
  private static boolean isPe(byte[] head) {
    if (!ascii(head, 0, "MZ") || head.length < 0x40) {
      return false;
    }
    int signature = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(0x3c);
    return bytes(head, signature, 'P', 'E', 0, 0);
  }

  private static boolean ascii(byte[] head, int at, String expected) {
    byte[] wanted = expected.getBytes(StandardCharsets.US_ASCII);
    int[] unsigned = new int[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      unsigned[i] = wanted[i];
    }
    return bytes(head, at, unsigned);
  }

  private static boolean bytes(byte[] head, int at, int... expected) {
    if (at < 0 || at > head.length - expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((head[at + i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
