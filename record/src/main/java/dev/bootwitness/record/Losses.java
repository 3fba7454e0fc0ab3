package dev.bootwitness.record;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a record could not keep, one entry per subject, and the first entry that makes the run not
 * worth continuing. Thread-safe.
 */
final class Losses {

  /** The subject of a removal: there is one at most. */
  private static final String REMOVAL = "";

  private final Map<String, RecordFailure> failures = new ConcurrentHashMap<>();
  private volatile @Nullable RecordFailure first;

  /**
   * Something failed at this time.
   *
   * @param vital whether this alone makes the run not worth continuing; lack of room always does
   */
  void failed(String subject, Exception e, long nanos, boolean vital) {
    String reason = e instanceof IOException io ? FileTrouble.of(io) : e.toString();
    RecordFailure failure = RecordFailure.of(subject, reason, nanos);
    failures.merge(subject, failure, (before, now) -> before.until(now.from()));
    if (vital || failure.isOfRoom()) {
      lose(failure);
    }
  }

  /** Some or all of the record was removed. */
  void removed(String what, String after, long nanos) {
    RecordFailure failure = new RecordFailure(what, after, nanos, RecordFailure.TO_THE_END, true);
    failures.putIfAbsent(REMOVAL, failure);
    lose(failure);
  }

  private void lose(RecordFailure failure) {
    if (first == null) {
      first = failure;
    }
  }

  /** The first one that makes the run not worth continuing. */
  Optional<RecordFailure> first() {
    return Optional.ofNullable(first);
  }

  /** All of them in the order they began, except those that their file has recovered from. */
  List<RecordFailure> of(RecordFiles files) {
    return failures.values().stream()
        .filter(failure -> !files.isWhole(failure.subject()))
        .map(failure ->
            files.wentOn(failure.subject()) ? failure : failure.until(RecordFailure.TO_THE_END))
        .sorted(Comparator.comparingLong(RecordFailure::from))
        .toList();
  }
}
