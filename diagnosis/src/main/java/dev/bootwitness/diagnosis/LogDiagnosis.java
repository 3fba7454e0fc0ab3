package dev.bootwitness.diagnosis;

import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.diagnosis.log.JournalEntry;
import dev.bootwitness.diagnosis.log.JournalText;
import dev.bootwitness.diagnosis.log.LogForm;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.log.LogListener;
import dev.bootwitness.diagnosis.log.ShellPrompt;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Reads a saved log as the live run reads its console: sorts out who speaks in each line, and feeds
 * the {@link Diagnosis} with what the console said.
 *
 * <p>Behind a shell's first prompt a line belongs to commands, unless it is the kernel's or
 * systemd's own and of that moment; what commands printed goes to {@link GuestEvidence} and {@link
 * JournalWatch}. In a journal every line is an entry. Not thread-safe.
 */
final class LogDiagnosis implements LogListener {
  /** After a line that matters the next ones are read whatever is in them. */
  private static final int ATTENTION = 100;

  private static final int SESSION_ATTENTION = 4000;

  private static final Pattern STATUS = Pattern.compile("^\\[ *(?:OK|FAILED|TIME|DEPEND) *\\] ");

  /** What systemd logs before it says whether it is in an initrd (src/core/main.c). */
  private static final Pattern MANAGER =
      Pattern.compile(
          "running in system mode|: (?:Detected |Inserted module |Running in |RTC configured|Successfully )");

  private static final Pattern FIRMWARE =
      Pattern.compile("SeaBIOS \\(version|^UEFI firmware \\(version");
  private static final Pattern READS_LOGS =
      Pattern.compile(
          "\\b(?:dmesg|journalctl|cat|less|more|tail|head|grep|zcat|sed|awk|strings)\\b");

  /** Prints what the kernel said before. */
  private static final Pattern PRINTS_KERNEL_LOG =
      Pattern.compile("\\b(?:dmesg|journalctl)\\b|/var/log/|/dev/kmsg|\\.log\\b");

  /** The kernel spoke on the line of an idle prompt. */
  private static final Pattern KERNEL_BEHIND_PROMPT = Pattern.compile("^\\[ *\\d{1,9}\\.\\d{6}\\]");

  /** QEMU's own words, which it may say at any time. */
  private static final Pattern HOST_PROGRAM =
      Pattern.compile(
          "^(?:qemu-system-\\S+: |qemu: |KVM internal error|error: kvm run failed|ERROR:\\S+:\\d+:)");

  private static final Pattern ORDERLY =
      Pattern.compile(
          "The system will (?:power off|reboot|halt|suspend)|The system is going down|Reached target (?:\\S+ - )?(?:Power-Off|Reboot|Halt|System Power Off|System Reboot|System Halt|System Shutdown|Shutdown|Late Shutdown Services|Unmount All Filesystems)|Sent SIGTERM to all processes|Requesting system (?:poweroff|reboot|halt)|Power key pressed|is shutting down");
  private static final Pattern ENDS =
      Pattern.compile(
          "^reboot: (?:Power down|System halted|Restarting system|machine restart)|^(?:Power down|System halted|Restarting system)\\.$");
  private static final Pattern POWERS_OFF = Pattern.compile("[Pp]ower down|System halted");

  /** GRUB, ISOLINUX and its menu, systemd-boot. */
  private static final Pattern MENU =
      Pattern.compile(
          "Use the .* keys to select which entry|Press enter to boot the selected|Press \\[Tab\\] to edit options|Press (?:ENTER|Enter) to boot|\\(?h\\)?elp .*\\(?Q\\)?uit");

  private static final Pattern COUNTDOWN =
      Pattern.compile(
          "executed automatically in|Automatic boot in|Boot in \\d+ s|will boot automatically");

  private static final Pattern LOGIN_PROMPT = Pattern.compile("^([A-Za-z0-9][\\w.-]*) login:");

