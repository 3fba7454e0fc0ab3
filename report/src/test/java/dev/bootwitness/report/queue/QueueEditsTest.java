package dev.bootwitness.report.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueEditsTest {

  private static final int FILES = 3000;

  private static final NewTask TASK =
      new NewTask(
          "**check/failed: caf\u00e9**",
          List.of("Known: this", "Next: that"),
          Optional.of(new Marker(Marker.TASK, Map.of("id", "0123456789ab"))));

  @Test
  void aNewQueueHasItsHeadingsAndTheTask() throws QueueException {
    String text = QueueEdits.added("", TASK);

    assertThat(text)
        .startsWith("# Task queue\n")
        .contains(
            Bytes.of(
                """

                ## Active Tasks

                1. **check/failed: caf\u00e9** <!-- bootwitness:task id=0123456789ab -->
                   - Known: this
                   - Next: that

                ## Recently Completed
                """));
  }

  @Test
  void aHeadingBehindAByteOrderMarkIsOne() throws QueueException {
    String text = Bytes.BYTE_ORDER_MARK + "## Active Tasks\r\n\r\n1. mine\r\n";

    assertThat(QueueEdits.added(text, new NewTask("new", List.of(), Optional.empty())))
        .isEqualTo(text + "2. new\r\n");
  }

  @Test
  void theOtherSectionEndsTheFirstWhateverItsRank() throws QueueException {
    String text = "Active Tasks\n===\n\n* mine\n\nRecently Completed\n---\n\n* done";

    assertThat(QueueText.of(text).activeTasks()).hasSize(1);
    assertThat(QueueEdits.added(text, new NewTask("new", List.of(), Optional.empty())))
        .isEqualTo(text.replace("* mine\n", "* mine\n\n1. new\n"));
  }

  @Test
  void aTaskGoesBehindTheLastWithTheNextNumber() throws QueueException {
    String text =
        """
        ## Active Tasks

        1. mine
           with more words
        4. another

        ## Recently Completed
        """;

    assertThat(QueueEdits.added(text, new NewTask("new", List.of(), Optional.empty())))
        .isEqualTo(text.replace("4. another\n", "4. another\n5. new\n"));
  }

  @Test
  void aLooseListStaysLooseAndAnotherDelimiterIsKept() throws QueueException {
    String text = "## Active Tasks\r\n\r\n1) a\r\n\r\n2) b\r\n";

    assertThat(QueueEdits.added(text, new NewTask("c", List.of(), Optional.empty())))
        .isEqualTo(text + "\r\n3) c\r\n");
  }

  @Test
  void aDoneTaskMovesWithAllThatPeopleWroteInItAndKeepsItsShape() throws QueueException {
    String text =
        """
        ## Active Tasks

        1. one
        12. two <!-- bootwitness:task id=0123456789ab -->
            my note:

            ```
            code
            ```
        13. three

        ## Recently Completed

        - older
        """;
    QueueText queue = QueueText.of(text);

    String done =
        QueueEdits.done(queue, queue.activeTasks().get(1), "Done <!-- bootwitness:done -->");

    assertThat(done)
        .isEqualTo(
            """
            ## Active Tasks

            1. one
            13. three

            ## Recently Completed

            -   two <!-- bootwitness:task id=0123456789ab -->
                my note:

                ```
                code
                ```
                - Done <!-- bootwitness:done -->
            - older
            """);
    assertThat(QueueText.of(done).completedTasks().getFirst().id()).isEqualTo("0123456789ab");
  }

  @Test
  void aMarkerInAGuestsWordsIsNone() throws QueueException {
    NewTask hostile =
        new NewTask("x", List.of("`<!-- bootwitness:task id=ffff -->`"), Optional.empty());

    assertThat(QueueText.of(QueueEdits.added("", hostile)).activeTasks())
        .singleElement()
        .satisfies(task -> assertThat(task.marker()).isEmpty());
  }

  @Test
  void aFileThatLeavesNoPlaceIsRefused() {
    assertThatThrownBy(() -> QueueEdits.added("<!-- never closed\n", TASK))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("leaves no place");
  }

  /** Whatever people have in the file: every byte is still there, in order, around the new text. */
  @Test
  void addingPutsLinesInAndChangesNoOther() {
    assertThat(IntStream.range(0, FILES).filter(this::addingPutsLinesIn).count())
        .isGreaterThan(FILES / 2);
  }

  /** False when there was nothing to be added to. */
  private boolean addingPutsLinesIn(int seed) {
    String before = RandomMarkdown.of(new Random(seed));
    String after;
    try {
      after = QueueEdits.added(before, TASK);
    } catch (QueueException noPlace) {
      return false;
    }
    if (before.isBlank()) {
      return false;
    }
    int common = 0;
    while (common < before.length() && before.charAt(common) == after.charAt(common)) {
      common++;
    }
    String rest = before.substring(common);
    assertThat(after).as("seed %d", seed).endsWith(rest);
    String added = after.substring(common, after.length() - rest.length());
    assertThat(added.length()).isEqualTo(after.length() - before.length());
    assertThat(QueueText.of(after).activeTasks())
        .filteredOn(task -> task.id().equals("0123456789ab"))
        .hasSize(1);
    return true;
  }

  @Test
  void endingATaskMovesItsLinesAndLosesNone() {
    assertThat(IntStream.range(0, FILES).filter(this::endingMovesLines).count())
        .isGreaterThan(FILES / 10);
  }

  /** False when there was no task to end. */
  private boolean endingMovesLines(int seed) {
    Random random = new Random(seed);
    String before = RandomMarkdown.of(random);
    QueueText queue = QueueText.of(before);
    if (queue.activeTasks().isEmpty()) {
      return false;
    }
    QueueTask task = queue.activeTasks().get(random.nextInt(queue.activeTasks().size()));
    String after;
    try {
      after = QueueEdits.done(queue, task, "Done. <!-- bootwitness:done -->");
    } catch (QueueException noPlace) {
      return false;
    }
    List<String> expected = new ArrayList<>(content(before));
    List<String> own = new ArrayList<>(content(queue.block(task)));
    List<String> left = new ArrayList<>(content(after));
    own.set(0, task.mark().bulleted(own.getFirst()));
    int at = indexOf(expected, content(queue.block(task)), queue, task);
    for (int i = 0; i < own.size(); i++) {
      expected.remove(at);
    }
    // The other lines keep their order; the task's follow each other, but for the note.
    List<String> others = new ArrayList<>(left);
    int note =
        others.indexOf(
            others.stream().filter(l -> l.contains("bootwitness:done")).findFirst().orElseThrow());
    others.remove(note);
    others.removeIf(line -> line.equals("## Recently Completed") && !before.contains("Recently"));
    for (String line : own) {
      assertThat(others).contains(line);
    }
    for (int start = 0; ; start++) {
      assertThat(start)
          .as("the task's lines, together; seed %d", seed)
          .isLessThanOrEqualTo(others.size());
      if (start + own.size() <= others.size()
          && others.subList(start, start + own.size()).equals(own)) {
        List<String> without = new ArrayList<>(others);
        without.subList(start, start + own.size()).clear();
        if (without.equals(expected) || without.equals(plusHeading(expected))) {
          return true;
        }
      }
    }
  }

  private static List<String> plusHeading(List<String> lines) {
    List<String> more = new ArrayList<>(lines);
    more.add("## Recently Completed");
    return more;
  }

  /** Lines with something in them, without their ends. */
  private static List<String> content(String text) {
    return Lines.of(text).stream()
        .map(line -> line.replaceAll("[\r\n]+$", ""))
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static int indexOf(List<String> all, List<String> part, QueueText queue, QueueTask task) {
    int before = content(String.join("", queue.lines().subList(0, task.first()))).size();
    assertThat(all.subList(before, before + part.size())).isEqualTo(part);
    return before;
  }
}
