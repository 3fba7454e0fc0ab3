package dev.bootwitness.serve.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes server-sent events (HTML Standard, 9.2). Data is JSON, so it has no line end. For one
 * thread.
 */
public final class EventWriter {

  private final OutputStream out;

  /** Begins a stream; a browser that loses it comes back after two seconds. */
  public EventWriter(OutputStream out) throws IOException {
    this.out = out;
    write("retry: 2000\n\n");
  }

  /**
   * Sends an event.
   *
   * @throws IOException when the reader is gone
   */
  public void event(String name, String json) throws IOException {
    write("event: " + name + "\ndata: " + json + "\n\n");
  }

  /**
   * Sends nothing that a page would notice: only a write shows whether the reader is still there.
   */
  public void sign() throws IOException {
    write(":\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
