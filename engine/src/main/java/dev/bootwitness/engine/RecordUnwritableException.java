package dev.bootwitness.engine;

import java.io.IOException;
import java.nio.file.Path;

/** There is nowhere to keep the record, so nothing was run. */
public final class RecordUnwritableException extends Exception {

  private static final long serialVersionUID = 1L;

  RecordUnwritableException(Path project, IOException cause) {
    super(
        "the record cannot be kept in "
            + project.resolve(".bootwitness").resolve("runs")
            + ": "
            + cause
            + ". Run in a folder you may write to, or name one with --project.",
        cause);
  }
}
