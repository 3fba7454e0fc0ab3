package dev.bootwitness.image.inspect;

import dev.bootwitness.base.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of an image. Large ones are hashed by sha256sum(1), which uses the processor's own
 * instructions: this Java does not, because the launcher leaves out the compiler that would.
 */
final class LargeDigest {

  /** Below this, starting a program takes longer than it saves. */
  private static final long LARGE = 8L << 20;

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) .*", Pattern.DOTALL);

  private LargeDigest() {}

  /** Lower-case hex; an interrupt ends it with {@link ClosedByInterruptException}. */
  static String of(Path file) throws IOException {
    return Files.size(file) < LARGE ? Sha256.of(file) : byProgram(file);
  }

  private static String byProgram(Path file) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder("sha256sum")
              .redirectInput(file.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException notInstalled) {
      return Sha256.of(file);
    }
    try {
      process.waitFor();
      String line = new String(process.getInputStream().readNBytes(200), StandardCharsets.US_ASCII);
      Matcher digest = LINE.matcher(line);
      // It fails where reading the file fails; then that is reported from here.
      return digest.matches() ? String.valueOf(digest.group(1)) : Sha256.of(file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } finally {
      process.destroyForcibly();
    }
  }
}
