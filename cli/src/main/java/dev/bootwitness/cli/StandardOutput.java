package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.FileTrouble;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that knows whether what was written to it has arrived.
 *
 * <p>A {@link PrintStream} swallows errors: on a full disk, a program that does not check would
 * claim success.
 */
final class StandardOutput {

  /** What a shell reports for a program that SIGPIPE ended: 128 + 13. */
  static final int BROKEN_PIPE = 141;

  private static final int BUFFER = 8192;

  private final Remembering to;
  private final PrintStream stream;

  private StandardOutput(OutputStream to) {
    this.to = new Remembering(to);
    this.stream =
        new PrintStream(new BufferedOutputStream(this.to, BUFFER), true, System.out.charset());
  }

  /** Takes the place of {@link System#out}. */
  static StandardOutput install() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(output.stream);
    return output;
  }

  /**
   * The program's exit status: success only if all was written.
   *
   * <p>If the reader closed the pipe early (e.g. {@code | head}), only the status shows it.
   *
   * @param code the exit status of the program's own work
   */
  int exitCode(int code) {
    stream.flush();
    IOException trouble = to.trouble;
    if (trouble == null) {
      return code;
    }
    boolean pipe = isPipe();
    if (!pipe) {
      System.err.println(
          "bootwitness: cannot write to standard output: "
              + FileTrouble.why(trouble)
              + ". The output is lost.");
    }
    if (code != ExitCodes.PASSED) {
      return code;
    }
    return pipe ? BROKEN_PIPE : ExitCodes.HOST_OR_HARNESS;
  }

  /** A write to a pipe or socket fails only when its other end is closed; see pipe(7). */
  private static boolean isPipe() {
    try {
      String kind = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return kind.startsWith("pipe:") || kind.startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }

  private static final class Remembering extends FilterOutputStream {

    private volatile @Nullable IOException trouble;

    Remembering(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        if (trouble == null) {
          trouble = e;
        }
        throw e;
      }
    }
  }
}
