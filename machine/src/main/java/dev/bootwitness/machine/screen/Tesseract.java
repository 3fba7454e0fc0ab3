package dev.bootwitness.machine.screen;

import dev.bootwitness.machine.host.ProgramPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Recognises the text of a picture by tesseract(1), a program that the host may not have.
 *
 * <p>Its letters should be 30 pixels high; a console's are 10, so the picture is enlarged, and
 * turned to black on white.
 */
public final class Tesseract {

  private static final String PROGRAM = "tesseract";
  private static final int ENLARGED = 3;

  /** Far more than any screen holds. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Path program;

  private Tesseract(Path program) {
    this.program = program;
  }

  /** The host's, if it has one. */
  public static Optional<Tesseract> in(ProgramPath path) {
    return path.find(PROGRAM).map(Tesseract::new);
  }

  /**
   * The lines it recognises; empty when it fails or does not finish in time.
   *
   * @param limit the time after which it is killed
   */
  public List<String> read(Picture picture, Duration limit) throws InterruptedException {
    Process process;
    try {
      ProcessBuilder builder =
          new ProcessBuilder(program.toString(), "stdin", "stdout", "--psm", "6");
      // One thread: the guest needs the processors more than its picture does.
      builder.environment().put("OMP_THREAD_LIMIT", "1");
      process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return List.of();
    }
    try (InputStream out = process.getInputStream()) {
      Thread.ofVirtual().name("tesseract-input").start(() -> feed(process, picture));
      // Its output fits into its pipe many times over, so it need not be read meanwhile.
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      return ended && process.exitValue() == 0 ? lines(out.readNBytes(MOST_BYTES)) : List.of();
    } catch (IOException e) {
      return List.of();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void feed(Process process, Picture picture) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(pgm(picture));
    } catch (IOException e) {
      // It ended early; its status says so.
    }
  }

  private static List<String> lines(byte[] text) {
    List<String> lines = new ArrayList<>();
    new String(text, StandardCharsets.UTF_8)
        .lines()
        .map(String::stripTrailing)
        .filter(line -> !line.isBlank())
        .forEach(lines::add);
    return List.copyOf(lines);
  }

  /** Grey, enlarged, and dark on light: most of a screen is background. */
  static byte[] pgm(Picture picture) {
    int width = picture.width() * ENLARGED;
    int height = picture.height() * ENLARGED;
    byte[] header = "P5\n%d %d\n255\n".formatted(width, height).getBytes(StandardCharsets.US_ASCII);
    byte[] pgm = new byte[header.length + width * height];
    System.arraycopy(header, 0, pgm, 0, header.length);
    long sum = 0;
    for (int y = 0, at = header.length; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        int grey = grey(picture.pixel(x / ENLARGED, y / ENLARGED));
        pgm[at] = (byte) grey;
        sum += grey;
      }
    }
    if (sum / width / height < 128) {
      for (int at = header.length; at < pgm.length; at++) {
        pgm[at] = (byte) ~pgm[at];
      }
    }
    return pgm;
  }

  private static int grey(int rgb) {
    return Math.max(rgb >> 16 & 0xff, Math.max(rgb >> 8 & 0xff, rgb & 0xff));
  }
}