  private static final Pattern GETTY =
      Pattern.compile(
          "Started .*(?:Serial Getty on (\\w+)|serial-getty@(\\w+)\\.service|console-getty)");
  private static final Pattern MULTI_USER =
      Pattern.compile(
          "Reached target .*(?:Multi-User System|Graphical Interface|multi-user\\.target|graphical\\.target)");
  private static final Pattern STARTED_UP =
      Pattern.compile(
          "Startup finished in .*|Reached target .*(?:Multi-User System|multi-user\\.target|Graphical Interface|graphical\\.target)|Started .*(?:Getty on tty\\w+|getty@tty\\w+\\.service)");
  private static final Pattern TTY =
      Pattern.compile("\\b(ttyS\\d+|ttyAMA\\d+|hvc\\d+|ttySIF\\d+)\\b");
  private static final Pattern JOB_RUNNING =
      Pattern.compile(
          "\\] (?:\\(\\d+ of \\d+\\) )?(?:A|Job) ?(?:start|stop|restart)? ?job is running for (.+?) \\(([^/)]+) ?/ ?([^)\\[]+)|\\] (?:\\(\\d+ of \\d+\\) )?Job (\\S+)/start running \\(([^/)]+) ?/ ?([^)\\[]+)");

  /** What {@link #notice} looks for, told apart from all other lines in one pass. */
  private static final LineSieve NOTICED =
      new LineSieve(
          Stream.of(ORDERLY, ENDS, GETTY, MULTI_USER, STARTED_UP, JOB_RUNNING, MENU, COUNTDOWN)
              .map(Pattern::pattern)
              .toList());

  private final RuleEngine rules;
  private final LogForm form;
  private final Diagnosis diagnosis;
  private final LogSieves sieves;
  private final StageTracker tracker = new StageTracker();
  private final ShellPrompt prompts = new ShellPrompt();
  private final LogClock clock = new LogClock();
  private final HeldLines held = new HeldLines();
  private final LogEnd end = new LogEnd();
  private final RepeatedEnd repeated = new RepeatedEnd();
  private final GuestEvidence guest = new GuestEvidence();
  private final JournalWatch journal;
  private final List<Reached> reached = new ArrayList<>();
  private Session session = new Session();
  private boolean inSession;
  private boolean everInSession;
  private boolean dump;
  private boolean printsKernelLog;
  private boolean orderly;
  private boolean ended;
  private boolean gettyStarted;
  private boolean startedUp;
  private boolean poweredOn;
  private boolean allStamped = true;
  private long kernelLines;
  private boolean kernelNamed;
  private long lines;
  private long entries;
  private @Nullable LogLine multiUser;
  private @Nullable LogLine last;
  private @Nullable StuckJob stuck;
  private @Nullable LogLine menu;
  private boolean countdown;
  private @Nullable LoginTrouble loginTrouble;
  private String tty = "";

  /** A stage's first line, and the time of it. */
  record Reached(Stage stage, int boot, LogLine line, @Nullable Double at) {}

  /** The last job systemd said it was waiting for. */
  record StuckJob(String what, String elapsed, String limit, LogLine line) {}

  LogDiagnosis(RuleEngine rules, LogForm form) {
    this.rules = rules;
    this.form = form;
    this.diagnosis = new Diagnosis(rules);
    this.journal = new JournalWatch(rules);
    this.sieves = new LogSieves(rules);
  }

  @Override
  public @Nullable LineSieve sieve() {
    return sieves.of(inSession || form == LogForm.JOURNAL, prompts.learned());
  }

  @Override
  public int line(LogLine line) {
    last = line.text().isBlank() && !line.ended() ? last : line;
    JournalEntry entry = line.entry();
    if (entry != null) {
      return entry(line, entry);
    }
    if (form == LogForm.JOURNAL) {
      Optional<JournalEntry> read = JournalText.entry(line.text());
      return read.isPresent() ? entry(line, read.get()) : 0;
    }
    return consoleLine(line);
  }

  private int consoleLine(LogLine line) {
    lines++;
    end.line(line, ConsoleText.of(line.text()));
    boolean ends = !line.ended() || prompts.match(line, inSession).isPresent();
    if (!inSession && !ends && held.take(line, tracker)) {
      if (held.isReady()) {
        release();
      }
      return ATTENTION;
    }
    release();
    return read(line);
  }

  private void release() {
    held.release(tracker).forEach(this::read);
  }

