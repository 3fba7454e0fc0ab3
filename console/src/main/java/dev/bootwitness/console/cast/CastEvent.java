package dev.bootwitness.console.cast;

/** One thing that happened on a recorded console. */
public sealed interface CastEvent {

  /** Nanoseconds since the recording began. */
  long nanos();

  /** The guest printed {@code text} (event code {@code o}). */
  record Output(long nanos, String text) implements CastEvent {}

  /** Somebody typed {@code text}, possibly masked (event code {@code i}). */
  record Input(long nanos, String text) implements CastEvent {}

  /**
   * The console ended, {@code reason} empty for an orderly end (a marker, code {@code m}, that
   * begins with {@value #MARK}). Recordings made by other programs have no such marker: they just
   * break off.
   */
  record Closed(long nanos, String reason) implements CastEvent {
    static final String MARK = "console closed";
  }
}
