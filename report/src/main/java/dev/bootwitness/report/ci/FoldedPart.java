package dev.bootwitness.report.ci;

import dev.bootwitness.base.VisibleText;
import java.util.List;

/**
 * Lines of a job's log that are folded away.
 *
 * @param kind {@code build} or {@code console}
 * @param lines as a guest or a build printed them: they must be made safe
 */
record FoldedPart(String kind, String title, List<String> lines) {

  FoldedPart {
    title = VisibleText.of(title) + ", last " + lines.size() + " lines";
    lines = List.copyOf(lines);
  }

  /**
   * The lines, each safe to print at the left margin of any CI system's log.
   *
   * <p>A bar stands before each: GitHub takes a line that begins with {@code ::} for a command, and
   * Buildkite one that begins with {@code ---}, {@code +++}, {@code ~~~} or {@code ^^^} for a
   * group. GitHub's old commands, {@code ##[error]}, may stand anywhere in a line. Escape
   * sequences, with which GitLab begins a section and Jenkins a note, become visible text.
   */
  List<String> safeLines() {
    return lines.stream().map(line -> "| " + VisibleText.of(line).replace("##[", "# #[")).toList();
  }
}
