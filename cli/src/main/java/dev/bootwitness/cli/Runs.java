package dev.bootwitness.cli;

import dev.bootwitness.machine.host.OwnerMark;
import dev.bootwitness.report.history.Entry;
import dev.bootwitness.report.history.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The runs of a project that are over. */
final class Runs {

  private Runs() {}

  /** All of them, oldest first; what the ledger lacks is added to it. */
  static List<Entry> of(Path project) throws IOException {
    return Ledger.of(project.toAbsolutePath()).all(Runs::running);
  }

  private static boolean running(Path record) {
    try {
      return OwnerMark.isHeld(record.resolve("running"));
    } catch (IOException e) {
      return false; // Its record is judged as it is.
    }
  }
}
