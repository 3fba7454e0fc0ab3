package dev.bootwitness.engine;

import dev.bootwitness.console.login.LoginProblem;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.diagnosis.Findings;
import java.util.Optional;

/** Names the cause of a refused login in the catalogue's words. */
final class LoginFindings {

  private LoginFindings() {}

  /** The finding; empty for problems that are no fault of the login: see {@link BootFindings}. */
  static Optional<Findings> of(LoginResult.Refused refused) {
    return cause(refused.problem())
        .map(cause -> Findings.about(cause, refused.detail(), "serial", refused.quote()));
  }

  private static Optional<String> cause(LoginProblem problem) {
    return switch (problem) {
      case REJECTED -> Optional.of("login/rejected");
      case PASSWORD_NEEDED -> Optional.of("login/password-needed");
      case PASSWORD_EXPIRED -> Optional.of("login/password-expired");
      case NO_SHELL -> Optional.of("login/no-shell");
      case EMERGENCY_MODE -> Optional.of("systemd/emergency-mode");
      case ESCALATION_REFUSED -> Optional.of("login/escalation-refused");
      case ESCALATION_UNVERIFIED -> Optional.of("login/escalation-unverified");
      case NO_PROMPT, HOPELESS, INTERRUPTED -> Optional.empty();
    };
  }
}
