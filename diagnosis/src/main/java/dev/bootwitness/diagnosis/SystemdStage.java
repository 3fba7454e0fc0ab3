package dev.bootwitness.diagnosis;

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
 * marks with "dracut" or "Initramfs"; the target of the hand-over is called Switch Root. A systemd
 * that hides its log and greets in the initrd by the name of the real system cannot be told apart.
 */
final class SystemdStage {
  private static final Pattern GREETING = Pattern.compile("^Welcome to (.+)!$");
  private static final Pattern INITRD_NAME = Pattern.compile("(?i)initramfs|initrd|dracut");
  private static final Pattern STATUS =
      Pattern.compile("^\\[ *(?:OK|FAILED|TIME|DEPEND|SKIP|INFO) *\\] ");
  private static final Pattern IN_INITRD =
      Pattern.compile("systemd\\[1\\]: Running in (?:initrd|initial RAM disk)");
  private static final Pattern NEW_MANAGER =
      Pattern.compile("systemd\\[1\\]: systemd .*running in system mode");
  private static final Pattern LEAVING =
      Pattern.compile("(?:Switching root|Switch Root|initrd-switch-root)");

  /** The patterns of which a line that says anything here matches one. */
  static List<String> texts() {
    return Stream.of(GREETING, STATUS, IN_INITRD, NEW_MANAGER, LEAVING)
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

  /**
   * Looks at a line.
   *
   * @param current the stage known before it
   * @return the stage systemd is in, null when the line does not say
   */
  @Nullable Stage line(String body, Stage current) {
    if (IN_INITRD.matcher(body).find()) {
      place = Place.INITRD;
      return Stage.INITRD;
    }
    var greeting = GREETING.matcher(body);
    if (greeting.find() && !body.equals("Welcome to GRUB!")) {
      return greeted(INITRD_NAME.matcher(body).find());
    }
    if (NEW_MANAGER.matcher(body).find()) {
      return newManager(current);
    }
    if (place != Place.UNKNOWN && LEAVING.matcher(body).find()) {
      place = Place.LEAVING;
      return Stage.INITRD;
    }
    if (STATUS.matcher(body).find()) {
      return place == Place.UNKNOWN ? Stage.USERSPACE : Stage.INITRD;
    }
    return null;
  }

  private Stage greeted(boolean namesInitrd) {
    if (namesInitrd || place == Place.INITRD) {
      place = Place.INITRD_GREETED;
      return Stage.INITRD;
    }
    place = Place.UNKNOWN;
    return Stage.USERSPACE;
  }

  /** Whether this one is in an initrd is only said by its next line. */
  private @Nullable Stage newManager(Stage current) {
    if (place == Place.UNKNOWN && current != Stage.INITRD) {
      return null;
    }
    place = Place.UNKNOWN;
    return Stage.USERSPACE;
  }
}
