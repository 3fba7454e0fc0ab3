package dev.bootwitness.report.suite;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SpecPart;
import dev.bootwitness.record.Verdict;
import java.util.Comparator;
import java.util.List;

/**
 * The run of one part of a spec's checks.
 *
 * @param shard the number of the shard that ran it
 * @param record that counts
 * @param exitCode as the run would have exited
 */
record JoinedPart(int shard, SpecPart part, RunDirectory record, Verdict verdict, int exitCode) {

  /**
   * The part whose boot the joined run has: the worst, since what failed outside of the checks is
   * in its console. Of equals it is one that did not pass, as a known failure may exit like a
   * passed run, and of these the first.
   */
  static JoinedPart base(List<JoinedPart> parts) {
    List<Integer> codes = parts.stream().map(JoinedPart::exitCode).toList();
    int worst = ExitCodes.together(codes);
    return parts.stream()
        .filter(part -> part.exitCode() == worst)
        .min(
            Comparator.comparing((JoinedPart part) -> part.verdict().outcome() == Outcome.PASSED)
                .thenComparingInt(part -> part.part().number()))
        .orElse(parts.getFirst());
  }
}
