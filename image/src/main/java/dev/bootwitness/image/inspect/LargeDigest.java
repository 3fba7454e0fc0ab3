package dev.bootwitness.image.inspect;

import dev.bootwitness.base.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of an image. Large ones are hashed by openssl(1), which uses the processor's own
 * instructions. This Java does not, because the launcher leaves out the compiler that would, nor
 * does sha256sum(1) of Debian 12, which is not linked to OpenSSL and takes 8 times longer.
 */
final class LargeDigest {

  /** Below this, starting a program takes longer than it saves. */
  private static final long LARGE = 8L << 20;

  private static final List<List<String>> PROGRAMS =
      List.of(List.of("openssl", "dgst", "-sha256", "-r"), List.of("sha256sum"));

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) .*", Pattern.DOTALL);

  private LargeDigest() {}

  /** Lower-case hex; an interrupt ends it with {@link ClosedByInterruptException}. */
  static String of(Path file) throws IOException {
    if (Files.size(file) >= LARGE) {
      for (List<String> program : PROGRAMS) {
        Optional<String> digest = byProgram(program, file);
        if (digest.isPresent()) {
          return digest.get();
        }
      }
    }
    // A program fails where reading the file fails; then that is reported from here.
    return Sha256.of(file);
  }

  /** Empty when it is not installed, refuses the digest, or cannot read the file. */
  private static Optional<String> byProgram(List<String> program, Path file) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(program)
              .redirectInput(file.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException notInstalled) {
      return Optional.empty();
    }
    try {
      process.waitFor();
      String line = new String(process.getInputStream().readNBytes(200), StandardCharsets.US_ASCII);
      Matcher digest = LINE.matcher(line);
      return digest.matches() ? Optional.of(String.valueOf(digest.group(1))) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } finally {
      process.destroyForcibly();
    }
  }
}
