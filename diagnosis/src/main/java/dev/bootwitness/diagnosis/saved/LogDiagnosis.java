package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.attribution.HarnessTrace;
import dev.bootwitness.diagnosis.attribution.HeldLines;
import dev.bootwitness.diagnosis.attribution.NestedConsole;
import dev.bootwitness.diagnosis.attribution.Session;
import dev.bootwitness.diagnosis.attribution.SpeakerAttribution;
import dev.bootwitness.diagnosis.attribution.Transcript;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.detect.Detectors;
import dev.bootwitness.diagnosis.journal.JournalWatch;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.JournalEntry;
import dev.bootwitness.diagnosis.log.JournalText;
import dev.bootwitness.diagnosis.log.LineFilter;
import dev.bootwitness.diagnosis.log.LogForm;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.log.LogListener;
import dev.bootwitness.diagnosis.log.ShellPrompt;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import dev.bootwitness.diagnosis.stage.StageChange;
import dev.bootwitness.diagnosis.stage.StageTracker;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;

/**
 * Reads a saved log as the live run reads its console: determines the speaker of each line, and
 * feeds the {@link Detectors} with the console's output.
 *
 * <p>After a shell's first prompt a line belongs to commands, unless it is the kernel's or
 * systemd's own present output; the output of commands goes to {@link GuestReplies} and {@link
 * JournalWatch}. In a journal every line is an entry. Not thread-safe.
 */
final class LogDiagnosis implements LogListener {
  /** After a line that matters, the next ones are read whatever their content. */
  private static final int ATTENTION = 100;

  private static final int SESSION_ATTENTION = 4000;

  /** What systemd logs before it reports whether it is in an initrd (src/core/main.c). */
  private static final LinePattern MANAGER = Signs.of("log-manager");

  /** The kernel printed on the line of an idle prompt. */
  private static final LinePattern KERNEL_BEHIND_PROMPT = Signs.of("log-kernel-behind-prompt");

  /** QEMU's own messages, which may come at any time. */
  private static final LinePattern HOST_PROGRAM = Signs.of("log-host-program");

  /** NixOS' test driver (nixos/lib/test-driver, Machine.fail) before and after a command. */
  private static final LinePattern MUST_FAIL = Signs.of("log-must-fail");

  private static final LinePattern FAILED_AS_TOLD = Signs.of("log-failed-as-told");

  private static final LinePattern LOGIN_PROMPT = Signs.of("log-login-prompt");

  private static final LinePattern LOGGED_IN = Signs.of("log-logged-in");

  private final RuleEngine rules;
  private final LogFacts log;
  private final Detectors diagnosis;
  private final LogFilters filters;
  private final StageTracker tracker = new StageTracker();
  private final ShellPrompt prompts = new ShellPrompt();
  private final HeldLines held = new HeldLines();
  private final HarnessTrace harness = new HarnessTrace();
  private final NestedConsole nested = new NestedConsole();
  private boolean poweredOn;

  /** The number of findings when a test driver began a command that is expected to fail. */
  private int expectedFrom = Integer.MAX_VALUE;

  /**
   * Reads a log of that form.
   *
   * @param driven whether a test driver operates the machine by its own channel besides the console
   */
  LogDiagnosis(RuleEngine rules, LogForm form, boolean driven) {
    this.rules = rules;
    this.log = new LogFacts(rules, form, driven);
    this.diagnosis = log.diagnosis();
    this.filters = new LogFilters(rules);
  }

  @Override
  public @Nullable LineFilter filter() {
    return filters.of(log.inSession || log.form == LogForm.JOURNAL, prompts.learned());
  }

  @Override
  public int line(LogLine line) {
    log.last = line.text().isBlank() && !line.ended() ? log.last : line;
    JournalEntry entry = line.entry();
    if (entry != null) {
      return entry(line, entry);
    }
    if (log.form == LogForm.JOURNAL) {
      Optional<JournalEntry> read = JournalText.entry(line.text());
      return read.isPresent() ? entry(line, read.get()) : 0;
    }
    return consoleLine(line);
  }

  /** Another program's line in the same log: perhaps that the recording was ended. */
  void overheard(LogLine line) {
    log.end.line(line, ConsoleText.of(line.text()));
    if (FAILED_AS_TOLD.isIn(line.text())) {
      diagnosis.log().expected(expectedFrom);
      expectedFrom = Integer.MAX_VALUE;
    } else if (MUST_FAIL.isIn(line.text())) {
      expectedFrom = diagnosis.log().size();
    }
  }

  @Override
  public void recordedUntil(double seconds) {
    log.end.recordedUntil(seconds);
  }

  private int consoleLine(LogLine line) {
    Optional<Transcript.Part> part = Transcript.part(line);
    if (part.isPresent()) {
      log.transcript.add(part.get());
      return part.get().sent() ? 0 : consoleText(part.get().line());
    }
    return consoleText(line);
  }

