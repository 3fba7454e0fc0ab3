package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises causes on the screen of a machine whose serial console is silent.
 *
 * <p>It reports what comes before a login only while the serial console has shown no kernel: later
 * the screen repeats the console. Text recognised in a picture may be wrong in every character, so
 * its patterns tolerate some errors, and no rule that needs a whole line is applied to it.
 */
final class ScreenDetector {

  /**
   * A kernel that writes to both writes to the serial line within a second of the screen (ttyS0 is
   * there from console_init on); emulated, within three.
   */
  private static final double SILENT = 5;

  /** The same if the screen shows that the boot is over, or did not reach a kernel. */
  private static final double SILENT_SINCE = 2;

  /** A countdown changes the screen every second. */
  private static final double STANDS = 10;

  /** GRUB writes its countdown with its menu. */
  private static final double STANDS_AS_TEXT = 1;

  /** Gettys start one after the other, and then the processors wait. */
  private static final double NO_OTHER_GETTY = 1;

  /**
   * A systemd that was told to be quiet shows after 25 s what it waits for (src/core/manager.c,
   * JOBS_IN_PROGRESS_QUIET_WAIT_USEC): a getty of this line may be ordered behind that.
   */
  private static final double NO_JOB = 28;

  /** A boot that has stopped on the screen: nothing new is shown, and the processors are idle. */
  private static final double STOPPED = 20;

  /** Kernel messages, and what user space prints on a console without one for serial. */
  private static final LinePattern PRINTK = Signs.of("screen-printk");

  /** Also with a kernel message after it. */
  private static final LinePattern LOGIN = Signs.of("screen-login");

  /** Autologin, as agetty reports it and as it may be read from a picture. */
  private static final LinePattern AUTOLOGIN = Signs.of("screen-autologin");

  private static final LinePattern SYSTEMD = Signs.of("screen-systemd");

  private static final LinePattern GRUB = Signs.of("screen-grub");
  private static final LinePattern GRUB_KEYS = Signs.of("screen-grub-keys");
  private static final LinePattern ISOLINUX_KEYS = Signs.of("screen-isolinux-keys");
  private static final LinePattern COUNTDOWN = Signs.of("screen-countdown");

  private final RuleEngine rules;

  /** What was on the screen of a machine that is silent on its serial console. */
  private Event.@Nullable ScreenSeen standing;

  ScreenDetector(RuleEngine rules) {
    this.rules = rules;
  }

  /** A finding and how much it weighs. */
  record Seen(FindingBuilder finding, Severity severity) {}

  /**
   * What the screen shows.
   *
   * @param serial the stage that the serial console shows
   * @param hushed whether the kernel writes to the serial line, and was told not to
   */
  List<Seen> look(Event.ScreenSeen screen, Stage serial, boolean hushed, Causes causes) {
    standing = screen.silent() < SILENT_SINCE ? null : screen;
    if (serial.compareTo(Stage.KERNEL) >= 0 || standing == null) {
      return List.of();
    }
    List<String> lines = screen.text().lines().toList();
    List<Seen> seen = new ArrayList<>();
    menu(lines)
        .filter(line -> stands(screen, line))
        .ifPresent(line -> seen.add(waits(causes, screen, line)));
    if (screen.silent() >= SILENT || screen.unchanged() >= STANDS_AS_TEXT) {
      seen.addAll(byRule(screen, lines, serial));
    }
    if (hushed || screen.silent() < SILENT) {
      return List.copyOf(seen);
    }
    kernel(lines, screen.exact())
        .ifPresent(line -> seen.add(seen(causes, "kernel/no-serial-console", screen, line)));
    if (screen.unchanged() >= STANDS) {
      login(lines).ifPresent(line -> seen.add(arrived(screen, line)));
    }
    return List.copyOf(seen);
  }

  /** Whether a menu has been visible so long that a countdown would have shown. */
  private static boolean stands(Event.ScreenSeen screen, String menu) {
    boolean asText = screen.exact() && GRUB.isIn(menu);
    return asText
        ? screen.unchanged() >= STANDS_AS_TEXT
        : screen.unchanged() >= STANDS && screen.silent() >= SILENT;
  }

