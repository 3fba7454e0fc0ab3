package dev.bootwitness.report.queue;

import dev.bootwitness.report.markdown.MarkdownText;
import dev.bootwitness.report.terminal.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task queue as people use it: list open tasks, show the next one, add a task, complete a task.
 */
public final class TaskQueue {
  private final QueueFile file;

  /** The queue in a file, which need not exist yet. */
  public TaskQueue(Path file) {
    this.file = new QueueFile(file);
  }

  /** The active tasks, one line each; their text is safe for the terminal. */
  public List<String> list(Style style) throws IOException, QueueException {
    return QueueText.of(file.read()).activeTasks().stream()
        .map(task -> style.safe(name(task) + "  " + task.title()))
        .toList();
  }

  /** The active tasks, the most urgent first. Their texts are as they are in the file. */
  public List<ActiveTask> active() throws IOException, QueueException {
    QueueText queue = QueueText.of(file.read());
    return queue.activeTasks().stream()
        .map(task -> new ActiveTask(name(task), task.title(), words(queue, task)))
        .toList();
  }

  /** The lines of the first active task, safe for the terminal; empty when there is none. */
  public List<String> next(Style style) throws IOException, QueueException {
    QueueText queue = QueueText.of(file.read());
    return queue.activeTasks().stream()
        .findFirst()
        .map(task -> words(queue, task).lines().map(style::safe).toList())
        .orElse(List.of());
  }

  /**
   * Adds a task after the others.
   *
   * @param title in words; Markdown in it is the person's own
   * @return its name: the number it got
   */
  public String add(String title, Optional<String> next) throws IOException, QueueException {
    String line = oneLine(title);
    if (line.isEmpty()) {
      throw new QueueException("a task needs a title.");
    }
    List<String> details = next.map(n -> List.of("Next: " + oneLine(n))).orElse(List.of());
    int[] number = {0};
    file.change(text -> {
      number[0] = QueueEdits.nextNumber(QueueText.of(text));
      return QueueEdits.added(text, new NewTask(line, details, Optional.empty()));
    });
    return number[0] + ".";
  }

  /**
   * Moves a task to the completed ones.
   *
   * @param which its number, the beginning of its fingerprint, or words of its title
   * @return its title
   */
  public String done(String which, LocalDate today, Optional<String> note)
      throws IOException, QueueException {
    String[] title = {""};
    file.change(text -> {
      QueueText queue = QueueText.of(text);
      QueueTask task = find(queue, which);
      title[0] = task.title();
      String words =
          "Done "
              + today
              + note.map(n -> ": " + oneLine(n)).orElse("")
              + ". "
              + new Marker(Marker.DONE, Map.of()).text();
      return QueueEdits.done(queue, task, words);
    });
    return title[0];
  }

  /** What is wrong with the file, one sentence each with its line; empty when nothing is wrong. */
  public List<String> check() throws IOException, QueueException {
    String text = file.read();
    if (text.isBlank()) {
      return List.of();
    }
    QueueText queue = QueueText.of(text);
    List<String> wrong = new ArrayList<>();
    if (queue.active().isEmpty()) {
      wrong.add("1: there is no heading \"## " + QueueText.ACTIVE + "\".");
    }
    queue.doubled().forEach(name -> wrong.add("1: there are two headings \"" + name + "\"."));
    Set<String> ids = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    for (QueueTask task : queue.activeTasks()) {
      String at = task.first() + 1 + ": ";
      if (task.damaged()) {
        wrong.add(at + "its comment \"bootwitness:\" cannot be read. Restore it or take it out.");
      }
      if (!task.id().isEmpty() && !ids.add(task.id())) {
        wrong.add(at + "this task is there twice (" + task.id() + "). Keep one of them.");
      }
      if (task.mark().numbered() && !numbers.add(task.mark().number())) {
        wrong.add(at + "two tasks have the number " + task.mark().number() + ".");
      }
    }
    noPlace(queue).ifPresent(wrong::add);
    return List.copyOf(wrong);
  }

  /** How many tasks there are, in words. */
  public String tally() throws IOException, QueueException {
    QueueText queue = QueueText.of(file.read());
    int active = queue.activeTasks().size();
    return active
        + (active == 1 ? " active task, " : " active tasks, ")
        + queue.completedTasks().size()
        + " completed";
  }

  /**
   * Why no task can be added or ended; determined by trying, since Markdown has many ways to hide
   * one.
   */
  private static Optional<String> noPlace(QueueText queue) {
    String text = queue.text();
    try {
      var _ = QueueEdits.added(text, new NewTask("a task", List.of(), Optional.empty()));
      if (!queue.activeTasks().isEmpty()) {
        var _ = QueueEdits.done(queue, queue.activeTasks().getFirst(), "Done.");
      }
      return Optional.empty();
    } catch (QueueException e) {
      int comment = text.lastIndexOf("<!--");
      boolean open = comment >= 0 && text.indexOf("-->", comment) < 0;
      return Optional.of(
          open
              ? Lines.of(text.substring(0, comment + 1)).size()
                  + ": this comment is not closed, so no task can follow it. Write --> at its"
                  + " end."
              : "1: no task can be added or ended in it. Is a code block or an HTML element not"
                  + " closed?");
    }
  }

  /** All of a task's lines, without what Bootwitness stores in comments. */
  private static String words(QueueText queue, QueueTask task) {
    return Bytes.shown(queue.block(task)).replaceAll("\\s*<!--.*?-->", "");
  }

  private static QueueTask find(QueueText queue, String which) throws QueueException {
    List<QueueTask> tasks = queue.activeTasks();
    List<QueueTask> found = tasks.stream().filter(task -> isNumber(task, which)).toList();
    if (found.isEmpty()) {
      found = tasks.stream().filter(task -> isMeant(task, which)).toList();
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new QueueException(
        found.isEmpty()
            ? "no active task is \"" + which + "\". `bootwitness queue list` shows them."
            : found.size()
                + " active tasks are meant by \""
                + which
                + "\". Give more of the title, or its fingerprint.");
  }

  private static boolean isNumber(QueueTask task, String which) {
    return task.mark().numbered() && which.equals(Integer.toString(task.mark().number()));
  }

  private static boolean isMeant(QueueTask task, String which) {
    String words = which.strip().toLowerCase(Locale.ROOT);
    return !words.isEmpty()
        && ((task.id().startsWith(words) && words.length() >= 4)
            || task.title().toLowerCase(Locale.ROOT).contains(words));
  }

  private static String name(QueueTask task) {
    return task.mark().numbered() ? task.mark().number() + "." : "-";
  }

  /**
   * One line of a list item; a person's text may be Markdown, but must not contain one of our
   * markers.
   */
  private static String oneLine(String words) {
    return words.replaceAll("\\s+", " ").strip().replace("<!--", MarkdownText.prose("<!--"));
  }
}
