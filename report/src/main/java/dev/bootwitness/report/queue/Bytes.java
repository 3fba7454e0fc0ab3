package dev.bootwitness.report.queue;

import java.nio.charset.StandardCharsets;

/** Texts whose characters are the bytes of a file. */
final class Bytes {
  /** U+FEFF in UTF-8. */
  static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private Bytes() {}

  /** A file's bytes as a text to work on. */
  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Our own words, for insertion into such a text. */
  static String of(String words) {
    return text(words.getBytes(StandardCharsets.UTF_8));
  }

  /** A piece of such a text for people; bytes that are not UTF-8 are replaced. */
  static String shown(String text) {
    return new String(bytes(text), StandardCharsets.UTF_8);
  }
}
