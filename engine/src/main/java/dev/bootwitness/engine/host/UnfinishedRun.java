package dev.bootwitness.engine.host;

import dev.bootwitness.machine.host.OwnerMark;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A record whose run never ended: its process was killed. The record itself is evidence and stays;
 * the marks of a running run are removed.
 *
 * @param record the run's folder
 */
public record UnfinishedRun(Path record) {

  /** The file in a record that its run holds open while it is running. */
  public static final String RUNNING = "running";

  private static final String ATTACH = "attach.sock";

  /** The unfinished runs of a project. */
  static List<UnfinishedRun> of(Path project) {
    List<UnfinishedRun> found = new ArrayList<>();
    try (DirectoryStream<Path> runs =
        Files.newDirectoryStream(project.resolve(".bootwitness/runs"))) {
      for (Path run : runs) {
        Path mark = run.resolve(RUNNING);
        if (!Files.isSymbolicLink(run)
            && Files.exists(mark, LinkOption.NOFOLLOW_LINKS)
            && !OwnerMark.isHeld(mark)) {
          found.add(new UnfinishedRun(run));
        }
      }
    } catch (IOException _) {
      // A project without records has no unfinished runs.
    }
    return List.copyOf(found);
  }

  /** Removes the mark and the link to a console that is no longer served. */
  void clean() throws IOException {
    Files.deleteIfExists(record.resolve(ATTACH));
    Files.deleteIfExists(record.resolve(RUNNING));
  }
}