  private int read(LogLine line) {
    ConsoleText text = ConsoleText.of(line.text());
    prompts.learn(line.text());
    Optional<ShellPrompt.Prompt> prompt = prompts.match(line, inSession);
    if (prompt.isPresent() && mayBePrompt(prompt.get())) {
      clock.line(line.seconds());
      String typed = prompt.get().command();
      if (!KERNEL_BEHIND_PROMPT.matcher(typed).find()) {
        prompt(line, prompt.get());
        return SESSION_ATTENTION;
      }
      prompt(line, new ShellPrompt.Prompt(prompt.get().text(), "", prompt.get().owner()));
      int behind = line.text().lastIndexOf(typed);
      text = ConsoleText.of(typed);
      line =
          new LogLine(
              line.number(), line.offset() + behind, typed, line.ended(), line.seconds(), null);
    }
    if (inSession && !speaksNow(line, text)) {
      clock.line(line.seconds());
      said(line);
      return ATTENTION;
    }
    Optional<JournalEntry> logged = inSession ? Optional.empty() : JournalText.entry(line.text());
    if (logged.isPresent()) {
      entries++;
      return entry(line, logged.get());
    }
    boolean ownTime = line.seconds() == null && text.stamped() && text.uptime() >= 0;
    clock.line(ownTime ? Double.valueOf(text.uptime()) : line.seconds());
    if (text.stamped()) {
      clock.uptime(text.uptime());
    }
    int before = diagnosis.log().size() + reached.size();
    console(line, text);
    return diagnosis.log().size() + reached.size() == before ? 0 : ATTENTION;
  }

  /** Loader and initramfs have prompts too, but none of a shell that commands are typed into. */
  private boolean mayBePrompt(ShellPrompt.Prompt prompt) {
    Stage stage = tracker.stage();
    return stage.compareTo(Stage.KERNEL) >= 0
        || stage == Stage.POWER_ON
        || prompts.learned().contains(prompt.text());
  }

  private void prompt(LogLine line, ShellPrompt.Prompt prompt) {
    if (inSession) {
      guest.ended(session, line);
    } else {
      inSession = true;
      if (!isRescueShell()) {
        everInSession = true;
        shellShown(line);
      }
    }
    dump = false;
    printsKernelLog = PRINTS_KERNEL_LOG.matcher(prompt.command()).find();
    session.command(prompt.command(), prompt.owner());
  }

  /** The shell an initrd or systemd opens when it cannot go on answers, but nobody logged in. */
  private boolean isRescueShell() {
    return tracker.stage().compareTo(Stage.LOGIN) < 0
        && (diagnosis.log().hasFatalStartingWith("initrd/")
            || diagnosis.log().hasFatalStartingWith("systemd/emergency"));
  }

  private void shellShown(LogLine line) {
    loginTrouble = null;
    if (tracker.stage().compareTo(Stage.LOGIN) < 0) {
      reach(new StageChange.Reached(Stage.LOGIN, line.text()), line);
      var _ = tracker.line("shell login: ");
    }
  }

  /** Whether a line behind a prompt is the machine's own word, and of now. */
  private boolean speaksNow(LogLine line, ConsoleText text) {
    if (FIRMWARE.matcher(text.body()).find()) {
      return true;
    }
    if (text.stamped()) {
      boolean banner = StageSigns.kernelBanner(text.body());
      boolean read = READS_LOGS.matcher(session.lastCommand()).find();
      if (banner && !read && (session.shutdownAsked() || ended)) {
        return true;
      }
      dump |= banner || printsKernelLog || !clock.isNow(text.uptime());
      return !dump && JournalText.entry(line.text()).isEmpty();
    }
    return STATUS.matcher(text.body()).find() || orderly || ended;
  }

  /** A line that a command printed. */
  private void said(LogLine line) {
    Optional<JournalEntry> entry = JournalText.entry(line.text());
    if (entry.isPresent()) {
      journal.entry(entry.get(), line);
      guest.journal(line, entry.get().message());
    }
    if (ORDERLY.matcher(line.text()).find()) {
      orderly = true;
    }
    session.output(line);
    guest.output(line);
  }

