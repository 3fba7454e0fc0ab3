package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.console.expect.LineSieve;
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

  private static final LinePattern GETTY = Signs.of("boot-getty");
  private static final LinePattern MULTI_USER = Signs.of("boot-multi-user");
  private static final LinePattern STARTED_UP = Signs.of("boot-started-up");
  private static final LinePattern TTY = Signs.of("boot-tty");
  private static final LinePattern JOB_RUNNING = Signs.of("boot-job-running");

  /**
   * Results of work that a guest was started for, in the forms of TAP, the kernel's own tests,
   * googletest and pytest: such a guest need not offer a login, and ends when it has finished.
   */
  private static final LinePattern WORK_DONE = Signs.of("boot-work-done");

  /** What {@link #line} looks for, distinguished from all other lines in one pass. */
  private static final LineSieve NOTICED =
      new LineSieve(
          Stream.of(GETTY, MULTI_USER, STARTED_UP, JOB_RUNNING, MENU, COUNTDOWN)
              .flatMap(sign -> sign.texts().stream())
              .toList());

  /** The last job that systemd reported waiting for. */
  record StuckJob(String what, String elapsed, String limit, LogLine line) {}

  private boolean gettyStarted;
  private boolean startedUp;
  private @Nullable LogLine multiUser;
  private @Nullable StuckJob stuck;
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
    } else if (stuck != null && STATUS.isIn(body)) {
      stuck = null;
    }
  }

  private static boolean mayBeNoticed(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean[] found = {NOTICED.unknown().length > 0};
    NOTICED.candidates(bytes, 0, bytes.length, pattern -> found[0] = true);
    return found[0];
  }

  private void notice(LogLine line, String body, Stage stage) {
    if (stage.compareTo(Stage.LOADER) <= 0) {
      menu = MENU.isIn(body) ? line : menu;
      countdown |= COUNTDOWN.isIn(body);
    }
    gettyStarted |= GETTY.isIn(body);
    if (MULTI_USER.isIn(body)) {
      multiUser = line;
    }
    startedUp(body);
    Optional<Matcher> job = JOB_RUNNING.find(body);
    if (job.isPresent()) {
      Matcher of = job.get();
      stuck = new StuckJob(of.group(1), of.group(2).strip(), of.group(3).strip(), line);
    } else if (STATUS.isIn(body)) {
      stuck = null;
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

  /** The line in which systemd reached the target of the boot. */
  @Nullable LogLine multiUser() {
    return multiUser;
  }

  @Nullable StuckJob stuck() {
    return stuck;
  }

  /** The menu of a loader without a countdown; null when there was none. */
  @Nullable LogLine waitingMenu() {
    return countdown ? null : menu;
  }

  /** Whether the guest was started for some work and has reported its results. */
  boolean workDone() {
    return results >= 2;
  }

  boolean gettyStarted() {
    return gettyStarted;
  }

  boolean startedUp() {
    return startedUp;
  }

  String tty() {
    return tty;
  }
}
