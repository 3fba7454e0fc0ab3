package dev.bootwitness.diagnosis.verdict;

import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a saved log tells.
 *
 * @param outcome passed when nothing is wrong in it, inconclusive when it ends too early to say
 * @param stage the furthest stage it shows
 * @param primary the first cause; null when no failure was found
 * @param findings all causes recognised, the primary first
 * @param stages the stages in the order of the log, repeated for each further boot
 * @param reached how far it got, in words: {@code login on ttyS0 at 54.1 s}
 * @param missing what is not in the log and would decide
 * @param unknown what the findings leave open
 * @param notes what the reader should know about the reading itself, e.g. an exemption that expired
 * @param lines lines of the file
 */
public record Explanation(
    Outcome outcome,
    Stage stage,
    @Nullable Finding primary,
    List<Finding> findings,
    List<StageSpan> stages,
    String reached,
    List<String> missing,
    List<String> unknown,
    List<String> notes,
    long lines) {

  public Explanation {
    findings = List.copyOf(findings);
    stages = List.copyOf(stages);
    missing = List.copyOf(missing);
    unknown = List.copyOf(unknown);
    notes = List.copyOf(notes);
  }

  /** The same, with additional notes about the reading itself. */
  public Explanation noting(List<String> more) {
    return new Explanation(
        outcome,
        stage,
        primary,
        findings,
        stages,
        reached,
        missing,
        unknown,
        Stream.concat(notes.stream(), more.stream()).toList(),
        lines);
  }

  /**
   * A stage.
   *
   * @param boot which boot of the machine, from 1
   * @param line where it begins
   * @param at when, in seconds of the log's clock (the kernel's, a recording's, a journal's); null
   *     when no clock had been seen
   * @param seconds how long it lasted; null when its beginning or end has no time
   */
  public record StageSpan(
      Stage stage, int boot, long line, @Nullable Double at, @Nullable Double seconds) {

    /** The stages that the events of a run showed, with the lines that showed them. */
    public static List<StageSpan> of(RunFacts facts) {
      var spans = new ArrayList<StageSpan>();
      facts
          .present()
          .reached()
          .forEach((stage, reached) ->
              spans.add(
                  new StageSpan(
                      stage,
                      1,
                      ((Event.StageReached) reached.event()).line(),
                      facts.at(reached),
                      null)));
      return List.copyOf(spans);
    }
  }
}
