package dev.bootwitness.diagnosis.stage;

import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes systemd in the initrd from systemd in the real root, which print the same lines.
 *
 * <p>The decisive ones (systemd, src/core/main.c and src/core/manager.c): "Running in initrd."
 * follows "running in system mode"; the greeting names the system from initrd-release, which dracut
 * marks with "dracut" or "Initramfs"; the target of the hand-over is called Switch Root. Where it
 * hides its log and greets by the name of the real system, or not at all, the units it names
 * decide: some are only in an initrd (units/initrd-*, dracut's modules), some only in the real
 * root.
 */
public final class SystemdStage {
  private static final LinePattern GREETING = Signs.of("systemd-greeting");
  private static final LinePattern INITRD_NAME = Signs.of("systemd-initrd-name");
  private static final LinePattern STATUS = Signs.of("systemd-status");
  private static final LinePattern IN_INITRD = Signs.of("systemd-in-initrd");
  private static final LinePattern NEW_MANAGER = Signs.of("systemd-new-manager");

  /**
   * What systemd logs after its report about the initrd, or the place where it would report one.
   */
  private static final LinePattern BEHIND = Signs.of("systemd-behind");

  /** dracut's hooks as services (dracut, modules.d/98dracut-systemd). */
  private static final LinePattern DRACUT = Signs.of("systemd-dracut");

  private static final LinePattern DRACUT_SHELL = Signs.of("systemd-dracut-shell");
  private static final LinePattern INITRD_UNIT = Signs.of("systemd-initrd-unit");
  private static final LinePattern REAL_UNIT = Signs.of("systemd-real-unit");
  private static final LinePattern LEAVING = Signs.of("systemd-leaving");

  /** The patterns: every line that means anything here matches one of them. */
  static List<String> texts() {
    return Stream.of(
            GREETING, STATUS, IN_INITRD, NEW_MANAGER, LEAVING, BEHIND, DRACUT, DRACUT_SHELL)
        .flatMap(sign -> sign.texts().stream())
        .toList();
  }

  /** Where the manager that prints is. */
  private enum Place {
    UNKNOWN,
    INITRD,
    /** In the initrd, whose greeting has been seen. */
    INITRD_GREETED,
    /** Still in the initrd; the next greeting is the real root's. */
    LEAVING
  }

  private Place place = Place.UNKNOWN;

  /** Whether a manager has reported that it runs, and so would have reported being in an initrd. */
  private boolean told;

  /**
   * Looks at a line.
   *
   * @param current the stage known before it
   * @param looksForRoot whether an initrd of another kind has been seen at work
   * @return the stage systemd is in, null when the line does not show it
   */
  @Nullable Stage line(String body, Stage current, boolean looksForRoot) {
    if (IN_INITRD.isIn(body) || (place == Place.UNKNOWN && DRACUT.isIn(body))) {
      place = Place.INITRD;
      return Stage.INITRD;
    }
    if (isGreeting(body)) {
      return greeted(INITRD_NAME.isIn(body));
    }
    if (NEW_MANAGER.isIn(body)) {
      return newManager(current, looksForRoot);
    }
    if (place != Place.UNKNOWN && LEAVING.isIn(body)) {
      place = Place.LEAVING;
      return Stage.INITRD;
    }
    if (STATUS.isIn(body)) {
      return status(body, current);
    }
    return told && place == Place.UNKNOWN && BEHIND.isIn(body) ? Stage.USERSPACE : null;
  }

  private static boolean isGreeting(String body) {
    return GREETING.isIn(body) && !body.equals("Welcome to GRUB!");
  }

  private Stage status(String body, Stage current) {
    boolean early = current.compareTo(Stage.INITRD) <= 0;
    if (place == Place.UNKNOWN && early && INITRD_UNIT.isIn(body)) {
      place = Place.INITRD;
    } else if (place != Place.UNKNOWN && REAL_UNIT.isIn(body)) {
      place = Place.UNKNOWN;
    }
    return place == Place.UNKNOWN ? Stage.USERSPACE : Stage.INITRD;
  }

  /**
   * Whether a line is systemd's and nothing seen so far shows where it is; {@link #line} takes it
   * for the real root's.
   */
  boolean leavesOpen(String body, Stage current, boolean looksForRoot) {
    return place == Place.UNKNOWN
        && !told
        && !looksForRoot
        && current.compareTo(Stage.INITRD) <= 0
        && (isGreeting(body) || STATUS.isIn(body))
        && tells(body) == null;
  }

  /** Where systemd is according to one line alone; null when the line does not show it. */
  public static @Nullable Stage tells(String body) {
    if (isGreeting(body)) {
      return INITRD_NAME.isIn(body) ? Stage.INITRD : null;
    }
    if (IN_INITRD.isIn(body) || DRACUT.isIn(body) || DRACUT_SHELL.isIn(body)) {
      return Stage.INITRD;
    }
    if (!STATUS.isIn(body)) {
      return null;
    }
    return INITRD_UNIT.isIn(body) ? Stage.INITRD : REAL_UNIT.isIn(body) ? Stage.USERSPACE : null;
  }

  /** A later line has shown where the manager is. */
  void isIn(Stage stage) {
    place = stage == Stage.INITRD ? Place.INITRD : Place.UNKNOWN;
    told = true;
  }

  private Stage greeted(boolean namesInitrd) {
    if (namesInitrd || place == Place.INITRD) {
      place = Place.INITRD_GREETED;
      return Stage.INITRD;
    }
    place = Place.UNKNOWN;
    return Stage.USERSPACE;
  }

  /** Only a later line shows whether the first one is in an initrd. */
  private @Nullable Stage newManager(Stage current, boolean looksForRoot) {
    told = true;
    if (place == Place.UNKNOWN && !(current == Stage.INITRD && looksForRoot)) {
      return null;
    }
    place = Place.UNKNOWN;
    return Stage.USERSPACE;
  }
}
