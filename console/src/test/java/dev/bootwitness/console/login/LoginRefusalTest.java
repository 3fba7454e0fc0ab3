package dev.bootwitness.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins that are refused, and sessions that give no shell. */
class LoginRefusalTest extends LoginScenario {

  @Test
  void aGettyThatLogsInAgainAndAgainGivesNoShell() {
    for (int seconds = 1; seconds <= 4; seconds++) {
      says(1000 * seconds, AUTOLOGIN);
    }
    LoginResult.Refused refused = refused(user("x"), LoginProblem.NO_SHELL);
    assertThat(refused.detail()).contains("again and again");
  }

  @Test
  void aWrongPasswordIsRejectedAtOnce() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ");
    guest.answersAfter(Duration.ofSeconds(3), "wrong", "\r\nLogin incorrect\r\nspark login: ");
    assertThat(refused(user("wrong"), LoginProblem.REJECTED).quote()).isEqualTo("Login incorrect");
    assertThat(Duration.ofNanos(clock.nanos())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aPasswordThatIsNotGivenIsNeeded() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ");
    assertThat(refused(root(), LoginProblem.PASSWORD_NEEDED).detail())
        .isEqualTo("a password is required for `nixos` and the spec gives none");
  }

  @Test
  void anExpiredPasswordIsNamed() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ");
    answers(
        "old",
        "\r\nYou are required to change your password immediately (administrator enforced).\r\n"
            + "Current password: ");
    assertThat(refused(user("old"), LoginProblem.PASSWORD_EXPIRED).quote())
        .isEqualTo("You are required to change your password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This account is currently not available.",
        "Cannot execute /bin/gone: No such file or directory",
        "login: can't execute '/bin/gone': No such file or directory",
        "login: no shell: No such file or directory"
      })
  void anAccountWithoutShellIsNamed(String said) {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ");
    answers("x", "\r\n" + said + "\r\n\r\nspark login: ");
    assertThat(refused(user("x"), LoginProblem.NO_SHELL).quote()).isEqualTo(said);
  }

  @Test
  void aSessionThatEndsAtOnceHasNoShell() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ");
    answers("x", "\r\nsegfault\r\n\r\nspark login: ");
    assertThat(refused(user("x"), LoginProblem.NO_SHELL).quote()).isEqualTo("segfault");
  }

  @Test
  void aProfileThatPrintsErrorsIsNoRejection() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ");
    answers(
        "x",
        "\r\n-sh: cannot open /etc/secret: Permission denied\r\n"
            + "-sh: /opt/x: No such file or directory\r\n$ ");
    isShell(1000, "", "$ ").runsAgent(1000);
    assertThat(in(user("x")).uid()).isEqualTo(1000);
  }

  @Test
  void aSystemThatIsBootingUpIsTriedAgain() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ");
    answers(
        "x",
        "\r\n\"System is booting up. Unprivileged users are not permitted to log in yet.\r\n\r\n"
            + "Login incorrect\r\nspark login: ");
    answers("nixos", "nixos\r\nPassword: ").answers("x", "\r\n$ ");
    isShell(1000, "", "$ ").runsAgent(1000);
    assertThat(in(user("x")).uid()).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "You are in emergency mode. After logging in, type \"journalctl -xb\"",
        "Give root password for maintenance\r\n(or press Control-D to continue): ",
        "Press Enter for maintenance"
      })
  void aRescuePromptIsNoLogin(String said) {
    says(100, "\r\n" + said);
    refused(root("x"), LoginProblem.EMERGENCY_MODE);
  }

  @Test
  void aLoginThatRefusesLateIsNotTakenForASessionThatEnded() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ").answers("bad", "\r\n");
    guest.answersAfter(
        Duration.ofSeconds(5), " sh -c 'printf .*", "Login incorrect\r\nspark login: ");
    assertThat(refused(user("bad"), LoginProblem.REJECTED).quote()).isEqualTo("Login incorrect");
  }

  @Test
  void aPasswordThatIsToBeChangedAndIsAskedForLateIsNamed() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ").answers("old", "\r\n");
    guest.answersAfter(
        Duration.ofSeconds(5),
        " sh -c 'printf .*",
        "You are required to change your password immediately.\r\nCurrent password: ");
    refused(user("old"), LoginProblem.PASSWORD_EXPIRED);
  }

  @Test
  void theEndOfTheConsoleEndsTheLogin() {
    says(100, "booting\r\n");
    guest.ends(Duration.ofSeconds(4), "");
    assertThat(refused(root(), LoginProblem.HOPELESS).detail())
        .startsWith("the console ended after 4.0 s of waiting for a login prompt or a shell");
  }

  @Test
  void aShellThatNeverAnswersIsNoShell() {
    says(100, AUTOLOGIN).says(200, USER_PROMPT);
    answers(" sh -c.*", "").answers(" sh -c.*", "").answers(" sh -c.*", "");
    assertThat(refused(root(), LoginProblem.NO_SHELL).detail())
        .startsWith("an answer of the shell did not come within 8.0 s");
  }
}
