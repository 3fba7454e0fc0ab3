package dev.bootwitness.report.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changes of a task queue. Each inserts lines, moves a task's lines to the other section, or
 * rewrites one of Bootwitness' own lines; all other bytes stay unchanged. Each result is parsed
 * again before it is returned: if CommonMark does not see what was meant, another place is tried.
 */
final class QueueEdits {
  private static final String INTRODUCTION =
      """
      # Task queue

      What is to be done, the most urgent first. Failed runs add tasks at the end and take away what they show cured;
      `bootwitness queue` lists, adds and ends them. Everything here may be edited; only the comments must stay.
      """;

  private QueueEdits() {}

  /** A new queue, without tasks. */
  static String blank() {
    return INTRODUCTION + "\n## " + QueueText.ACTIVE + "\n\n## " + QueueText.COMPLETED + "\n";
  }

  /** The number of the next active task. */
  static int nextNumber(QueueText queue) {
    return 1 + queue.activeTasks().stream().mapToInt(t -> t.mark().number()).max().orElse(0);
  }

  /** With one more task, after the other active ones. */
  static String added(String text, NewTask task) throws QueueException {
    if (text.isBlank()) {
      return added(blank(), task);
    }
    QueueText queue = QueueText.of(text);
    String end = Lines.end(text);
    int number = nextNumber(queue);
    Optional<Section> active = queue.active();
    if (active.isEmpty()) {
      String block = task.block(1, '.', end);
      String lead = end + "## " + QueueText.ACTIVE + end + end;
      return checked(queue, insert(queue, queue.lines().size(), lead + block), 1, 0);
    }
    Section section = active.get();
    boolean continues = section.listEnd() >= 0 && section.tasks().getLast().mark().numbered();
    char delimiter = continues ? section.tasks().getLast().mark().delimiter() : '.';
    String block = task.block(number, delimiter, end);
    String atEnd =
        continues
            ? insert(queue, section.listEnd(), (isLoose(queue, section) ? end : "") + block)
            : insert(queue, contentEnd(queue, section), end + block + gapBefore(queue, section));
    return isAsMeant(queue, atEnd, 1, 0)
        ? atEnd
        : checked(queue, insert(queue, section.body(), end + block + end), 1, 0);
  }

  /** With the line {@code seen} of a task rewritten; unchanged when that line was removed. */
  static String seen(QueueText queue, QueueTask task, String words) {
    if (task.seenLine() < 0) {
      return queue.text();
    }
    List<String> lines = new ArrayList<>(queue.lines());
    String old = lines.get(task.seenLine());
    String ended = Lines.ended(old) ? Lines.end(old) : "";
    String indent = old.substring(0, old.length() - old.stripLeading().length());
    lines.set(task.seenLine(), indent + "- " + Bytes.of(words) + ended);
    String changed = String.join("", lines);
    return isAsMeant(queue, changed, 0, 0) ? changed : queue.text();
  }

  /**
   * With an active task, and everything people wrote in it, moved to the top of the completed ones.
   */
  static String done(QueueText queue, QueueTask task, String words) throws QueueException {
    String end = Lines.end(queue.text());
    List<String> block = new ArrayList<>(queue.lines().subList(task.first(), task.end()));
    block.set(0, task.mark().bulleted(block.getFirst()));
    if (!Lines.ended(block.getLast())) {
      block.set(block.size() - 1, block.getLast() + end);
    }
    String note = " ".repeat(task.mark().width()) + "- " + Bytes.of(words) + end;
    QueueText without = QueueText.of(removed(queue, task));
    String noteLast = String.join("", block) + note;
    block.add(1, note);
    String noteSecond = String.join("", block);
    for (String candidate : List.of(completed(without, noteLast), completed(without, noteSecond))) {
      if (isAsMeant(queue, candidate, -1, 1)
          && QueueText.of(candidate).completedTasks().getFirst().doneLine() >= 0) {
        return candidate;
      }
    }
    return checked(queue, completed(without, noteSecond), -1, 1);
  }

  private static String removed(QueueText queue, QueueTask task) {
    List<String> lines = new ArrayList<>(queue.lines());
    int end = task.end();
    // One of two blank lines around it is removed with it.
    if (task.first() > 0 && lines.get(task.first() - 1).isBlank()) {
      while (end < lines.size() && lines.get(end).isBlank()) {
        end++;
      }
    }
    lines.subList(task.first(), end).clear();
    return String.join("", lines);
  }

  private static String completed(QueueText queue, String block) {
    String end = Lines.end(queue.text());
    Optional<Section> section = queue.completed();
    if (section.isEmpty()) {
      String lead = end + "## " + QueueText.COMPLETED + end + end;
      return insert(queue, queue.lines().size(), lead + block);
    }
    List<QueueTask> tasks = section.get().tasks();
    if (!tasks.isEmpty()) {
      boolean loose = isLoose(queue, section.get());
      return insert(queue, tasks.getFirst().first(), block + (loose ? end : ""));
    }
    int body = section.get().body();
    boolean followed = body < queue.lines().size() && !queue.lines().get(body).isBlank();
    return insert(queue, body, end + block + (followed ? end : ""));
  }

  private static String insert(QueueText queue, int line, String block) {
    List<String> lines = queue.lines();
    String before = String.join("", lines.subList(0, line));
    String gap = before.isEmpty() || Lines.ended(before) ? "" : Lines.end(queue.text());
    return before + gap + block + String.join("", lines.subList(line, lines.size()));
  }

  /** Whether blank lines separate the tasks of a section. */
  private static boolean isLoose(QueueText queue, Section section) {
    return section.tasks().size() > 1
        && queue.lines().get(section.tasks().getLast().first() - 1).isBlank();
  }

  private static int contentEnd(QueueText queue, Section section) {
    int end = section.end();
    while (end > section.body() && queue.lines().get(end - 1).isBlank()) {
      end--;
    }
    return end;
  }

  private static String gapBefore(QueueText queue, Section section) {
    boolean touches =
        section.end() < queue.lines().size() && contentEnd(queue, section) == section.end();
    return touches ? Lines.end(queue.text()) : "";
  }

  private static String checked(QueueText before, String after, int active, int completed)
      throws QueueException {
    if (isAsMeant(before, after, active, completed)) {
      return after;
    }
    throw new QueueException(
        "its Markdown leaves no place for a task that would be seen as one (an HTML comment or a"
            + " code block that is not closed?). See `bootwitness queue check`.");
  }

  private static boolean isAsMeant(QueueText before, String after, int active, int completed) {
    QueueText now = QueueText.of(after);
    return now.activeTasks().size() == before.activeTasks().size() + active
        && now.completedTasks().size() == before.completedTasks().size() + completed
        && now.doubled().equals(before.doubled());
  }
}
