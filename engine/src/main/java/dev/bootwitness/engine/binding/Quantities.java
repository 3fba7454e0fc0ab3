package dev.bootwitness.engine.binding;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.safere.Matcher;
import org.safere.Pattern;

/** Sizes and durations as people write them. */
final class Quantities {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}) ?(MiB|GiB|TiB|M|G|T)");
  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,3})?) ?(ms|s|m|min|h)");

  private Quantities() {}

  /** Bytes of e.g. {@code 2GiB}; M, G and T mean the same as MiB, GiB and TiB, as in QEMU. */
  public static OptionalLong size(String text) {
    Matcher m = SIZE.matcher(text);
    if (!m.matches()) {
      return OptionalLong.empty();
    }
    long unit =
        switch (String.valueOf(m.group(2)).charAt(0)) {
          case 'M' -> 1L << 20;
          case 'G' -> 1L << 30;
          default -> 1L << 40;
        };
    long count = Long.parseLong(m.group(1));
    return count > 0 && count <= Long.MAX_VALUE / unit
        ? OptionalLong.of(count * unit)
        : OptionalLong.empty();
  }

  /** E.g. {@code 90s}, {@code 2m}, {@code 1.5s}; never zero. */
  public static Optional<Duration> duration(String text) {
    Matcher m = DURATION.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    double unitMillis =
        switch (String.valueOf(m.group(2))) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "h" -> 3_600_000;
          default -> 60_000;
        };
    long millis = Math.round(Double.parseDouble(m.group(1)) * unitMillis);
    return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
  }
}
