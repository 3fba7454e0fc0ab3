package dev.bootwitness.diagnosis;

import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import java.util.List;
import java.util.function.Consumer;

/**
 * The diagnosis of a saved record, which may end anywhere. It takes the events one by one and keeps
 * none, since a record may be larger than the memory.
 */
public final class Replay implements Consumer<StampedEvent> {
  private final RuleSet rules;
  private final Diagnosis diagnosis;

  /** A replay of a record by these rules, from its first event. */
  public Replay(RuleSet rules) {
    this.rules = rules;
    this.diagnosis = new Diagnosis(rules);
  }

  @Override
  public void accept(StampedEvent event) {
    var _ = diagnosis.accept(event);
  }

  /**
   * The verdict on a record that ends here; without its last events, a run does not count as
   * passed.
   */
  public Verdict verdict() {
    diagnosis.over();
    return diagnosis.verdict();
  }

  /** The explanation of a record that ends here, in the form used for a saved log. */
  public Explanation explanation() {
    Verdict verdict = verdict();
    return new Explanation(
        verdict.outcome(),
        verdict.stage(),
        verdict.primary(),
        verdict.findings(),
        diagnosis.stages(),
        verdict.stage().id(),
        verdict.missing(),
        List.of(),
        rules.notes(),
        0);
  }
}
