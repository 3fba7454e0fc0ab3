package dev.bootwitness.junit;

import java.nio.file.Path;

/**
 * The record of the run that a test's machine belongs to. The test method is a check in it; its
 * reports are written when the machine has ended.
 *
 * @param directory the directory that holds all it saw
 */
public record RunRecord(Path directory) {

  /** Every event so far, a line each. */
  public Path events() {
    return directory.resolve("events.jsonl");
  }

  /** What the serial console has shown so far, as text. */
  public Path serial() {
    return directory.resolve("serial.txt");
  }

  /** Captured files, e.g. pictures of the screen. */
  public Path evidence() {
    return directory.resolve("evidence");
  }
}
