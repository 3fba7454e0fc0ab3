package dev.bootwitness.console.shell;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Creates the nonces that mark commands: never the same twice, and not guessable by a guest. */
@FunctionalInterface
public interface Nonces {

  /** A new one: letters and digits only. */
  String next();

  /** Eight hexadecimal digits each from {@code random}. */
  static Nonces from(RandomGenerator random) {
    return () -> HexFormat.of().toHexDigits(random.nextInt());
  }
}
