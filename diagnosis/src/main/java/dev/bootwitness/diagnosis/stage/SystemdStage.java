package dev.bootwitness.diagnosis.stage;

import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/**
 * Tells systemd in the initrd from systemd in the real root, which print the same lines.
 *
 * <p>The decisive ones (systemd, src/core/main.c and src/core/manager.c): "Running in initrd."
 * follows "running in system mode"; the greeting names the system from initrd-release, which dracut
 * marks with "dracut" or "Initramfs"; the target of the hand-over is called Switch Root. Where it
 * hides its log and greets by the name of the real system, or not at all, the units it names tell:
 * some are only in an initrd (units/initrd-*, dracut's modules), some only in the real root.
 */
public final class SystemdStage {
  private static final Pattern GREETING = Pattern.compile("^Welcome to (.+)!$");
  private static final Pattern INITRD_NAME = Pattern.compile("(?i)initramfs|initrd|dracut");
  private static final Pattern STATUS =
      Pattern.compile("^\\[ *(?:OK|FAILED|TIME|DEPEND|SKIP|INFO) *\\] ");
  private static final Pattern IN_INITRD =
      Pattern.compile("systemd\\[1\\]: Running in (?:initrd|initial RAM disk)");
  private static final Pattern NEW_MANAGER =
      Pattern.compile("systemd\\[1\\]: systemd .*running in system mode");

  /** What systemd logs behind what it says of the initrd, or would say if it were in one. */
  private static final Pattern BEHIND =
      Pattern.compile(
          "systemd\\[1\\]: (?:Hostname set to|Set hostname to|Queued start job|No hostname configured)");

  /** dracut's hooks as services (dracut, modules.d/98dracut-systemd). */
  private static final Pattern DRACUT =
      Pattern.compile(
          "^dracut-(?:cmdline|pre-udev|pre-trigger|initqueue|pre-mount|mount|pre-pivot)\\[\\d+\\]: ");

  private static final Pattern DRACUT_SHELL =
      Pattern.compile(
          "^Generating \"/run/initramfs/rdsosreport|^Entering emergency mode\\. Exit the shell to continue");
  private static final Pattern INITRD_UNIT =
      Pattern.compile(
          "[Ii]nitrd|/sysroot|sysroot[-.]|[Dd]racut|Switch Root|/sysusr|Ignition \\(|ostree-prepare-root");
  private static final Pattern REAL_UNIT =
      Pattern.compile(
          "getty|Getty|Login Prompts|Multi-User|multi-user\\.target|Graphical Interface|graphical\\.target|User Login Management|Permit User Sessions|Remount Root and Kernel|systemd-remount-fs|User and Session Slice|user\\.slice|Flush Journal to Persistent|D-Bus System Message Bus");
  private static final Pattern LEAVING =
      Pattern.compile("(?:Switching root|Switch Root|initrd-switch-root)");

  /** The patterns of which a line that says anything here matches one. */
  static List<String> texts() {
    return Stream.of(
            GREETING, STATUS, IN_INITRD, NEW_MANAGER, LEAVING, BEHIND, DRACUT, DRACUT_SHELL)
        .map(Pattern::pattern)
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

  /** Whether a manager has said that it runs, and so would say that it is in an initrd. */
  private boolean told;

  /**
   * Looks at a line.
   *
   * @param current the stage known before it
   * @param looksForRoot whether an initrd of another kind has been seen at work
   * @return the stage systemd is in, null when the line does not say
   */
  @Nullable Stage line(String body, Stage current, boolean looksForRoot) {
    if (IN_INITRD.matcher(body).find() || (place == Place.UNKNOWN && DRACUT.matcher(body).find())) {
      place = Place.INITRD;
      return Stage.INITRD;
    }
    if (isGreeting(body)) {
      return greeted(INITRD_NAME.matcher(body).find());
    }
    if (NEW_MANAGER.matcher(body).find()) {
      return newManager(current, looksForRoot);
    }
    if (place != Place.UNKNOWN && LEAVING.matcher(body).find()) {
      place = Place.LEAVING;
      return Stage.INITRD;
    }
    if (STATUS.matcher(body).find()) {
      return status(body, current);
    }
    return told && place == Place.UNKNOWN && BEHIND.matcher(body).find() ? Stage.USERSPACE : null;
  }

  private static boolean isGreeting(String body) {
    return GREETING.matcher(body).find() && !body.equals("Welcome to GRUB!");
  }

  private Stage status(String body, Stage current) {
    boolean early = current.compareTo(Stage.INITRD) <= 0;
    if (place == Place.UNKNOWN && early && INITRD_UNIT.matcher(body).find()) {
      place = Place.INITRD;
    } else if (place != Place.UNKNOWN && REAL_UNIT.matcher(body).find()) {
      place = Place.UNKNOWN;
    }
    return place == Place.UNKNOWN ? Stage.USERSPACE : Stage.INITRD;
  }

  /**
   * Whether a line is systemd's and nothing seen so far tells where it is; {@link #line} takes it
   * for the real root's.
   */
  boolean leavesOpen(String body, Stage current, boolean looksForRoot) {
    return place == Place.UNKNOWN
        && !told
        && !looksForRoot
        && current.compareTo(Stage.INITRD) <= 0
        && (isGreeting(body) || STATUS.matcher(body).find())
        && tells(body) == null;
  }

  /** Where systemd is by one line alone, null when it does not tell. */
  public static @Nullable Stage tells(String body) {
    if (isGreeting(body)) {
      return INITRD_NAME.matcher(body).find() ? Stage.INITRD : null;
    }
    if (IN_INITRD.matcher(body).find()
        || DRACUT.matcher(body).find()
        || DRACUT_SHELL.matcher(body).find()) {
      return Stage.INITRD;
    }
    if (!STATUS.matcher(body).find()) {
      return null;
    }
    return INITRD_UNIT.matcher(body).find()
        ? Stage.INITRD
        : REAL_UNIT.matcher(body).find() ? Stage.USERSPACE : null;
  }

  /** Where the manager is has become known by what comes later. */
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

  /** Whether the first one is in an initrd is only said by a later line. */
  private @Nullable Stage newManager(Stage current, boolean looksForRoot) {
    told = true;
    if (place == Place.UNKNOWN && !(current == Stage.INITRD && looksForRoot)) {
      return null;
    }
    place = Place.UNKNOWN;
    return Stage.USERSPACE;
  }
}
