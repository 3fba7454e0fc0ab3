package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import java.util.Optional;

/**
 * Why a login on the console failed (shadow-utils, src/login.c and lib/pam; Linux-PAM,
 * modules/pam_unix; busybox, loginutils/login.c).
 *
 * @param cause its id in the catalogue
 * @param severity how much it weighs
 * @param detail what happened, in words
 * @param line the line that shows it
 */
record LoginTrouble(String cause, Severity severity, String detail, LogLine line) {
  /** In a failed attempt, the first failure says more than its end. */
  LoginTrouble followedBy(LoginTrouble next) {
    boolean itsEnd =
        next.line.text().startsWith("Authentication failure")
            && next.line.number() - line.number() <= 3
            && line.ended();
    return itsEnd ? this : next;
  }

  /** The trouble that a line reports, if any. */
  static Optional<LoginTrouble> of(RuleEngine rules, LogLine line) {
    return rules.login(line.text(), line.ended()).map(match -> of(match, line));
  }

  static LoginTrouble of(RuleMatch match, LogLine line) {
    return new LoginTrouble(
        match.rule().cause().id(), match.rule().severity(), match.detail(), line);
  }
}
