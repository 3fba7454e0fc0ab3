package dev.bootwitness.report.story;

import java.util.Locale;

/** Amounts of bytes in words. */
public final class ByteCount {
  private static final long SMALL = 10_000;
  private static final long LARGE = 10_000_000;

  private ByteCount() {}

  /** {@code 12 bytes}, {@code 34.0 kB}, {@code 56.0 MB}. */
  public static String of(long bytes) {
    if (bytes < SMALL) {
      return bytes + " bytes";
    }
    return bytes < LARGE
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
