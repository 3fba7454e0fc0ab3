package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.detect.Detectors;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.log.ShellPrompt;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import dev.bootwitness.diagnosis.stage.StageChange;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.util.Optional;
import org.safere.Matcher;

/** What the console of a saved log says, as nobody else does in it. Not thread-safe. */
final class ConsoleVoice {
  /** QEMU's own words, which it may say at any time. */
  private static final LinePattern HOST_PROGRAM = Signs.of("log-host-program");

  private static final LinePattern LOGIN_PROMPT = Signs.of("log-login-prompt");

  private final RuleEngine rules;
  private final LogFacts log;
  private final Detectors diagnosis;
  private final LogEvents events;
  private final ShellPrompt prompts;

  /**
   * A console.
   *
   * @param prompts learns the host's name from the login prompt
   */
  ConsoleVoice(RuleEngine rules, LogFacts log, LogEvents events, ShellPrompt prompts) {
    this.rules = rules;
    this.log = log;
    this.diagnosis = log.diagnosis();
    this.events = events;
    this.prompts = prompts;
  }

  /** A line that the console said. */
  void line(LogLine line, ConsoleText text) {
    log.kinds.console(text);
    log.repeated.line(line, text);
    events.clocked();
    String body = text.body();
    if (body.contains("Starting new kernel")) {
      // kernel/kexec_core.c; in a log nobody is to say whether it was to be, and mostly a loader
      // does it.
      diagnosis.restartAsked();
    }
    log.own.console(text);
    log.own.orderly(body);
    if (events.tracker().stage() == Stage.POWER_ON
        || (!text.stamped() && HOST_PROGRAM.isIn(body))) {
      rules.host(body).forEach(match -> host(match, line));
    }
    Optional<StageChange> change =
        line.ended()
            ? events.tracker().line(line.text())
            : events.tracker().unfinished(line.text());
    change.ifPresent(now -> events.reach(now, line));
    login(line, text);
    log.signs.line(line, body, events.tracker().stage());
    boolean mayEnd = events.tracker().stage().compareTo(Stage.LOGIN) >= 0 || log.signs.workDone();
    if (log.own.endsAsTold(body, log.session, mayEnd, log.signs.workDone())) {
      return;
    }
    StampedEvent stamped = events.stamped(line);
    if (line.ended()) {
      var _ = diagnosis.accept(stamped);
    } else {
      diagnosis.unfinished(stamped).forEach(events::made);
      diagnosis.unrecordedLine(stamped).forEach(events::made);
    }
  }

  /**
   * The last words of a log. They may be a prompt, which ends no line; whoever copied it, ended it.
   */
  void lastWord(LogLine line) {
    if (line.ended() && !log.inSession && line.entry() == null) {
      events.tracker().unfinished(line.text()).ifPresent(now -> events.reach(now, line));
      diagnosis.unfinished(events.stamped(line)).forEach(events::made);
    }
  }

  private void login(LogLine line, ConsoleText text) {
    String body = text.body();
    log.signs.talk(line, text);
    Matcher asked = LOGIN_PROMPT.matcher(body);
    if (body.contains("login:") && !body.startsWith("Last ") && asked.find()) {
      prompts.loginAt(asked.group(1));
    }
    if (events.tracker().stage() == Stage.LOGIN && !log.inSession) {
      log.signs.atLogin(line);
    }
  }

  private void host(RuleMatch match, LogLine line) {
    events.made(
        FindingBuilder.about(
                match.rule().cause(), match.detail(), "host", ConsoleText.quote(line.text()))
            .subject(match.subject())
            .line(line.number(), line.offset())
            .finding());
  }
}
