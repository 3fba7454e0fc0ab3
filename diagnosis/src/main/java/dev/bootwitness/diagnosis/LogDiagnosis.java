package dev.bootwitness.diagnosis;

import dev.bootwitness.diagnosis.log.JournalEntry;
import dev.bootwitness.diagnosis.log.JournalText;
import dev.bootwitness.diagnosis.log.LineFilter;
import dev.bootwitness.diagnosis.log.LogForm;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.log.LogListener;
import dev.bootwitness.diagnosis.log.ShellPrompt;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** What systemd logs before it says whether it is in an initrd (src/core/main.c). */
  private static final Pattern MANAGER =
      Pattern.compile(
          "running in system mode|: (?:Detected |Inserted module |Running in |RTC configured|Successfully )");

  /** The kernel spoke on the line of an idle prompt. */
  private static final Pattern KERNEL_BEHIND_PROMPT = Pattern.compile("^\\[ *\\d{1,9}\\.\\d{6}\\]");

  /** QEMU's own words, which it may say at any time. */
  private static final Pattern HOST_PROGRAM =
      Pattern.compile(
          "^(?:qemu-system-\\S+: |qemu: |KVM internal error|error: kvm run failed|ERROR:\\S+:\\d+:)");

  private static final Pattern LOGIN_PROMPT = Pattern.compile("^([A-Za-z0-9][\\w.-]*) login:");

  private static final Pattern LOGGED_IN =
      Pattern.compile("(?i)^(?:root )?login (?:on|by)\\b|session opened for user");

  private final RuleEngine rules;
  private final LogForm form;
  private final boolean driven;
  private final Diagnosis diagnosis;
  private final LogFilters filters;
  private final StageTracker tracker = new StageTracker();
  private final ShellPrompt prompts = new ShellPrompt();
  private final LogClock clock = new LogClock();
  private final HeldLines held = new HeldLines();
  private final HarnessTrace harness = new HarnessTrace();
  private final LineKinds kinds = new LineKinds();
  private final BootSigns signs = new BootSigns();
  private final OwnWord own = new OwnWord();
  private final LogEnd end = new LogEnd();
  private final Transcript transcript = new Transcript();
  private final RepeatedEnd repeated = new RepeatedEnd();
  private final GuestEvidence guest = new GuestEvidence();
  private final NestedConsole nested = new NestedConsole();
  private final JournalWatch journal;
  private final List<Reached> reached = new ArrayList<>();
  private Session session = new Session();
  private boolean inSession;
  private boolean everInSession;
  private boolean poweredOn;
  private @Nullable LogLine last;

  /** A stage's first line, and the time of it. */
  record Reached(Stage stage, int boot, LogLine line, @Nullable Double at) {}

  /**
   * Reads a log of that form.
   *
   * @param driven whether a test driver works the machine, by a way of its own beside the console
   */
  LogDiagnosis(RuleEngine rules, LogForm form, boolean driven) {
    this.driven = driven;
    this.rules = rules;
    this.form = form;
    this.diagnosis = new Diagnosis(rules);
    this.journal = new JournalWatch(rules);
    this.filters = new LogFilters(rules);
  }

  @Override
  public @Nullable LineFilter filter() {
    return filters.of(inSession || form == LogForm.JOURNAL, prompts.learned());
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

  /** Somebody else's word in the same log: perhaps that the recording was ended. */
  void overheard(LogLine line) {
    end.line(line, ConsoleText.of(line.text()));
  }

  @Override
  public void recordedUntil(double seconds) {
    end.recordedUntil(seconds);
  }

  private int consoleLine(LogLine line) {
    Optional<Transcript.Part> part = Transcript.part(line);
    if (part.isPresent()) {
      transcript.add(part.get());
      return part.get().sent() ? 0 : consoleText(part.get().line());
    }
    return consoleText(line);
  }

  private int consoleText(LogLine line) {
    ConsoleText text = ConsoleText.of(line.text());
    kinds.line();
    end.line(line, text);
    if (!inSession && line.ended() && harness.take(line, text)) {
      return ATTENTION;
    }
    releaseTrace();
    return fromTheConsole(line, text);
  }

  private void releaseTrace() {
    for (LogLine line : harness.release()) {
      var _ = fromTheConsole(line, ConsoleText.of(line.text()));
    }
  }

  private int fromTheConsole(LogLine line, ConsoleText text) {
    Optional<ShellPrompt.Prompt> prompt = prompts.match(line, inSession);
    boolean ends = inSession || !line.ended() || prompt.isPresent();
    if (!ends && held.take(line, text, tracker)) {
      if (held.isReady()) {
        release();
      }
      return ATTENTION;
    }
    release();
    return read(line, text);
  }

  private void release() {
    for (LogLine line : held.release(tracker)) {
      var _ = read(line, ConsoleText.of(line.text()));
    }
  }

  private int read(LogLine line, ConsoleText text) {
    prompts.learn(line.text());
    Optional<ShellPrompt.Prompt> prompt = prompts.match(line, inSession);
    if (prompt.isEmpty() || !mayBePrompt(prompt.get())) {
      return spoken(line, text);
    }
    clock.line(line.seconds());
    String typed = prompt.get().command();
    if (!KERNEL_BEHIND_PROMPT.matcher(typed).find()) {
      prompt(line, prompt.get());
      return SESSION_ATTENTION;
    }
    prompt(line, new ShellPrompt.Prompt(prompt.get().text(), "", prompt.get().owner()));
    long at = line.offset() + line.text().lastIndexOf(typed);
    return spoken(line.from((int) (at - line.offset()), typed), ConsoleText.of(typed));
  }

  /** A line that is no prompt: of a command, a journal or the console. */
  private int spoken(LogLine line, ConsoleText text) {
    if (inSession && !own.is(line, text, session, clock)) {
      clock.line(line.seconds());
      said(line);
      return ATTENTION;
    }
    Optional<JournalEntry> logged = inSession ? Optional.empty() : JournalText.entry(line.text());
    if (logged.isPresent()) {
      kinds.entry();
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
    own.command(prompt.command());
    session.command(prompt.command(), prompt.owner());
  }

  /** The shell an initrd or systemd opens when it cannot go on answers, but nobody logged in. */
  private boolean isRescueShell() {
    return tracker.stage().compareTo(Stage.LOGIN) < 0
        && (diagnosis.log().hasFatalStartingWith("initrd/")
            || diagnosis.log().hasFatalStartingWith("systemd/emergency"));
  }

  private void shellShown(LogLine line) {
    signs.shell();
    if (tracker.stage().compareTo(Stage.LOGIN) < 0) {
      reach(new StageChange.Reached(Stage.LOGIN, line.text()), line);
      var _ = tracker.line("shell login: ");
    }
  }

  /** A line that a command printed. */
  private void said(LogLine line) {
    Optional<JournalEntry> entry = JournalText.entry(line.text());
    if (entry.isPresent() && !session.readsOldLogs()) {
      journal.entry(entry.get(), line);
      guest.journal(line, entry.get().message());
    }
    own.orderly(line.text());
    session.output(line);
    guest.output(line);
  }

  /** A line that the console said. */
  private void console(LogLine line, ConsoleText text) {
    kinds.console(text);
    repeated.line(line, text);
    if (clock.known() && !poweredOn) {
      poweredOn = true;
      feed(0, new Event.PoweredOn());
    }
    String body = text.body();
    if (body.contains("Starting new kernel")) {
      // kernel/kexec_core.c; in a log nobody is to say whether it was to be, and mostly a loader
      // does it.
      diagnosis.restartAsked();
    }
    own.orderly(body);
    if (tracker.stage() == Stage.POWER_ON
        || (!text.stamped() && HOST_PROGRAM.matcher(body).find())) {
      rules.host(body).forEach(match -> host(match, line));
    }
    Optional<StageChange> change =
        line.ended() ? tracker.line(line.text()) : tracker.unfinished(line.text());
    change.ifPresent(now -> reach(now, line));
    login(line, body);
    signs.line(line, body, tracker.stage());
    boolean mayEnd = tracker.stage().compareTo(Stage.LOGIN) >= 0 || signs.workDone();
    if (own.endsAsTold(body, session, mayEnd, signs.workDone())) {
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

  private void login(LogLine line, String body) {
    Matcher asked = LOGIN_PROMPT.matcher(body);
    if (body.contains("login:") && asked.find()) {
      prompts.loginAt(asked.group(1));
    }
    if (tracker.stage() == Stage.LOGIN && !inSession) {
      signs.atLogin(line);
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
      own.restarted();
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
      var said = new LogLine(line.number(), line.offset(), text, true, seconds, entry);
      tracker.line(text).ifPresent(change -> reach(change, said));
      if (tracker.stage() == Stage.POWER_ON) {
        reach(new StageChange.Reached(Stage.KERNEL, text), said);
        var _ = tracker.line("Linux version 0 (");
      }
      if (entry.byInit() && !MANAGER.matcher(text).find()) {
        tracker.managerAtWork(text).ifPresent(change -> reach(change, said));
      }
      signs.startedUp(entry.message());
      own.orderly(entry.message());
      if (!OwnWord.ends(entry.message())) {
        var _ = diagnosis.accept(stamped(said));
      }
    } else if (nested.isConsole(entry)) {
      var said = new LogLine(line.number(), line.offset(), entry.message(), true, seconds, null);
      console(said, ConsoleText.of(entry.message()));
    } else if (entry.identifier().startsWith("dracut")) {
      String text = entry.identifier() + "[" + entry.pid() + "]: " + entry.message();
      var said = new LogLine(line.number(), line.offset(), text, true, seconds, entry);
      tracker.line(text).ifPresent(change -> reach(change, said));
      var _ = diagnosis.accept(stamped(said));
    } else if (entry.identifier().equals("procd")) {
      signs.startedUp(entry.message());
    } else if (entry.identifier().equals("init")) {
      var _ = diagnosis.accept(stamped(line.from(0, "init: " + entry.message())));
    } else if (entry.identifier().equals("login")) {
      loginSaid(line, entry, seconds);
    }
    return 0;
  }

  /** What login (shadow-utils, util-linux, busybox) logs of somebody at a console. */
  private void loginSaid(LogLine line, JournalEntry entry, @Nullable Double seconds) {
    var said = new LogLine(line.number(), line.offset(), entry.message(), true, seconds, entry);
    if (LOGGED_IN.matcher(entry.message()).find()) {
      shellShown(line);
    } else {
      signs.atLogin(said);
      var _ = diagnosis.accept(stamped(said));
    }
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
    releaseTrace();
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

  boolean driven() {
    return driven;
  }

  boolean inSession() {
    return inSession;
  }

  boolean everInSession() {
    return everInSession;
  }

  /** Whether nearly all of it is a journal, though it may not have been saved as one. */
  boolean onlyJournal() {
    return switch (form) {
      case JOURNAL, JOURNAL_EXPORT, JOURNAL_JSON -> true;
      case CONSOLE, TYPESCRIPT, ASCIICAST, LAVA -> kinds.onlyJournal();
    };
  }

  LineKinds kinds() {
    return kinds;
  }

  BootSigns signs() {
    return signs;
  }

  /** The first reply that stands under another command than its own, when they all do. */
  Optional<LogLine> misattributed() {
    return session.misattributed().or(transcript::misattributed);
  }

  LogEnd end() {
    return end;
  }

  /** The last line of a log that ends in one message without end. */
  Optional<LogLine> repeated() {
    return inSession ? Optional.empty() : repeated.line();
  }

  /** Whether the guest has ended. */
  boolean ended() {
    return own.ended();
  }

  @Nullable Double seconds() {
    return clock.seconds();
  }
}
