package dev.bootwitness.image.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A builder's output for people, beside the raw one; writing stops at the first failure. */
final class ReadableLog implements AutoCloseable {

  private final OutputStream file;
  private @Nullable IOException failure;

  ReadableLog(OutputStream file) {
    this.file = file;
  }

  void write(List<String> lines) {
    if (failure != null) {
      return;
    }
    try {
      for (String line : lines) {
        file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Why it is incomplete; ask only when nothing is written any more. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
