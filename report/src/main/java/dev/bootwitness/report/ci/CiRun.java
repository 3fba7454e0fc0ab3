package dev.bootwitness.report.ci;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.Story;
import java.io.IOException;
import java.util.List;

/**
 * A run as a CI system shows it.
 *
 * @param build the last lines of its build; none when nothing was built
 * @param console the last lines of its console
 * @param docs the pages of causes
 */
record CiRun(Verdict verdict, List<String> build, List<String> console, CauseDocs docs) {
  private static final int MOST_BUILD_LINES = 100;

  CiRun {
    build = List.copyOf(build);
    console = List.copyOf(console);
  }

  /**
   * The run of a story.
   *
   * @throws IOException when its console cannot be read
   */
  static CiRun of(Story story, CauseDocs docs) throws IOException {
    List<String> build =
        story.tools().stream()
            .filter(output -> output.tool().equals("build"))
            .map(Event.ToolOutput::line)
            .toList();
    return new CiRun(
        story.verdict(),
        build.subList(Math.max(0, build.size() - MOST_BUILD_LINES), build.size()),
        ConsoleTail.of(story.directory()),
        docs);
  }

  boolean passed() {
    return verdict.outcome() == Outcome.PASSED;
  }

  /** The spec's name; its path in a verdict without times. */
  String name() {
    return JobSummary.name(verdict);
  }

  /** The parts that are folded away, with their titles. */
  List<FoldedPart> parts() {
    return List.of(
            new FoldedPart("build", "Build of " + name(), build),
            new FoldedPart("console", "Console of " + name(), console))
        .stream()
        .filter(part -> !part.lines().isEmpty())
        .toList();
  }
}
