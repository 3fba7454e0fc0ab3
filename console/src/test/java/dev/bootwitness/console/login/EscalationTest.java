package dev.bootwitness.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Becoming root, by sudo, doas or su. */
class EscalationTest extends LoginScenario {

  @Test
  void autologinWithTheSeedsPromptBecomesRootBySudo() {
    says(3000, AUTOLOGIN).says(3500, USER_PROMPT);
    isShell(1000, "sudo su ", USER_PROMPT);
    answers(" sudo -i", "sudo -i\r\n\033[?2004l\r" + ROOT_PROMPT);
    isShell(0, "sudo su ", ROOT_PROMPT).runsAgent(0);
    LoginResult.LoggedIn in = in(root());
    assertThat(in.uid()).isZero();
    assertThat(in.how()).isEqualTo("autologin as nixos, root by sudo -i, uid 0 verified");
    assertThat(steps.toString().strip()).isEqualTo("prompt shell escalate root");
  }

  @Test
  void anAnswerToTheShellsQueryThatComesBehindTheCommandDoesNotBeginThePassword() {
    userShell("sudo ").answers(" sudo -i", "\033[6nsudo -i\r\n[sudo] password for nixos: ");
    answers("\\^C", "\r\nsudo: a password is required\r\n" + USER_PROMPT);
    answers(" sudo -i", "sudo -i\r\n[sudo] password for nixos: ");
    answers("pw", "\r\n" + ROOT_PROMPT);
    isShell(0, "sudo ", ROOT_PROMPT).runsAgent(0);
    assertThat(in(root("pw")).uid()).isZero();
  }

  @Test
  void sudoWithAPasswordIsGivenIt() {
    userShell("sudo ").answers(" sudo -i", "sudo -i\r\n[sudo] password for nixos: ");
    answers("pw", "\r\n" + ROOT_PROMPT);
    isShell(0, "sudo ", ROOT_PROMPT).runsAgent(0);
    assertThat(in(root("pw")).uid()).isZero();
    assertThat(sent.toString()).doesNotContain("pw\r");
  }

