package dev.bootwitness.report.html;

import java.util.Locale;

/** Numbers as attributes and scripts want them. */
final class Numbers {
  private Numbers() {}

  static String fixed(double number, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", number);
    return text.matches("-0[.0]*") ? text.substring(1) : text;
  }

  /** {@code 12 bytes}, {@code 3.4 kB}, {@code 5.6 MB}. */
  static String size(long bytes) {
    if (bytes < 10_000) {
      return bytes + " bytes";
    }
    return bytes < 10_000_000 ? fixed(bytes / 1e3, 1) + " kB" : fixed(bytes / 1e6, 1) + " MB";
  }
}
