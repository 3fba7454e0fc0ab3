package dev.bootwitness.cli;

import dev.bootwitness.machine.host.OwnerMark;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.history.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The runs of a project that are over. */
final class Runs {

  /** The file in a record that its run holds locked. */
  static final String MARK = "running";

  private Runs() {}

  /**
   * All of them, oldest first; runs missing from the ledger are added to it. Prints a note when a
   * newer version recorded some of them.
   */
  static List<LedgerEntry> of(String command, Path project) throws IOException {
    Ledger.History history = Ledger.of(project.toAbsolutePath()).history(Runs::running);
    if (history.newer() > 0) {
      System.err.printf(
          "bootwitness %s: a newer Bootwitness recorded %d of these runs. What this version does not"
              + " understand is missing here. Use the newer version.%n",
          command, history.newer());
    }
    return history.runs();
  }

  /** What to do in a project without runs. */
  static String none(Path project) {
    return "there are no runs yet in "
        + project.toAbsolutePath().resolve(".bootwitness/runs")
        + ". Start one with `bootwitness run SPEC`, or use --project DIR to say where runs are.";
  }

  /** Whether a record belongs to a running run. */
  static boolean running(Path record) {
    Path mark = record.resolve(MARK);
    try {
      return Files.isRegularFile(mark) && OwnerMark.isHeld(mark);
    } catch (IOException e) {
      return false; // Its record is judged as it is.
    }
  }
}