  @Test
  void sudoThatIsSlowToAskIsNotTakenForAShell() {
    userShell("sudo ").answers(" sudo -i", "sudo -i\r\n");
    says(3000, "[sudo] password for nixos: ").answers("pw", "\r\n" + ROOT_PROMPT);
    isShell(0, "sudo ", ROOT_PROMPT).runsAgent(0);
    assertThat(in(root("pw")).uid()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nixos is not in the sudoers file.                         | the user is not among those allowed to become root
          »nixos« ist nicht in der sudoers-Datei.                   | the user is not among those allowed to become root
          nixos nie jest w pliku sudoers.                           | the user is not among those allowed to become root
          nixos は sudoers ファイルにありません。                               | the user is not among those allowed to become root
          对不起，请重试。                                                  | the password was refused
          Sorry, user nixos may not run sudo on h.                  | the user is not among those allowed to become root
          Sorry, user nixos is not allowed to execute '/bin/bash' as root on h. | the user is not allowed to run this with it
          sudo: The "no new privileges" flag is set, which prevents sudo from running as root. | the session may not gain privileges (no_new_privs)
          sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set | the program is not setuid root
          sudo: effective uid is not 0, is sudo on a file system with the 'nosuid' option set? | the program is not setuid root
          sudo: account validation failure, is your account locked? | the account is locked or has expired
          sudo: sorry, you must have a tty to run sudo              | it requires a terminal
          sudo: no valid sudoers sources found, quitting            | its configuration cannot be used
          bash: sudo: command not found                             | the program is missing
          sudo: unable to execute /bin/zsh: No such file or directory | root's shell cannot be started
          """)
  void eachRefusalOfSudoHasItsReason(String said, String reason) {
    userShell("sudo ").answers(" sudo -i", "sudo -i\r\n" + said + "\r\n" + USER_PROMPT);
    isShell(1000, "sudo ", USER_PROMPT);
    LoginResult.Refused refused = refused(root(), LoginProblem.ESCALATION_REFUSED);
    assertThat(refused.detail()).isEqualTo("`sudo -i` as uid 1000: " + reason);
    assertThat(refused.quote()).isEqualTo(said);
  }

  @Test
  void aPasswordThatSudoNeedsAndNobodyGaveIsNamed() {
    userShell("sudo ").answers(" sudo -i", "sudo -i\r\n[sudo] password for nixos: ");
    answers("\\^C", "\r\nsudo: a password is required\r\n" + USER_PROMPT);
    LoginResult.Refused refused = refused(root(), LoginProblem.ESCALATION_REFUSED);
    assertThat(refused.detail())
        .isEqualTo("`sudo -i` as uid 1000: it asks for a password and the spec gives none");
    assertThat(refused.quote()).isEqualTo("[sudo] password for nixos:");
  }

  /** Regression: a link that came up over the prompt cost five seconds of silence. */
  @Test
  void aPromptWithAKernelMessageOverItEndsTheWaitForSudosAnswer() {
    userShell("sudo ").answers(" sudo -i", "sudo -i\r\n[sudo] password for nixos: ");
    answers(
        "pw",
        "\r\nnixos is not in the sudoers file.\r\n$ [    2.555320] IPv6: eth0: link becomes"
            + " ready\r\n");
    isShell(1000, "sudo ", USER_PROMPT);
    refused(root("pw"), LoginProblem.ESCALATION_REFUSED);
    assertThat(Duration.ofNanos(clock.nanos())).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aPasswordThatSudoRefusesIsNamedAndSuIsTriedNext() {
    userShell("sudo su ").answers(" sudo -i", "sudo -i\r\n[sudo] password for nixos: ");
    answers("bad", "\r\nSorry, try again.\r\n[sudo] password for nixos: ");
    answers("\\^C", "\r\nsudo: 1 incorrect password attempt\r\n" + USER_PROMPT);
    answers(" su -", "su -\r\nPassword: ");
    answers("rootbad", "\r\nsu: Authentication failure\r\n" + USER_PROMPT);
    isShell(1000, "sudo su ", USER_PROMPT);
    LoginPlan plan = new LoginPlan("nixos", Optional.of("bad"), true, Optional.of("rootbad"));
    LoginResult.Refused refused = refused(plan, LoginProblem.ESCALATION_REFUSED);
    assertThat(refused.detail())
        .isEqualTo(
            "`sudo -i` as uid 1000: the password was refused;"
                + " `su -` as uid 1000: the password was refused");
    assertThat(refused.quote()).isEqualTo("Sorry, try again.");
  }

  @Test
  void suWithTheRootPasswordWorksWhereNoSudoIs() {
    userShell("su ").answers(" su -", "su -\r\nPassword: ").answers("rootpw", "\r\n# ");
    isShell(0, "su ", "# ").runsAgent(0);
    LoginPlan plan = new LoginPlan("nixos", Optional.empty(), true, Optional.of("rootpw"));
    assertThat(in(plan).how()).isEqualTo("autologin as nixos, root by su -, uid 0 verified");
  }

  @Test
  void aGuestWithoutSudoAndDoasSaysSo() {
    userShell("su ");
    assertThat(refused(root(), LoginProblem.UNPRIVILEGED).detail())
        .isEqualTo(
            "uid 1000 found neither sudo nor doas on its PATH; su is there, but the spec gives no"
                + " root password for it");
  }

  @Test
  void aRootPromptWithoutUid0IsNotBelieved() {
    userShell("sudo ").answers(" sudo -i", "sudo -i\r\n" + ROOT_PROMPT);
    isShell(1000, "sudo ", ROOT_PROMPT);
    assertThat(refused(root(), LoginProblem.ESCALATION_UNVERIFIED).detail())
        .isEqualTo("`sudo -i` as uid 1000: nothing was refused, yet the shell's uid is not 0");
  }
}
