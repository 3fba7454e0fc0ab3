package dev.bootwitness.serve.page;

import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.queue.ActiveTask;
import dev.bootwitness.report.queue.QueueException;
import dev.bootwitness.report.queue.TaskQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code queue.jte} shows: the task queue's active tasks.
 *
 * @param problem why it cannot be read; empty when it was
 */
public record QueueView(String file, List<Task> tasks, String problem) {

  public QueueView {
    tasks = List.copyOf(tasks);
  }

  /**
   * A task.
   *
   * @param text all of its lines, as the file has them
   */
  public record Task(String name, String title, String text) {}

  static QueueView of(Path file) {
    String name = Pages.safe(file.toString());
    try {
      return new QueueView(
          name, new TaskQueue(file).active().stream().map(QueueView::task).toList(), "");
    } catch (QueueException e) {
      return new QueueView(name, List.of(), Pages.safe(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return new QueueView(name, List.of(), Pages.safe(FileTrouble.why(e)));
    }
  }

  private static Task task(ActiveTask task) {
    return new Task(task.name(), Pages.safe(task.title()), Pages.safeLines(task.text()));
  }

  public Frame frame() {
    return Frame.plain("Queue", "/queue");
  }
}
