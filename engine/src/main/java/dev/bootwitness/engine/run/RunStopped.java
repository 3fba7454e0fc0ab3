package dev.bootwitness.engine.run;

import dev.bootwitness.record.Finding;
import java.util.Optional;

/**
 * Ends the phases of a run: with a finding that says why, or because existing findings already do.
 */
public final class RunStopped extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Optional<Finding> finding;

  public RunStopped(Finding finding) {
    super(finding.detail());
    this.finding = Optional.of(finding);
  }

  /** What stopped the run is in the record already. */
  public RunStopped(String why) {
    super(why);
    this.finding = Optional.empty();
  }

  Optional<Finding> finding() {
    return finding;
  }
}