  /** A line that the console said. */
  private void console(LogLine line, ConsoleText text) {
    kernelLines += text.stamped() ? 1 : 0;
    kernelNamed |= StageSigns.kernelBanner(text.body());
    repeated.line(line, text);
    allStamped &= text.stamped() || text.body().isEmpty();
    if (clock.known() && !poweredOn) {
      poweredOn = true;
      feed(0, new Event.PoweredOn());
    }
    String body = text.body();
    boolean notable = mayBeNoticed(body);
    orderly |= notable && ORDERLY.matcher(body).find();
    if (tracker.stage() == Stage.POWER_ON || HOST_PROGRAM.matcher(body).find()) {
      rules.host(body).forEach(match -> host(match, line));
    }
    Optional<StageChange> change =
        line.ended() ? tracker.line(line.text()) : tracker.unfinished(line.text());
    change.ifPresent(now -> reach(now, line));
    noticeLogin(line, body);
    if (notable) {
      notice(line, body);
    } else if (stuck != null && STATUS.matcher(body).find()) {
      stuck = null;
    }
    boolean end = notable && ENDS.matcher(body).find();
    ended |= end;
    if (end && endIsWanted(body)) {
      return;
    }
    StampedEvent stamped = stamped(line);
    if (line.ended()) {
      var _ = diagnosis.accept(stamped);
    } else {
      diagnosis.unfinished(stamped).forEach(this::made);
      diagnosis.unrecordedLine(stamped).forEach(this::made);
    }
  }

  /**
   * A guest that was told to end does as it should; one that ends in order was told by somebody.
   */
  private boolean endIsWanted(String body) {
    if (session.shutdownAsked()) {
      return true;
    }
    boolean login = tracker.stage().compareTo(Stage.LOGIN) >= 0;
    return orderly && login && POWERS_OFF.matcher(body).find();
  }

  private static boolean mayBeNoticed(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean[] found = {NOTICED.unknown().length > 0};
    NOTICED.candidates(bytes, 0, bytes.length, pattern -> found[0] = true);
    return found[0];
  }

  private void noticeLogin(LogLine line, String body) {
    Matcher asked = LOGIN_PROMPT.matcher(body);
    if (body.contains("login:") && asked.find()) {
      prompts.loginAt(asked.group(1));
    }
    if (tracker.stage() == Stage.LOGIN && !inSession) {
      LoginTrouble.of(line)
          .ifPresent(
              next -> loginTrouble = loginTrouble == null ? next : loginTrouble.followedBy(next));
    }
    if (body.contains("tty") || body.contains("hvc")) {
      Matcher name = TTY.matcher(body);
      tty = name.find() ? name.group(1) : tty;
    }
  }

