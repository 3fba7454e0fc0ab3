package dev.bootwitness.engine.check;

/** Quotes a text as one word of a POSIX shell. */
final class ShellWord {

  private ShellWord() {}

  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
