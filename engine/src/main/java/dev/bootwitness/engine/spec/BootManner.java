package dev.bootwitness.engine.spec;

/**
 * What happens to an image before it boots, and to its boot menu.
 *
 * @param inspect whether the image is read before it boots
 * @param menu whether a menu with a countdown is entered
 */
public record BootManner(Inspect inspect, Menu menu) {

  /** Read it and warn; enter a menu. */
  public static final BootManner DEFAULT = new BootManner(Inspect.WARN, Menu.ENTER);

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
