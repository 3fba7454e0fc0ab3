package dev.bootwitness.engine.boot;

import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.login.LoginProblem;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.record.Fault;
import java.util.Optional;

/** Maps a refused login to a cause in the catalogue. */
public final class LoginFindings {

  private LoginFindings() {}

  /** The finding; empty for problems that are not the login's fault: see {@link BootFindings}. */
  public static Optional<FindingBuilder> of(LoginResult.Refused refused) {
    return cause(refused.problem())
        .map(cause -> FindingBuilder.about(cause, refused.detail(), "serial", refused.quote()))
        .map(finding ->
            switch (refused.problem()) {
              case CAPTURED -> ofTheImage(finding);
              case REJECTED_UNASKED -> notForThePassword(finding);
              case SECOND_FACTOR -> secondFactor(finding);
              default -> finding;
            });
  }

  /** The program that was left so that a shell could answer: a warning. */
  public static FindingBuilder left(ForegroundProgram captor) {
    return FindingBuilder.about(
        "shell/program-left",
        captor.describe() + ", held the console at login and was closed",
        "serial",
        captor.quote());
  }

  /** No command of the spec had run yet. */
  private static FindingBuilder ofTheImage(FindingBuilder finding) {
    return finding
        .fault(Fault.IMAGE)
        .advice(
            "Find what starts it at login (/etc/profile, /etc/profile.d, ~/.bashrc, the getty's"
                + " ExecStart) and keep it out of the console's session.");
  }

  /** The spec's password was never tried: the image accepts no password for this user. */
  private static FindingBuilder notForThePassword(FindingBuilder finding) {
    return finding
        .fault(Fault.IMAGE)
        .advice(
            "Look in the image for what refuses this user: a locked or missing account"
                + " (`passwd -S USER`), /etc/securetty, /etc/nologin, or a module that"
                + " /etc/pam.d/login names but that is missing; or log in as another user.");
  }

  private static FindingBuilder secondFactor(FindingBuilder finding) {
    return finding
        .fault(Fault.IMAGE)
        .advice(
            "Give the image an account that logs in on this console with only a password, or with none,"
                + " and name it in `login.user`; look in /etc/pam.d/login and /etc/profile for what"
                + " asks.");
  }

  private static Optional<String> cause(LoginProblem problem) {
    return switch (problem) {
      case REJECTED, REJECTED_UNASKED -> Optional.of("login/rejected");
      case PASSWORD_NEEDED, SECOND_FACTOR -> Optional.of("login/password-needed");
      case PASSWORD_EXPIRED -> Optional.of("login/password-expired");
      case NO_SHELL -> Optional.of("login/no-shell");
      case EMERGENCY_MODE -> Optional.of("systemd/emergency-mode");
      case CAPTURED -> Optional.of("shell/captured-by-program");
      // A guest without any such program refuses, too: the catalogue covers the missing program.
      case UNPRIVILEGED, ESCALATION_REFUSED -> Optional.of("login/escalation-refused");
      case ESCALATION_UNVERIFIED -> Optional.of("login/escalation-unverified");
      case NO_PROMPT, HOPELESS, INTERRUPTED -> Optional.empty();
    };
  }
}