  /**
   * What idle processors mean for the unchanged screen.
   *
   * @param hushed whether the kernel writes to the serial line, and was told not to
   * @param silence seconds for which the serial line has been silent
   */
  Optional<Seen> processors(
      Event.ProcessorsSeen seen, Stage serial, boolean hushed, double silence) {
    Event.ScreenSeen screen = standing;
    if (screen == null || serial.compareTo(Stage.LOGIN) >= 0 || !seen.motion().equals("idle")) {
      return Optional.empty();
    }
    List<String> lines = screen.text().lines().toList();
    if (hushed || serial.compareTo(Stage.KERNEL) >= 0) {
      return silence >= NO_JOB
          ? login(lines).map(found -> elsewhere(screen, found, silence))
          : Optional.empty();
    }
    Optional<String> line =
        screen.unchanged() >= STOPPED
            ? kernel(lines, screen.exact())
            : screen.unchanged() >= NO_OTHER_GETTY ? login(lines) : Optional.empty();
    return line.map(found -> arrived(screen, found));
  }

  private static Optional<String> login(List<String> lines) {
    return lines.stream().filter(line -> LOGIN.isIn(line) || AUTOLOGIN.isIn(line)).findFirst();
  }

  /** The line belongs to the kernel, and the logins have appeared on another. */
  private static Seen elsewhere(Event.ScreenSeen screen, String line, double silence) {
    String detail =
        ("the screen shows a login, but none came on this console, which has been silent for %.0f s;"
                + " the processors have nothing to do")
            .formatted(silence);
    return new Seen(
        FindingBuilder.about("console/no-getty", detail, "screen", quote(screen, line)),
        Severity.FATAL);
  }

  /** The whole system prints to the screen and has finished: waiting is pointless. */
  private static Seen arrived(Event.ScreenSeen screen, String line) {
    String what = LOGIN.isIn(line) ? "a login prompt" : "a boot that has stopped";
    String detail =
        "the serial console has been silent for %.0f s while the screen shows %s"
            .formatted(screen.silent(), what);
    return new Seen(
        FindingBuilder.about("kernel/no-serial-console", detail, "screen", quote(screen, line)),
        Severity.FATAL);
  }

  /**
   * GRUB shows its countdown as text; other loaders, and pictures, may have one that is not
   * visible.
   */
  private static Seen waits(Causes causes, Event.ScreenSeen screen, String line) {
    Seen seen = seen(causes, "loader/waiting-at-menu", screen, line);
    return screen.exact() && GRUB.isIn(line) ? new Seen(seen.finding(), Severity.FATAL) : seen;
  }

  private static Seen seen(Causes causes, String cause, Event.ScreenSeen screen, String line) {
    String detail =
        cause.startsWith("kernel/")
            ? "the serial console has been silent for %.0f s while the screen shows a running system"
            : "the boot menu on the screen has no countdown and has not changed for %.0f s";
    double seconds = cause.startsWith("kernel/") ? screen.silent() : screen.unchanged();
    return new Seen(
        FindingBuilder.about(cause, detail.formatted(seconds), "screen", quote(screen, line)),
        causes.get(cause).severity());
  }

  private List<Seen> byRule(Event.ScreenSeen screen, List<String> lines, Stage serial) {
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < lines.size() && screen.exact(); i++) {
      String line = lines.get(i);
      List<RuleMatch> matches = new ArrayList<>(rules.line(serial, line));
      if (i == lines.size() - 1) {
        matches.addAll(rules.prompt(serial, line));
      }
      for (RuleMatch match : matches) {
        FindingBuilder finding =
            FindingBuilder.about(
                    match.rule().cause(), match.detail(), "screen", quote(screen, line))
                .subject(match.subject());
        seen.add(
            new Seen(match.advice().map(finding::advice).orElse(finding), match.rule().severity()));
      }
    }
    return seen;
  }

  private static String quote(Event.ScreenSeen screen, String line) {
    return ConsoleText.quote(line) + (screen.file().isEmpty() ? "" : "  (" + screen.file() + ")");
  }

  /** A line that only a running kernel or what it started shows. */
  private static Optional<String> kernel(List<String> lines, boolean exact) {
    List<String> signs =
        lines.stream()
            .filter(line -> PRINTK.isIn(line) || LOGIN.isIn(line) || SYSTEMD.isIn(line))
            .toList();
    return signs.size() >= (exact ? 1 : 2) || signs.stream().anyMatch(LOGIN::isIn)
        ? Optional.of(signs.getLast())
        : Optional.empty();
  }

  private static Optional<String> menu(List<String> lines) {
    String all = String.join("\n", lines);
    boolean menu = (GRUB.isIn(all) && GRUB_KEYS.isIn(all)) || ISOLINUX_KEYS.isIn(all);
    return menu && !COUNTDOWN.isIn(all)
        ? lines.stream().filter(line -> !line.isBlank()).findFirst()
        : Optional.empty();
  }
}
