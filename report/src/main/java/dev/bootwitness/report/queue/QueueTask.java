package dev.bootwitness.report.queue;

import java.util.Optional;

/**
 * One item of a task queue's list.
 *
 * @param mark the number or bullet that it begins with
 * @param title its first line as words, for a person
 * @param marker what Bootwitness stores about it; empty when a person wrote it
 * @param damaged whether it has a marker that cannot be read
 * @param first its first line in the file, from 0
 * @param end the line after its last one
 * @param seenLine the line with the marker {@code seen}, or -1
 * @param doneLine the line with the marker {@code done}, or -1
 */
record QueueTask(
    ListMark mark,
    String title,
    Optional<Marker> marker,
    boolean damaged,
    int first,
    int end,
    int seenLine,
    int doneLine) {

  /** The fingerprint of what it is about; empty when a person wrote it. */
  String id() {
    return marker.map(m -> m.field("id")).orElse("");
  }
}
