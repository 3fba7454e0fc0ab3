package dev.bootwitness.serve.live;

import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;

/** A record that grows, and the state of its run. For one thread. */
final class FollowedRecord {

  private final RunDirectory record;
  private final RecordReader reader;
  private LiveState state;
  private long read = -1;

  FollowedRecord(RunDirectory record, Instant now) {
    this.record = record;
    this.reader = new RecordReader(record);
    this.state = LiveState.of(record.id(), now);
  }

  RunDirectory record() {
    return record;
  }

  LiveState state() {
    return state;
  }

  /** Reads what was added; a record that cannot be read now stays as it was. */
  LiveState follow() {
    try {
      long size = Files.exists(record.events()) ? Files.size(record.events()) : 0;
      if (size != read) {
        read = size;
        reader.read(event -> state = state.after(event));
      }
    } catch (IOException e) {
      read = -1; // the next time
    }
    return state;
  }
}
