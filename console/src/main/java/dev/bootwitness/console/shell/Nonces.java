package dev.bootwitness.console.shell;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes the marks of commands: never the same twice, never to be guessed by a guest. */
@FunctionalInterface
public interface Nonces {

  /** A new one: letters and digits only. */
  String next();

  /** Eight hexadecimal digits each from {@code random}. */
  static Nonces from(RandomGenerator random) {
    return () -> HexFormat.of().toHexDigits(random.nextInt());
  }
}
