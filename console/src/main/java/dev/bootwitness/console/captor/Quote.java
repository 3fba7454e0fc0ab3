package dev.bootwitness.console.captor;

/** A line of a screen as evidence: trimmed, and limited in length. */
final class Quote {

  private static final int SHOWN = 120;

  private Quote() {}

  static String of(String line) {
    String text = line.strip();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
