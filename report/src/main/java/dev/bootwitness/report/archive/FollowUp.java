package dev.bootwitness.report.archive;

import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.queue.QueueException;
import dev.bootwitness.report.queue.QueueUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows a verdict outside the record: the copies in the archive, the tasks in the queue.
 *
 * @param news what changed in the queue, one sentence each; may contain guest text
 * @param troubles what could not be done, one sentence each; no run loses its verdict because of it
 */
public record FollowUp(List<String> news, List<String> troubles) {
  public FollowUp {
    news = List.copyOf(news);
    troubles = List.copyOf(troubles);
  }

  /**
   * Copies the files and updates the queue. To be called when the record's reports are written, and
   * not on an interrupted thread.
   *
   * @param spec the spec's name
   * @param archive the folder for copies, if the spec wants any
   * @param queue the task queue, if the spec wants one
   */
  public static FollowUp of(
      Verdict verdict, Path record, String spec, Optional<Path> archive, Optional<Path> queue) {
    RunDirectory directory = new RunDirectory(record);
    List<String> troubles = new ArrayList<>();
    Archive.Copies copies = new Archive.Copies(Optional.empty(), Optional.empty());
    if (archive.isPresent()) {
      try {
        copies = new Archive(archive.get()).keep(directory);
      } catch (IOException e) {
        troubles.add("nothing was archived in " + archive.get() + ": " + said(e));
      }
    }
    if (queue.isEmpty()) {
      return new FollowUp(List.of(), troubles);
    }
    QueueUpdate.Evidence evidence =
        new QueueUpdate.Evidence(
            copies.report().orElse(directory.markdown()),
            copies.serial().orElse(directory.serialText()));
    List<String> news = List.of();
    try {
      String name = shortly(queue.get());
      news =
          QueueUpdate.of(queue.get(), spec, directory.id(), verdict, evidence).stream()
              .map(sentence -> name + ": " + sentence)
              .toList();
    } catch (QueueException e) {
      troubles.add("the task queue " + queue.get() + " was left as it is: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      troubles.add("the task queue " + queue.get() + " cannot be written: " + said(e));
    }
    return new FollowUp(news, troubles);
  }

  /** The path relative to this folder, or only the name: the news must fit on a line. */
  private static String shortly(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path shown = file.startsWith(here) ? here.relativize(file) : file.getFileName();
    return String.valueOf(shown);
  }

  private static String said(Exception e) {
    return e instanceof IOException file ? FileTrouble.of(file) : e.toString();
  }
}
