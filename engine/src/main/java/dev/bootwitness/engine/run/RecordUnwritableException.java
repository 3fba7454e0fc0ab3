package dev.bootwitness.engine.run;

import dev.bootwitness.record.FileTrouble;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** There is nowhere to keep the record, so nothing was run. */
public final class RecordUnwritableException extends Exception {

  private static final long serialVersionUID = 1L;

  public RecordUnwritableException(Path project, IOException cause) {
    this(cause, project.resolve(".bootwitness").resolve("runs"));
  }

  private RecordUnwritableException(IOException cause, Path runs) {
    super(
        "cannot write the record in "
            + runs
            + ": "
            + why(cause, runs)
            + ". Run in a folder you may write to, or name one with --project.",
        cause);
  }

  private static String why(IOException cause, Path runs) {
    String file = cause instanceof FileSystemException about ? about.getFile() : null;
    return runs.toString().equals(file) ? FileTrouble.why(cause) : FileTrouble.of(cause);
  }
}
