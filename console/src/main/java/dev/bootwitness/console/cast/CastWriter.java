package dev.bootwitness.console.cast;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes an asciicast v2: a header line, then one line for each event.
 *
 * <p>Every line is one write to the given stream, so in a file each line survives the death of the
 * process. Times have microsecond precision and never go back. JSON is text: bytes from the guest
 * that are not UTF-8 become U+FFFD here; also keep the raw bytes if they matter ({@code
 * serial.raw}). Thread-safe. Format: docs.asciinema.org/manual/asciicast/v2.
 */
public final class CastWriter implements AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int VERSION = 2;
  private static final int MICROSECONDS = 6;

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final TextChunks output = new TextChunks();
  private long last;
  private boolean closed;

  /** Writes the header; {@code out} is closed by {@link #close}. */
  public CastWriter(OutputStream out, CastHeader header) throws IOException {
    this.out = out;
    line(json -> {
      json.writeStartObject();
      json.writeNumberProperty("version", VERSION);
      json.writeNumberProperty("width", header.columns());
      json.writeNumberProperty("height", header.rows());
      json.writeNumberProperty("timestamp", header.began().getEpochSecond());
      if (!header.title().isEmpty()) {
        json.writeStringProperty("title", header.title());
      }
      json.writeEndObject();
    });
  }

  /**
   * The guest printed {@code bytes[0..length)}; an incomplete character waits for its rest.
   *
   * @param nanos since the recording began
   */
  public void output(long nanos, byte[] bytes, int length) throws IOException {
    lock.lock();
    try {
      event(nanos, "o", output.next(bytes, 0, length));
    } finally {
      lock.unlock();
    }
  }

  /** Somebody typed {@code text}; secrets must be masked already. */
  public void input(long nanos, String text) throws IOException {
    lock.lock();
    try {
      event(nanos, "i", text);
    } finally {
      lock.unlock();
    }
  }

  /** The console ended; {@code reason} is empty for an orderly end. */
  public void closed(long nanos, String reason) throws IOException {
    lock.lock();
    try {
      event(nanos, "o", output.end());
      event(nanos, "m", CastEvent.Closed.MARK + (reason.isEmpty() ? "" : ": " + reason));
    } finally {
      lock.unlock();
    }
  }

  /** A note for a person, at its place in time. */
  public void marker(long nanos, String text) throws IOException {
    lock.lock();
    try {
      event(nanos, "m", text);
    } finally {
      lock.unlock();
    }
  }

  private void event(long nanos, String code, String text) throws IOException {
    if (text.isEmpty() || closed) {
      return;
    }
    last = Math.max(last, nanos);
    line(json -> {
      json.writeStartArray();
      json.writeNumber(BigDecimal.valueOf(last / 1000, MICROSECONDS));
      json.writeString(code);
      json.writeString(text);
      json.writeEndArray();
    });
  }

  private interface Content {
    void to(JsonGenerator json);
  }

  private void line(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.to(json);
    }
    bytes.write('\n');
    out.write(bytes.toByteArray());
  }

  /** Writes what was held back and closes the stream; does nothing the second time. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try (out) {
      event(last, "o", output.end());
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
