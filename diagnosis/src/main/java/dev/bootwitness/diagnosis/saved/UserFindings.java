package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.attribution.Session;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import dev.bootwitness.record.Stage;
import java.util.Optional;

/**
 * Findings about the logged-in user in a saved log: who they were, and what held their terminal.
 */
final class UserFindings {
  private final LogFacts log;
  private final Session session;
  private final Conclusions findings;

  UserFindings(LogFacts log, Conclusions findings) {
    this.log = log;
    this.session = log.session();
    this.findings = findings;
  }

  void add() {
    LogLine last = log.last();
    log.signs().loginTrouble(log.inSession() ? null : last).ifPresent(this::troubled);
    if (log.inSession() && last != null && !last.ended()) {
      Optional<RuleMatch> held = log.rules().terminal(last.text().strip());
      held.ifPresent(match -> holdsTerminal(match, last));
      if (held.filter(match -> match.rule().cause().family().equals("login")).isPresent()) {
        // It waits for a password: what the shell underneath answered earlier is not its answer.
        return;
      }
    }
    log.misattributed()
        .ifPresent(line ->
            findings.add(
                "check/misattributed",
                "replies appear after the command that follows their own: \"%s\""
                    .formatted(line.text().strip()),
                "serial",
                line,
                Stage.READY));
    LogLine broken = session.broken();
    if (broken != null) {
      // A person typed it, so it is not the image's fault.
      findings.add(
          FindingBuilder.about(
                  "spec/check-broken",
                  "what was typed could not work: " + ConsoleText.quote(broken.text()),
                  "guest",
                  ConsoleText.quote(broken.text()))
              .line(broken.number(), broken.offset())
              .finding(),
          Severity.WARNING,
          Stage.READY);
    }
    LogLine refused = session.escalationRefused();
    LogLine line = session.uidLine();
    if (session.isContradicted() && line != null) {
      findings.add(
          "login/escalation-unverified",
          "%s gave root's prompt, but its uid is %d"
              .formatted(session.escalatedBy(), session.uid().orElse(Session.UNKNOWN_USER)),
          "guest",
          line,
          Stage.READY);
    }
    if (session.isRoot()) {
      return;
    }
    if (refused != null) {
      findings.add(
          "login/escalation-refused",
          "%s refused: %s".formatted(session.escalatedBy(), refused.text().strip()),
          "guest",
          refused,
          Stage.READY);
    } else if (line != null && session.uid().isPresent()) {
      long uid = session.uid().getAsLong();
      findings.add(
          "login/unprivileged",
          (uid == Session.UNKNOWN_USER
                  ? "the shell answered that its user is not root"
                  : "the shell is uid " + uid)
              + "; every later answer is that user's",
          "guest",
          line,
          Stage.READY);
      if (!session.askedSinceUid()) {
        // The session ended at that question, and not because of what leaves a machine that works.
        findings.log().lighten(Trait.LEAVES_SYSTEM_WORKING);
      }
    } else if (session.refusedAsUser() != null) {
      LogLine denied = session.refusedAsUser();
      if (denied != null) {
        findings.add(
            "login/unprivileged",
            "the guest refused something that requires root: " + denied.text().strip(),
            "guest",
            denied,
            Stage.READY);
      }
    }
  }

  /** A module that could not be loaded is only suspected until the login says what came of it. */
  private void troubled(LoginTrouble trouble) {
    findings.log().confirm(trouble.cause(), trouble.severity());
    findings.add(
        trouble.cause(),
        trouble.severity(),
        trouble.detail(),
        "serial",
        trouble.line(),
        Stage.LOGIN);
  }

  private void holdsTerminal(RuleMatch match, LogLine last) {
    findings.add(
        match.rule().cause().id(),
        match.detail().replace("{command}", session.lastCommand()),
        "serial",
        last,
        Stage.READY);
  }
}
