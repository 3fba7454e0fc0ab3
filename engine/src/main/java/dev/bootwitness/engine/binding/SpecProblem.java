package dev.bootwitness.engine.binding;

/**
 * One mistake in a spec.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1
 * @param key path of the key, e.g. {@code checks[0].within}; empty when it concerns the whole file
 * @param message what is wrong, what was expected, and the nearest valid value
 */
public record SpecProblem(String file, int line, int column, String key, String message) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + "  " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
