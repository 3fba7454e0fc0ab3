package dev.bootwitness.serve.page;

import dev.bootwitness.diagnosis.Replay;
import dev.bootwitness.diagnosis.rules.KeptKnowledge;
import dev.bootwitness.record.RecordGaps;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** The verdict on a record: its own, or one by today's rules if it has none. */
final class Judgement {

  private Judgement() {}

  /**
   * Reads or makes it.
   *
   * @return empty when there is nothing to judge
   * @throws IOException when the record cannot be read
   */
  static Optional<Verdict> of(RunDirectory record) throws IOException {
    try {
      Optional<Verdict> kept = RecordReader.verdict(record);
      if (kept.isPresent()) {
        return kept;
      }
    } catch (IOException e) {
      // A damaged verdict.json: the events contain the verdict, too.
    }
    Replay replay = new Replay(KeptKnowledge.of(record, LocalDate.now(ZoneOffset.UTC)));
    RecordGaps gaps = new RecordReader(record).read(replay);
    return gaps.events() == 0 ? Optional.empty() : Optional.of(replay.verdict());
  }
}