  private void notice(LogLine line, String body) {
    if (tracker.stage().compareTo(Stage.LOADER) <= 0) {
      menu = MENU.matcher(body).find() ? line : menu;
      countdown |= COUNTDOWN.matcher(body).find();
    }
    Matcher getty = GETTY.matcher(body);
    if (getty.find()) {
      gettyStarted = true;
    }
    if (MULTI_USER.matcher(body).find()) {
      multiUser = line;
    }
    startedUp |= STARTED_UP.matcher(body).find();
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

  private void host(RuleMatch match, LogLine line) {
    made(
        Findings.about(
                match.rule().cause().id(), match.detail(), "host", ConsoleText.quote(line.text()))
            .line(line.number(), line.offset())
            .finding());
  }

  private void reach(StageChange change, LogLine line) {
    boolean restart = change instanceof StageChange.Restarted;
    Stage stage =
        switch (change) {
          case StageChange.Reached(Stage to, String evidence) -> to;
          case StageChange.Restarted(Stage from, String evidence) -> from;
        };
    if (restart) {
      if (session.shutdownAsked()) {
        diagnosis.restartAsked();
      }
      if (inSession) {
        guest.ended(session, line);
      }
      inSession = false;
      session = new Session();
      dump = false;
      orderly = false;
      ended = false;
      clock.restarted();
    }
    feed(clock.nanos(), new Event.StageReached(stage, line.number(), line.text()));
    reached.add(new Reached(stage, diagnosis.facts().boot, line, clock.seconds()));
  }

  private int entry(LogLine line, JournalEntry entry) {
    Double seconds = line.seconds() == null ? JournalText.monotonic(entry) : line.seconds();
    clock.line(seconds);
    if (seconds != null && line.seconds() == null) {
      clock.uptime(seconds);
    }
    if (clock.known() && !poweredOn) {
      poweredOn = true;
      feed(0, new Event.PoweredOn());
    }
    journal.entry(entry, line);
    guest.journal(line, entry.message());
    if (entry.message().startsWith("pre-nixos: ")) {
      // What it announces on every console stands in the journal, too.
      var said = new LogLine(line.number(), line.offset(), entry.message(), true, seconds, entry);
      var _ = diagnosis.accept(stamped(said));
    }
    if (entry.byKernel() || entry.byInit()) {
      // The rules know systemd's words as it logs them to the console.
      String text = entry.byInit() ? "systemd[1]: " + entry.message() : entry.message();
      var own = new LogLine(line.number(), line.offset(), text, true, seconds, entry);
      tracker.line(text).ifPresent(change -> reach(change, own));
      if (tracker.stage() == Stage.POWER_ON) {
        reach(new StageChange.Reached(Stage.KERNEL, text), own);
        var _ = tracker.line("Linux version 0 (");
      }
      if (entry.byInit() && !MANAGER.matcher(text).find()) {
        tracker.managerAtWork(text).ifPresent(change -> reach(change, own));
      }
      startedUp |= STARTED_UP.matcher(entry.message()).find();
      orderly |= ORDERLY.matcher(entry.message()).find();
      if (!ENDS.matcher(entry.message()).find()) {
        var _ = diagnosis.accept(stamped(own));
      }
    }
    return 0;
  }

  private StampedEvent stamped(LogLine line) {
    return event(clock.nanos(), new Event.ConsoleLine(line.number(), line.offset(), line.text()));
  }

  private static StampedEvent event(long nanos, Event event) {
    return new StampedEvent(0, nanos, Instant.EPOCH, event);
  }

  private void feed(long nanos, Event event) {
    var _ = diagnosis.accept(event(nanos, event));
  }

  private void made(Finding finding) {
    feed(clock.nanos(), new Event.FindingMade(finding));
  }

  /** What there is to say when the log has ended. */
  Explanation explain(List<String> notes) {
    release();
    if (inSession && last != null) {
      guest.ended(session, last);
    }
    return new LogConclusion(this).explain(notes);
  }

  RuleEngine rules() {
    return rules;
  }

  LogForm form() {
    return form;
  }

  Diagnosis diagnosis() {
    return diagnosis;
  }

  GuestEvidence guest() {
    return guest;
  }

  JournalWatch journal() {
    return journal;
  }

  Session session() {
    return session;
  }

  List<Reached> reached() {
    return List.copyOf(reached);
  }

  @Nullable LogLine last() {
    return last;
  }

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

  /** What kept somebody from a shell, if nobody got one afterwards. */
  @Nullable LoginTrouble loginTrouble() {
    return loginTrouble;
  }

  boolean inSession() {
    return inSession;
  }

  boolean everInSession() {
    return everInSession;
  }

  boolean gettyStarted() {
    return gettyStarted;
  }

  boolean startedUp() {
    return startedUp;
  }

  /** Whether all of it is the kernel's log. */
  boolean onlyKernel() {
    return kernelLines > 0 && allStamped;
  }

  /** Whether the kernel itself has printed, and not only who loaded it. */
  boolean kernelSpoke() {
    return kernelLines > 0 || kernelNamed;
  }

  /** Whether nearly all of it is a journal, though it was not saved as one. */
  boolean onlyJournal() {
    return form == LogForm.JOURNAL
        || form == LogForm.JOURNAL_EXPORT
        || (entries > 0 && entries * 4 >= lines * 3);
  }

  LogEnd end() {
    return end;
  }

  /** The last line of a log that ends in one message without end. */
  Optional<LogLine> repeated() {
    return inSession ? Optional.empty() : repeated.line();
  }

  boolean ended() {
    return ended;
  }

  String tty() {
    return tty;
  }

  @Nullable Double seconds() {
    return clock.seconds();
  }
}
