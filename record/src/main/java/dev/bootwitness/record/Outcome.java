package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a run ended. */
public enum Outcome {
  /** Everything the spec asks for held. */
  PASSED,
  /** The image is at fault. */
  FAILED,
  /** The spec, the host or the harness is at fault: nothing is known about the image. */
  BROKEN,
  /** The evidence does not support a name. */
  INCONCLUSIVE,
  /** Somebody stopped the run. */
  INTERRUPTED;

  /** The name in records and reports. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
