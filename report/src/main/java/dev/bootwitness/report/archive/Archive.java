package dev.bootwitness.report.archive;

import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder among a project's documents that keeps each run's report and serial log: {@code
 * test-reports/<UTC>-<name>.md} and {@code boot-logs/<UTC>-<name>-serial.log}.
 *
 * @param folder absolute; created when it does not exist
 */
public record Archive(Path folder) {
  /**
   * Copies of a run.
   *
   * @param report empty when the record has none
   * @param serial empty when the record has none
   */
  public record Copies(Optional<Path> report, Optional<Path> serial) {}

  /**
   * Copies a run's report and serial log. Both appear complete or not at all, and no existing file
   * is overwritten: a second file of the same name gets a number, unless its content is the same.
   *
   * @throws IOException when one cannot be written
   */
  public Copies keep(RunDirectory record) throws IOException {
    return new Copies(
        copy(record.markdown(), "test-reports", record.id(), ".md"),
        copy(record.serialText(), "boot-logs", record.id(), "-serial.log"));
  }

  private Optional<Path> copy(Path from, String below, String name, String ending)
      throws IOException {
    if (!Files.isRegularFile(from)) {
      return Optional.empty();
    }
    Path into = Files.createDirectories(folder.resolve(below));
    Path there = into.resolve(name + ending);
    discardLeft(into, "." + name + ending + ".");
    if (Files.isRegularFile(there) && Files.mismatch(from, there) == -1) {
      return Optional.of(there);
    }
    Path aside = into.resolve("." + name + ending + "." + ProcessHandle.current().pid());
    try {
      // Not with the mode of the record's file, which only its owner can read.
      try (var in = Files.newInputStream(from);
          var out = Files.newOutputStream(aside)) {
        in.transferTo(out);
      }
      return Optional.of(Placing.BY_LINK.place(aside, into, name, ending));
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Removes partial copies of this file that a killed process left. */
  private static void discardLeft(Path folder, String prefix) throws IOException {
    try (DirectoryStream<Path> halves =
        Files.newDirectoryStream(
            folder, file -> String.valueOf(file.getFileName()).startsWith(prefix))) {
      for (Path half : halves) {
        String pid = String.valueOf(half.getFileName()).substring(prefix.length());
        if (pid.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          Files.deleteIfExists(half);
        }
      }
    }
  }
}
