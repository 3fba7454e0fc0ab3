package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.attribution.NestedConsole;
import dev.bootwitness.diagnosis.attribution.SpeakerAttribution;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.JournalEntry;
import dev.bootwitness.diagnosis.log.JournalText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.stage.StageChange;
import dev.bootwitness.record.Stage;
import org.jspecify.annotations.Nullable;

/** What the journal in a saved log says, entry by entry. Not thread-safe. */
final class JournalVoice {
  /** What systemd logs before it says whether it is in an initrd (src/core/main.c). */
  private static final LinePattern MANAGER = Signs.of("log-manager");

  private static final LinePattern LOGGED_IN = Signs.of("log-logged-in");

  private final RuleEngine rules;
  private final LogFacts log;
  private final LogEvents events;
  private final ConsoleVoice console;
  private final NestedConsole nested = new NestedConsole();

  JournalVoice(RuleEngine rules, LogFacts log, LogEvents events, ConsoleVoice console) {
    this.rules = rules;
    this.log = log;
    this.events = events;
    this.console = console;
  }

  int entry(LogLine line, JournalEntry entry) {
    Double seconds = line.seconds() == null ? JournalText.monotonic(entry) : line.seconds();
    log.clock.line(seconds);
    if (seconds != null && line.seconds() == null) {
      log.clock.uptime(seconds);
    }
    events.clocked();
    log.journal.entry(entry, line);
    log.guest.journal(line, entry.message());
    if (rules.announces(entry.message())) {
      var said = new LogLine(line.number(), line.offset(), entry.message(), true, seconds, entry);
      events.accept(said);
    }
    if (entry.byKernel() || entry.byInit()) {
      // The rules know systemd's words as it logs them to the console.
      String text = entry.byInit() ? "systemd[1]: " + entry.message() : entry.message();
      var said = new LogLine(line.number(), line.offset(), text, true, seconds, entry);
      events.tracker().line(text).ifPresent(change -> events.reach(change, said));
      if (events.tracker().stage() == Stage.POWER_ON) {
        events.reach(new StageChange.Reached(Stage.KERNEL, text), said);
        var _ = events.tracker().line("Linux version 0 (");
      }
      if (entry.byInit() && !MANAGER.isIn(text)) {
        events.tracker().managerAtWork(text).ifPresent(change -> events.reach(change, said));
      }
      log.signs.startedUp(entry.message());
      log.own.orderly(entry.message());
      if (!SpeakerAttribution.ends(entry.message())) {
        events.accept(said);
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
      console.line(said, ConsoleText.of(entry.message()));
    } else if (entry.identifier().startsWith("dracut")) {
      String text = entry.identifier() + "[" + entry.pid() + "]: " + entry.message();
      var said = new LogLine(line.number(), line.offset(), text, true, seconds, entry);
      events.tracker().line(text).ifPresent(change -> events.reach(change, said));
      events.accept(said);
    } else if (isBeforeExec(entry)) {
      events.accept(line.from(0, entry.message()));
    } else {
      switch (entry.identifier()) {
        case "procd" -> log.signs.startedUp(entry.message());
        case "init" -> {
          events.accept(line.from(0, "init: " + entry.message()));
        }
        case "login" -> loginSaid(line, entry, seconds);
        default -> {}
      }
    }
  }

  /**
   * A child of systemd that was to become a service's program, and has its parent's name or the
   * program's in parentheses until then (systemd src/core/exec-invoke.c, formerly execute.c).
   */
  private static boolean isBeforeExec(JournalEntry entry) {
    return (entry.identifier().equals("systemd") || entry.identifier().startsWith("("))
        && entry.message().contains(": Failed at step ");
  }

  /** What login (shadow-utils, util-linux, busybox) logs of somebody at a console. */
  private void loginSaid(LogLine line, JournalEntry entry, @Nullable Double seconds) {
    var said = new LogLine(line.number(), line.offset(), entry.message(), true, seconds, entry);
    if (LOGGED_IN.isIn(entry.message())) {
      events.shellShown(line);
    } else {
      log.signs.atLogin(said);
      events.accept(said);
    }
  }
}
