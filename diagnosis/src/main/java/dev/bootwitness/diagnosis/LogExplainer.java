package dev.bootwitness.diagnosis;

import dev.bootwitness.diagnosis.log.SavedLog;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.saved.Consoles;
import dev.bootwitness.diagnosis.verdict.Explanation;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;

/** Explains a saved log of whatever form: raw console, script, asciicast, journal. */
public final class LogExplainer {
  private LogExplainer() {}

  /**
   * Reads a log to its end and explains it. Memory is bounded.
   *
   * @throws IOException when reading fails
   */
  public static Explanation explain(InputStream in, RuleSet rules) throws IOException {
    var reading = new AtomicReference<Consoles>();
    var _ =
        SavedLog.read(
            in,
            form -> {
              var consoles = new Consoles(rules.engine(), form);
              reading.set(consoles);
              return consoles;
            });
    return reading.get().explain(rules.notes());
  }
}
