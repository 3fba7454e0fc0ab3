package dev.bootwitness.image.partition;

import java.util.Map;

/** The types of MBR partitions that images have, by name. */
final class MbrTypes {

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0x05, "extended"),
          Map.entry(0x06, "FAT"),
          Map.entry(0x0b, "FAT"),
          Map.entry(0x0c, "FAT"),
          Map.entry(0x0e, "FAT"),
          Map.entry(0x0f, "extended"),
          Map.entry(0x17, "ISO 9660"),
          Map.entry(0x82, "Linux swap"),
          Map.entry(0x83, "Linux"),
          Map.entry(0x8e, "Linux LVM"),
          Map.entry(0xef, "EFI system"),
          Map.entry(0xfd, "Linux RAID"));

  private MbrTypes() {}

  static String name(int type) {
    return NAMES.getOrDefault(type, "0x%02x".formatted(type));
  }
}
