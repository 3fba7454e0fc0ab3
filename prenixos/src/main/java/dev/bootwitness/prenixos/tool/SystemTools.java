package dev.bootwitness.prenixos.tool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs of the machine it runs on: C locale, no input, output bounded. */
public final class SystemTools implements Tools {
  private static final int MOST = 1 << 20;

  private final Duration patience;

  /**
   * @param patience after which a program is killed
   */
  public SystemTools(Duration patience) {
    this.patience = patience;
  }

  @Override
  public ToolOutcome run(List<String> command) {
    var builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    // LVM complains about descriptors that a parent left open (lvm(8)).
    builder.environment().put("LVM_SUPPRESS_FD_WARNINGS", "1");
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new ToolOutcome(
          command, ToolOutcome.NOT_STARTED, "", "cannot be started: " + e.getMessage());
    }
    var output = new Stream(process.getInputStream());
    var errors = new Stream(process.getErrorStream());
    try {
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
        String words = "killed after " + patience.toSeconds() + " s";
        return new ToolOutcome(command, ToolOutcome.TOO_SLOW, "", words);
      }
      return new ToolOutcome(command, process.exitValue(), output.text(), errors.text());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return new ToolOutcome(command, ToolOutcome.TOO_SLOW, "", "interrupted");
    }
  }

  /** One stream of a process, read to its end beside the other one. */
  private static final class Stream {
    /** What a child of the program still holds open is not waited for. */
    private static final long AFTER_END_MILLIS = 2000;

    private final Thread reader;
    private volatile String text = "";

    Stream(InputStream in) {
      reader = Thread.ofPlatform().daemon().start(() -> text = read(in));
    }

    /** What comes after the bound is read too, so that the program does not wait. */
    private static String read(InputStream in) {
      var text = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      try (in) {
        for (int n = in.read(part); n >= 0; n = in.read(part)) {
          text.write(part, 0, Math.min(n, MOST - text.size()));
        }
      } catch (IOException e) {
        // The program was killed: what it had printed is what there is.
        return text.toString(StandardCharsets.UTF_8);
      }
      return text.toString(StandardCharsets.UTF_8);
    }

    String text() throws InterruptedException {
      reader.join(AFTER_END_MILLIS);
      return text;
    }
  }
}
