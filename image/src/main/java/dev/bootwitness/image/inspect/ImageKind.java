package dev.bootwitness.image.inspect;

/** What a file is, by its magic numbers. */
public enum ImageKind {
  ISO_9660("ISO 9660 image"),
  QCOW2("qcow2 disk"),
  GPT_DISK("raw disk with a GPT"),
  MBR_DISK("raw disk with an MBR partition table"),
  BOOT_SECTOR("raw disk with a boot sector and no partitions"),
  LINUX_KERNEL("Linux kernel (bzImage)"),
  ARM64_KERNEL("Linux kernel for arm64 (Image)"),
  EFI_PROGRAM("EFI program (PE)"),
  SQUASHFS("squashfs file system"),
  CPIO("cpio archive (initrd)"),
  GZIP("gzip data (initrd)"),
  ZSTD("zstd data (initrd)"),
  XZ("xz data (initrd)"),
  LZ4("lz4 data (initrd)"),
  BZIP2("bzip2 data (initrd)"),
  LZMA("lzma data (initrd)"),
  LZO("lzo data (initrd)");

  private final String title;

  ImageKind(String title) {
    this.title = title;
  }

  /** The kind in a few words, for people. */
  public String title() {
    return title;
  }
}
