package dev.bootwitness.image.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program that reads its input and writes its output; killed when its time is over. */
public final class RunningTool implements AutoCloseable {

  private static final int MOST_ERRORS = 64 << 10;

  private final Process process;
  private final Path errors;

  RunningTool(Process process, InputStream input, Path errors, long nanos) {
    this.process = process;
    this.errors = errors;
    Thread.ofVirtual().start(() -> feed(input));
    Thread.ofVirtual().start(() -> limit(nanos));
  }

  private void feed(InputStream input) {
    try (input;
        OutputStream out = process.getOutputStream()) {
      input.transferTo(out);
    } catch (IOException e) {
      // It has read enough, or its image cannot be read: its output and status say so.
      return;
    }
  }

  private void limit(long nanos) {
    try {
      if (!process.waitFor(nanos, TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** What it writes; ends when it is killed. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** Its exit status. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  /** What it wrote to its standard error, as far as that is worth reading. */
  String errors() throws IOException {
    try (InputStream in = Files.newInputStream(errors)) {
      return new String(in.readNBytes(MOST_ERRORS), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
