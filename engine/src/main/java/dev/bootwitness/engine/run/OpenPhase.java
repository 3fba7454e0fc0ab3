package dev.bootwitness.engine.run;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordWriter;

/** A timed step in progress. For one thread; ends once. */
public final class OpenPhase implements AutoCloseable {

  private final RecordWriter record;
  private final String name;
  private final long began = System.nanoTime();
  private boolean ended;

  OpenPhase(RecordWriter record, String name) {
    this.record = record;
    this.name = name;
    record.append(new Event.PhaseStarted(name));
  }

  public boolean ended() {
    return ended;
  }

  public void end(boolean ok, String summary) {
    if (!ended) {
      ended = true;
      record.append(new Event.PhaseEnded(name, ok, (System.nanoTime() - began) / 1e9, summary));
    }
  }

  @Override
  public void close() {
    end(false, "");
  }
}
