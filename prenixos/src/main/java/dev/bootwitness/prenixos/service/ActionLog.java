package dev.bootwitness.prenixos.service;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Says what is done, line by line with its phase, to the journal and to a file. */
public final class ActionLog {
  private final PrintStream journal;
  private final Path file;

  /**
   * @param journal where the service manager listens
   */
  public ActionLog(PrintStream journal, Path file) {
    this.journal = journal;
    this.file = file;
  }

  /** {@code pre-nixos: PHASE: text}; more than one line of text gets as many lines. */
  public void say(String phase, String text) {
    text.lines().filter(line -> !line.isBlank()).forEach(line -> write(phase, line));
  }

  private void write(String phase, String line) {
    String said = "pre-nixos: " + phase + ": " + line;
    journal.println(said);
    journal.flush();
    keep(said);
  }

  /** Only in the file: what a tool printed. */
  void keep(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