  private int consoleText(LogLine line) {
    ConsoleText text = ConsoleText.of(line.text());
    log.kinds.line();
    log.end.line(line, text);
    if (!log.inSession && line.ended() && harness.take(line, text)) {
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
    Optional<ShellPrompt.Prompt> prompt = prompts.match(line, log.inSession);
    boolean ends = log.inSession || !line.ended() || prompt.isPresent();
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
    Optional<ShellPrompt.Prompt> prompt = prompts.match(line, log.inSession);
    if (prompt.isEmpty() || !mayBePrompt(prompt.get())) {
      return spoken(line, text);
    }
    log.clock.line(line.seconds());
    String typed = prompt.get().command();
    if (!KERNEL_BEHIND_PROMPT.isIn(typed)) {
      prompt(line, prompt.get());
      return SESSION_ATTENTION;
    }
    prompt(line, new ShellPrompt.Prompt(prompt.get().text(), "", prompt.get().owner()));
    long at = line.offset() + line.text().lastIndexOf(typed);
    return spoken(line.from((int) (at - line.offset()), typed), ConsoleText.of(typed));
  }

  /** A line that is not a prompt: of a command, a journal or the console. */
  private int spoken(LogLine line, ConsoleText text) {
    if (log.inSession && !log.own.is(line, text, log.session, log.clock)) {
      log.clock.line(line.seconds());
      said(line);
      return ATTENTION;
    }
    Optional<JournalEntry> logged =
        log.inSession ? Optional.empty() : JournalText.entry(line.text());
    if (logged.isPresent()) {
      log.kinds.entry();
      return entry(line, logged.get());
    }
    boolean ownTime = line.seconds() == null && text.stamped() && text.uptime() >= 0;
    log.clock.line(ownTime ? Double.valueOf(text.uptime()) : line.seconds());
    if (text.stamped()) {
      log.clock.uptime(text.uptime());
    }
    int before = diagnosis.log().size() + log.reached.size();
    console(line, text);
    return diagnosis.log().size() + log.reached.size() == before ? 0 : ATTENTION;
  }

  /** Loader and initramfs have prompts, too, but not of a shell into which commands are typed. */
  private boolean mayBePrompt(ShellPrompt.Prompt prompt) {
    Stage stage = tracker.stage();
    return stage.compareTo(Stage.KERNEL) >= 0
        || stage == Stage.POWER_ON
        || prompts.learned().contains(prompt.text());
  }

  private void prompt(LogLine line, ShellPrompt.Prompt prompt) {
    if (log.inSession) {
      log.guest.ended(log.session, line);
    } else {
      log.inSession = true;
      if (!isRescueShell()) {
        log.everInSession = true;
        shellShown(line);
      }
    }
    log.own.command(prompt.command());
    log.session.command(prompt.command(), prompt.owner());
  }

  /**
   * The shell that an initrd or systemd opens when it cannot continue answers, but nobody logged
   * in.
   */
  private boolean isRescueShell() {
    return tracker.stage().compareTo(Stage.LOGIN) < 0
        && (diagnosis.log().hasFatalStartingWith("initrd/")
            || diagnosis.log().hasFatalStartingWith("systemd/emergency"));
  }

  private void shellShown(LogLine line) {
    log.signs.shell();
    if (tracker.stage().compareTo(Stage.LOGIN) < 0) {
      reach(new StageChange.Reached(Stage.LOGIN, line.text()), line);
      var _ = tracker.line("shell login: ");
    }
  }

  /** A line that a command printed. */
  private void said(LogLine line) {
    Optional<JournalEntry> entry = JournalText.entry(line.text());
    if (entry.isPresent() && !log.session.readsOldLogs()) {
      log.journal.entry(entry.get(), line);
      log.guest.journal(line, entry.get().message());
    }
    log.own.orderly(line.text());
    log.session.output(line);
    log.guest.output(line);
  }

  /** A line that the console printed. */
  private void console(LogLine line, ConsoleText text) {
    log.kinds.console(text);
    log.repeated.line(line, text);
    if (log.clock.known() && !poweredOn) {
      poweredOn = true;
      feed(0, new Event.PoweredOn());
    }
    String body = text.body();
    if (body.contains("Starting new kernel")) {
      // kernel/kexec_core.c; a log does not show whether it was intended, and usually a loader does
      // it.
      diagnosis.restartAsked();
    }
    log.own.console(text);
    log.own.orderly(body);
    if (tracker.stage() == Stage.POWER_ON || (!text.stamped() && HOST_PROGRAM.isIn(body))) {
      rules.host(body).forEach(match -> host(match, line));
    }
    Optional<StageChange> change =
        line.ended() ? tracker.line(line.text()) : tracker.unfinished(line.text());
    change.ifPresent(now -> reach(now, line));
    login(line, text);
    log.signs.line(line, body, tracker.stage());
    boolean mayEnd = tracker.stage().compareTo(Stage.LOGIN) >= 0 || log.signs.workDone();
    if (log.own.endsAsTold(body, log.session, mayEnd, log.signs.workDone())) {
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

  private void login(LogLine line, ConsoleText text) {
    String body = text.body();
    log.signs.talk(line, text);
    Matcher asked = LOGIN_PROMPT.matcher(body);
    if (body.contains("login:") && !body.startsWith("Last ") && asked.find()) {
      prompts.loginAt(asked.group(1));
    }
    if (tracker.stage() == Stage.LOGIN && !log.inSession) {
      log.signs.atLogin(line);
    }
  }

  private void host(RuleMatch match, LogLine line) {
    made(
        FindingBuilder.about(
                match.rule().cause(), match.detail(), "host", ConsoleText.quote(line.text()))
            .subject(match.subject())
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
      if (log.session.shutdownAsked() || log.own.asked()) {
        diagnosis.restartAsked();
      }
      if (log.inSession) {
        log.guest.ended(log.session, line);
      }
      log.inSession = false;
      log.session = new Session();
      log.own.restarted();
      log.clock.restarted();
    }
    feed(log.clock.nanos(), new Event.StageReached(stage, line.number(), line.text()));
    log.reached.add(
        new LogFacts.Reached(stage, diagnosis.facts().boot(), line, log.clock.seconds()));
  }

  private int entry(LogLine line, JournalEntry entry) {
    Double seconds = line.seconds() == null ? JournalText.monotonic(entry) : line.seconds();
    log.clock.line(seconds);
    if (seconds != null && line.seconds() == null) {
      log.clock.uptime(seconds);
    }
    if (log.clock.known() && !poweredOn) {
      poweredOn = true;
      feed(0, new Event.PoweredOn());
    }
    log.journal.entry(entry, line);
    log.guest.journal(line, entry.message());
    if (rules.announces(entry.message())) {
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
      if (entry.byInit() && !MANAGER.isIn(text)) {
        tracker.managerAtWork(text).ifPresent(change -> reach(change, said));
      }
      log.signs.startedUp(entry.message());
      log.own.orderly(entry.message());
      if (!SpeakerAttribution.ends(entry.message())) {
        var _ = diagnosis.accept(stamped(said));
      }
    } else {
      bySomebodyElse(line, entry, seconds);
    }
    return 0;
  }

  /** An entry that neither kernel nor systemd wrote. */
  private void bySomebodyElse(LogLine line, JournalEntry entry, @Nullable Double seconds) {
    if (nested.isConsole(entry)) {
      var said = new LogLine(line.number(), line.offset(), entry.message(), true, seconds, null);
      console(said, ConsoleText.of(entry.message()));
    } else if (entry.identifier().startsWith("dracut")) {
      String text = entry.identifier() + "[" + entry.pid() + "]: " + entry.message();
      var said = new LogLine(line.number(), line.offset(), text, true, seconds, entry);
      tracker.line(text).ifPresent(change -> reach(change, said));
      var _ = diagnosis.accept(stamped(said));
    } else {
      switch (entry.identifier()) {
        case "procd" -> log.signs.startedUp(entry.message());
        case "init" -> {
          var _ = diagnosis.accept(stamped(line.from(0, "init: " + entry.message())));
        }
        case "login" -> loginSaid(line, entry, seconds);
        default -> {}
      }
    }
  }

  /** What login (shadow-utils, util-linux, busybox) logs about a user at a console. */
  private void loginSaid(LogLine line, JournalEntry entry, @Nullable Double seconds) {
    var said = new LogLine(line.number(), line.offset(), entry.message(), true, seconds, entry);
    if (LOGGED_IN.isIn(entry.message())) {
      shellShown(line);
    } else {
      log.signs.atLogin(said);
      var _ = diagnosis.accept(stamped(said));
    }
  }

  private StampedEvent stamped(LogLine line) {
    return event(
        log.clock.nanos(), new Event.ConsoleLine(line.number(), line.offset(), line.text()));
  }

  private static StampedEvent event(long nanos, Event event) {
    return new StampedEvent(0, nanos, Instant.EPOCH, event);
  }

  private void feed(long nanos, Event event) {
    var _ = diagnosis.accept(event(nanos, event));
  }

  private void made(Finding finding) {
    feed(log.clock.nanos(), new Event.FindingMade(finding));
  }

  /** The result when the log has ended. */
  Explanation explain(List<String> notes) {
    releaseTrace();
    release();
    if (log.inSession && log.last != null) {
      log.guest.ended(log.session, log.last);
    }
    return new LogConclusion(log).explain(notes);
  }
}
