package dev.bootwitness.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.function.UnaryOperator;

/**
 * Writes the events of a record that is made from others: they have their numbers and times, and
 * their secrets are blanked already. Not thread-safe.
 */
public final class RecordRewriter implements AutoCloseable {

  private final RunDirectory directory;
  private final OutputStream events;

  /**
   * Begins a record's events anew.
   *
   * @throws IOException when they cannot be written
   */
  public RecordRewriter(RunDirectory directory) throws IOException {
    this.directory = directory;
    this.events = new BufferedOutputStream(Files.newOutputStream(directory.events()));
  }

  /** Writes the next event. */
  public void append(StampedEvent event) throws IOException {
    events.write(JsonText.line(UnaryOperator.identity(), event));
  }

  /** Writes the record's verdict. */
  public void verdict(Verdict verdict) throws IOException {
    Files.write(directory.verdict(), JsonText.verdict(UnaryOperator.identity(), verdict));
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
