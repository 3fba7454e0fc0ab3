package dev.bootwitness.diagnosis;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Verdict;
import java.util.List;

/** Tells what a saved record shows in the words of a saved log. */
final class SavedRecord {

  private SavedRecord() {}

  /**
   * What a diagnosis that was fed with the whole record found.
   *
   * @param notes on the rules, see {@link RuleSet#notes}
   */
  static Explanation explain(Diagnosis diagnosis, List<String> notes) {
    Verdict verdict = diagnosis.verdict();
    RunFacts facts = diagnosis.facts();
    List<Explanation.StageSpan> spans =
        facts.reached.entrySet().stream()
            .map(reached ->
                new Explanation.StageSpan(
                    reached.getKey(),
                    1,
                    ((Event.StageReached) reached.getValue().event()).line(),
                    facts.at(reached.getValue()),
                    null))
            .toList();
    return new Explanation(
        verdict.outcome(),
        verdict.stage(),
        verdict.primary(),
        verdict.findings(),
        spans,
        verdict.stage().id(),
        verdict.missing(),
        List.of(),
        notes,
        0);
  }
}
