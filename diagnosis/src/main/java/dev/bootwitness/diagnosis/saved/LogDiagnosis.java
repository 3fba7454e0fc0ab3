package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.attribution.HarnessTrace;
import dev.bootwitness.diagnosis.attribution.HeldLines;
import dev.bootwitness.diagnosis.attribution.Transcript;
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
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a saved log as the live run reads its console: sorts out who speaks in each line, and feeds
 * the {@link Detectors} with what the console said.
 *
 * <p>Behind a shell's first prompt a line belongs to commands, unless it is the kernel's or
 * systemd's own and of that moment; what commands printed goes to {@link GuestReplies} and {@link
 * JournalWatch}. In a journal every line is an entry. Not thread-safe.
 */
final class LogDiagnosis implements LogListener {
  /** After a line that matters the next ones are read whatever is in them. */
  private static final int ATTENTION = 100;

  private static final int SESSION_ATTENTION = 4000;

  /** The kernel spoke on the line of an idle prompt. */
  private static final LinePattern KERNEL_BEHIND_PROMPT = Signs.of("log-kernel-behind-prompt");

  /** NixOS' test driver (nixos/lib/test-driver, Machine.fail) before and behind a command. */
  private static final LinePattern MUST_FAIL = Signs.of("log-must-fail");

  private static final LinePattern FAILED_AS_TOLD = Signs.of("log-failed-as-told");

  private final LogFacts log;
  private final Detectors diagnosis;
  private final LogFilters filters;
  private final LogEvents events;
  private final ConsoleVoice console;
  private final JournalVoice journal;
  private final ShellPrompt prompts = new ShellPrompt();
  private final HeldLines held = new HeldLines();
  private final HarnessTrace harness = new HarnessTrace();

  /** How many findings there were when a test driver's command began that is to fail. */
  private int expectedFrom = Integer.MAX_VALUE;

  /**
   * Reads a log of that form.
   *
   * @param driven whether a test driver works the machine, by a way of its own beside the console
   */
  LogDiagnosis(RuleEngine rules, LogForm form, boolean driven) {
    this.log = new LogFacts(rules, form, driven);
    this.diagnosis = log.diagnosis();
    this.filters = new LogFilters(rules);
    this.events = new LogEvents(log);
    this.console = new ConsoleVoice(rules, log, events, prompts);
    this.journal = new JournalVoice(rules, log, events, console);
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
      return journal.entry(line, entry);
    }
    if (log.form == LogForm.JOURNAL) {
      Optional<JournalEntry> read = JournalText.entry(line.text());
      return read.isPresent() ? journal.entry(line, read.get()) : 0;
    }
    return consoleLine(line);
  }

  /** Somebody else's word in the same log: perhaps that the recording was ended. */
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
    if (!ends && held.take(line, text, events.tracker())) {
      if (held.isReady()) {
        release();
      }
      return ATTENTION;
    }
    release();
    return read(line, text);
  }

  private void release() {
    for (LogLine line : held.release(events.tracker())) {
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

  /** A line that is no prompt: of a command, a journal or the console. */
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
      return journal.entry(line, logged.get());
    }
    boolean ownTime = line.seconds() == null && text.stamped() && text.uptime() >= 0;
    log.clock.line(ownTime ? Double.valueOf(text.uptime()) : line.seconds());
    if (text.stamped()) {
      log.clock.uptime(text.uptime());
    }
    int before = diagnosis.log().size() + log.reached.size();
    console.line(line, text);
    return diagnosis.log().size() + log.reached.size() == before ? 0 : ATTENTION;
  }

  /** Loader and initramfs have prompts too, but none of a shell that commands are typed into. */
  private boolean mayBePrompt(ShellPrompt.Prompt prompt) {
    Stage stage = events.tracker().stage();
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
        events.shellShown(line);
      }
    }
    log.own.command(prompt.command());
    log.session.command(prompt.command(), prompt.owner());
  }

  /** The shell an initrd or systemd opens when it cannot go on answers, but nobody logged in. */
  private boolean isRescueShell() {
    return events.tracker().stage().compareTo(Stage.LOGIN) < 0
        && (diagnosis.log().hasFatalStartingWith("initrd/")
            || diagnosis.log().hasFatalStartingWith("systemd/emergency"));
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

  /** What there is to say when the log has ended. */
  Explanation explain(List<String> notes) {
    releaseTrace();
    release();
    if (log.inSession && log.last != null) {
      log.guest.ended(log.session, log.last);
    }
    log.end.lastWord().ifPresent(console::lastWord);
    return new LogConclusion(log).explain(notes);
  }
}
