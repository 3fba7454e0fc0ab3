package dev.bootwitness.engine.spec;

import java.nio.file.Path;

/** Where a secret's value comes from; the value itself is read only when it is needed. */
public sealed interface Secret {

  /** Written in the spec: its readers know it, so it is masked only where typed. */
  record Literal(String value) implements Secret {
    @Override
    public String toString() {
      return "Literal[…]";
    }
  }

  /** The value of an environment variable of this process. */
  record Env(String variable) implements Secret {}

  /** The first line of a file. */
  record InFile(Path file) implements Secret {}
}
