package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.diagnosis.detect.NoGettyDetector;
import dev.bootwitness.diagnosis.guest.AwaitedJob;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.record.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;

/**
 * What a console shows about the course of a boot besides its stages: a loader's menu, awaited
 * jobs, started and refused logins, the last target. Not thread-safe.
 */
final class BootSigns {
  private static final LinePattern STATUS = Signs.of("boot-status");

  /** GRUB, ISOLINUX and its menu, systemd-boot. */
  private static final LinePattern MENU = Signs.of("boot-menu");

  private static final LinePattern COUNTDOWN = Signs.of("boot-countdown");

  private static final LinePattern STARTED_UP = Signs.of("boot-started-up");
  private static final LinePattern TTY = Signs.of("boot-tty");

  /**
   * Results of work that a guest was started for, in the forms of TAP, the kernel's own tests,
   * googletest and pytest: such a guest need not offer a login, and ends when it has finished.
   */
  private static final LinePattern WORK_DONE = Signs.of("boot-work-done");

  /** What {@link #line} looks for, distinguished from all other lines in one pass. */
  private static final LineSieve NOTICED =
      new LineSieve(
          Stream.concat(
                  NoGettyDetector.expressions().stream(),
                  Stream.of(STARTED_UP, AwaitedJob.line(), MENU, COUNTDOWN)
                      .flatMap(sign -> sign.texts().stream()))
              .toList());

  /** The last job that systemd reported waiting for, with the line that reports it. */
  record Awaited(AwaitedJob job, LogLine line) {}

  private final NoGettyDetector getty = new NoGettyDetector();
  private boolean startedUp;
  private @Nullable Awaited awaited;
  private @Nullable LogLine menu;
  private boolean countdown;
  private final RuleEngine rules;
  private final LoginTalk talk;
  private @Nullable LoginTrouble loginTrouble;
  private String tty = "";
  private int results;

  BootSigns(RuleEngine rules) {
    this.rules = rules;
    this.talk = new LoginTalk(rules);
  }

  /** A line of the console, at the stage it shows. */
  void line(LogLine line, String body, Stage stage) {
    if (body.contains("tty") || body.contains("hvc")) {
      Matcher name = TTY.matcher(body);
      tty = name.find() ? name.group(1) : tty;
    }
    results += WORK_DONE.isIn(body) ? 1 : 0;
    if (mayBeNoticed(body)) {
      notice(line, body, stage);
    } else if (awaited != null && STATUS.isIn(body)) {
      awaited = null;
    }
  }

  private static boolean mayBeNoticed(String body) {
    return NOTICED.mayMatch(body.getBytes(StandardCharsets.UTF_8));
  }

  private void notice(LogLine line, String body, Stage stage) {
    if (stage.compareTo(Stage.LOADER) <= 0) {
      menu = MENU.isIn(body) ? line : menu;
      countdown |= COUNTDOWN.isIn(body);
    }
    getty.line(body, line.number(), line.offset());
    startedUp(body);
    Optional<AwaitedJob> job = AwaitedJob.in(body);
    if (job.isPresent()) {
      awaited = new Awaited(job.get(), line);
    } else if (STATUS.isIn(body)) {
      awaited = null;
    }
  }

  /** A message of systemd, from the console or the journal. */
  void startedUp(String message) {
    startedUp |= STARTED_UP.isIn(message);
  }

  /** A line after a login prompt, before there is a shell. */
  void atLogin(LogLine line) {
    LoginTrouble.of(rules, line)
        .ifPresent(
            next -> loginTrouble = loginTrouble == null ? next : loginTrouble.followedBy(next));
  }

  /** A line that may belong to a login, or to what precedes it. */
  void talk(LogLine line, ConsoleText text) {
    talk.line(line, text).ifPresent(trouble -> loginTrouble = trouble);
  }

  /** Somebody has got a shell. */
  void shell() {
    loginTrouble = null;
    talk.shell();
  }

  /**
   * What prevented a shell, if none came afterwards.
   *
   * @param last the last line of the log
   */
  Optional<LoginTrouble> loginTrouble(@Nullable LogLine last) {
    Optional<LoginTrouble> asked = last == null ? Optional.empty() : talk.asks(last);
    return asked.or(() -> Optional.ofNullable(loginTrouble));
  }

  /** What systemd said about its last target and the logins it started. */
  NoGettyDetector getty() {
    return getty;
  }

  /** The job that systemd last reported waiting for; null when something went on after it. */
  @Nullable Awaited awaited() {
    return awaited;
  }

  /** The menu of a loader without a countdown; null when there was none. */
  @Nullable LogLine waitingMenu() {
    return countdown ? null : menu;
  }

  /** Whether the guest was started for some work and has reported its results. */
  boolean workDone() {
    return results >= 2;
  }

  boolean startedUp() {
    return startedUp;
  }

  String tty() {
    return tty;
  }
}
