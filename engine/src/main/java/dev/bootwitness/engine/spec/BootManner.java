package dev.bootwitness.engine.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * What happens to an image before it boots, and to its boot menu; how long its machine waits.
 *
 * @param inspect whether the image is read before it boots
 * @param menu whether a menu with a countdown is entered
 * @param patience how long the machine waits for room on the host while no other machine ends;
 *     empty for no limit
 */
public record BootManner(Inspect inspect, Menu menu, Optional<Duration> patience) {

  /** Read it and warn; enter a menu; wait without a limit. */
  public static final BootManner DEFAULT =
      new BootManner(Inspect.WARN, Menu.ENTER, Optional.empty());

  /** The same, waiting that long unless it has a limit already. */
  public BootManner waiting(Duration most) {
    return new BootManner(inspect, menu, patience.or(() -> Optional.of(most)));
  }

  /** What is done about what an image says before it boots. */
  public enum Inspect {
    /** It is reported. */
    WARN,
    /** It is reported, and ends the run if it would keep the boot from succeeding. */
    STRICT,
    /** The image is not read. */
    OFF
  }

  /** What is done about a boot menu with a countdown. */
  public enum Menu {
    /** Its default entry is started at once. */
    ENTER,
    /** Its countdown is awaited. */
    WAIT
  }
}
