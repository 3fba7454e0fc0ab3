package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.record.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * What a console shows of the course of a boot besides its stages: a loader's menu, jobs that are
 * waited for, logins that are started and refused, the last target. Not thread-safe.
 */
final class BootSigns {
  private static final Pattern STATUS = Pattern.compile("^\\[ *(?:OK|FAILED|TIME|DEPEND) *\\] ");

  /** GRUB, ISOLINUX and its menu, systemd-boot. */
  private static final Pattern MENU =
      Pattern.compile(
          "Use the .* keys to select which entry|Press enter to boot the selected|Press \\[Tab\\] to edit options|Press (?:ENTER|Enter) to boot|\\(?h\\)?elp .*\\(?Q\\)?uit");

  private static final Pattern COUNTDOWN =
      Pattern.compile(
          "executed automatically in|Automatic boot in|Boot in \\d+ s|will boot automatically");

  private static final Pattern GETTY =
      Pattern.compile(
          "Started .*(?:Serial Getty on (\\w+)|serial-getty@(\\w+)\\.service|console-getty)");
  private static final Pattern MULTI_USER =
      Pattern.compile(
          "Reached target .*(?:Multi-User System|Graphical Interface|multi-user\\.target|graphical\\.target)");
  private static final Pattern STARTED_UP =
      Pattern.compile(
          "Startup finished in .*|^(?:procd: )?- init complete -|Reached target .*(?:Multi-User System|multi-user\\.target|Graphical Interface|graphical\\.target)|Started .*(?:Getty on tty\\w+|getty@tty\\w+\\.service)");
  private static final Pattern TTY =
      Pattern.compile("\\b(ttyS\\d+|ttyAMA\\d+|hvc\\d+|ttySIF\\d+)\\b");
  private static final Pattern JOB_RUNNING =
      Pattern.compile(
          "\\] (?:\\(\\d+ of \\d+\\) )?(?:A|Job) ?(?:start|stop|restart)? ?job is running for (.+?) \\(([^/)]+) ?/ ?([^)\\[]+)|\\] (?:\\(\\d+ of \\d+\\) )?Job (\\S+)/start running \\(([^/)]+) ?/ ?([^)\\[]+)");

  /**
   * Results of work that a guest was started for, in the forms of TAP, the kernel's own tests,
   * googletest and pytest: such a guest need not offer a login, and ends when it is done.
   */
  private static final Pattern WORK_DONE =
      Pattern.compile(
          "^(?:TAP version 1[34]$|(?:not )?ok [1-9]\\d*(?: |$)|1\\.\\.\\d+$|# (?:Totals|pass|fail|skip)\\b|\\S+:(?:OK|FAIL)$|#\\d+(?:/\\d+)? +\\S+:(?:OK|FAIL|SKIP)$|\\[  (?:PASSED|FAILED)  \\] \\d|=+ .*\\d+ (?:passed|failed).* =+$|exitcode=\\d+$|exit(?:ed with)? (?:status|code):? \\d+$|[\\w.:/-]{1,80} +(?:PASS|FAIL|SKIP)(?:ED)?$|autopkgtest \\[|@@@@ |(?:Tests run|Summary): )");

  /** What {@link #line} looks for, told apart from all other lines in one pass. */
  private static final LineSieve NOTICED =
      new LineSieve(
          Stream.of(GETTY, MULTI_USER, STARTED_UP, JOB_RUNNING, MENU, COUNTDOWN)
              .map(Pattern::pattern)
              .toList());

  /** The last job systemd said it was waiting for. */
  record StuckJob(String what, String elapsed, String limit, LogLine line) {}

  private boolean gettyStarted;
  private boolean startedUp;
  private @Nullable LogLine multiUser;
  private @Nullable StuckJob stuck;
  private @Nullable LogLine menu;
  private boolean countdown;
  private final LoginTalk talk = new LoginTalk();
  private @Nullable LoginTrouble loginTrouble;
  private String tty = "";
  private int results;

  /** A line of the console, at the stage it shows. */
  void line(LogLine line, String body, Stage stage) {
    if (body.contains("tty") || body.contains("hvc")) {
      Matcher name = TTY.matcher(body);
      tty = name.find() ? name.group(1) : tty;
    }
    results += WORK_DONE.matcher(body).find() ? 1 : 0;
    if (mayBeNoticed(body)) {
      notice(line, body, stage);
    } else if (stuck != null && STATUS.matcher(body).find()) {
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
      menu = MENU.matcher(body).find() ? line : menu;
      countdown |= COUNTDOWN.matcher(body).find();
    }
    gettyStarted |= GETTY.matcher(body).find();
    if (MULTI_USER.matcher(body).find()) {
      multiUser = line;
    }
    startedUp(body);
    Matcher job = JOB_RUNNING.matcher(body);
    if (job.find()) {
      boolean first = job.group(1) != null;
      stuck =
          new StuckJob(
              first ? job.group(1) : job.group(4),
              (first ? job.group(2) : job.group(5)).strip(),
              (first ? job.group(3) : job.group(6)).strip(),
              line);
    } else if (STATUS.matcher(body).find()) {
      stuck = null;
    }
  }

  /** A message of systemd, from the console or the journal. */
  void startedUp(String message) {
    startedUp |= STARTED_UP.matcher(message).find();
  }

  /** A line behind a login prompt, before there is a shell. */
  void atLogin(LogLine line) {
    LoginTrouble.of(line)
        .ifPresent(
            next -> loginTrouble = loginTrouble == null ? next : loginTrouble.followedBy(next));
  }

  /** A line that may be of a login's, or of what stands before it. */
  void talk(LogLine line, ConsoleText text) {
    talk.line(line, text).ifPresent(trouble -> loginTrouble = trouble);
  }

  /** Somebody has got a shell. */
  void shell() {
    loginTrouble = null;
    talk.shell();
  }

  /**
   * What kept somebody from a shell, if nobody got one afterwards.
   *
   * @param last the last line of the log
   */
  Optional<LoginTrouble> loginTrouble(@Nullable LogLine last) {
    Optional<LoginTrouble> asked = last == null ? Optional.empty() : talk.asks(last);
    return asked.or(() -> Optional.ofNullable(loginTrouble));
  }

  /** The line by which systemd reached the target that a boot is to reach. */
  @Nullable LogLine multiUser() {
    return multiUser;
  }

  @Nullable StuckJob stuck() {
    return stuck;
  }

  /** The menu of a loader that counts nothing down; null when there was none. */
  @Nullable LogLine waitingMenu() {
    return countdown ? null : menu;
  }

  /** Whether the guest was started for some work and has told its results. */
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
