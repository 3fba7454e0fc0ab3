package dev.bootwitness.engine.boot;

import java.time.Duration;

/**
 * How long a console has said nothing.
 *
 * @param since how long nothing came, or nothing new
 * @param repeating whether output came all the time and repeated itself
 */
public record Stillness(Duration since, boolean repeating) {

  /** Nothing came at all. */
  public static Stillness silence(Duration since) {
    return new Stillness(since, false);
  }

  /** What the console did, as part of a sentence. */
  String inWords() {
    return repeating ? "repeated itself and showed nothing new" : "was silent";
  }
}
