package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who is at fault. */
public enum Fault {
  IMAGE,
  SPEC,
  HOST,
  HARNESS;

  /** The name in records and reports. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
