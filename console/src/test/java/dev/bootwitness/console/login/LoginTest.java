package dev.bootwitness.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import dev.bootwitness.console.shell.FakeAgent;
import dev.bootwitness.console.shell.Nonces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

  /** As the debian-live image shows it. */
  private static final String USER_PROMPT =
      "\r\n\033[?2004h\033]0;nixos@nixos: ~\007\033[1;32m[nixos@nixos:~]$\033[0m ";

  private static final String ROOT_PROMPT =
      "\r\n\033[?2004h\033]0;root@nixos: ~\007\033[1;31m[root@nixos:~]#\033[0m ";

  private static final String AUTOLOGIN =
      "\r\nnixos login: nixos (automatic login)\r\n\r\nLast login: Mon Nov 23 08:00:00 on ttyS0\r\n";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();
  private final ScriptedGuest guest = new ScriptedGuest(clock);
  private final StringBuilder sent = new StringBuilder();
  private final StringBuilder steps = new StringBuilder();
  private boolean userspace = true;

  private LoginResult login(LoginPlan plan) {
    Console console =
        guest.console(
            new ConsoleListener() {
              @Override
              public void sent(byte[] bytes) {
                sent.append(new String(bytes, StandardCharsets.UTF_8));
              }
            });
    Login login =
        new Login(
            console,
            plan,
            Nonces.from(new SplittableRandom(1)),
            () -> userspace,
            (step, detail) -> steps.append(step).append(' '));
    return login.run(Deadline.in(Duration.ofMinutes(2), clock));
  }

  private static LoginPlan user(String password) {
    return new LoginPlan("nixos", Optional.of(password), false, Optional.empty());
  }

  private static LoginPlan root() {
    return new LoginPlan("nixos", Optional.empty(), true, Optional.empty());
  }

  private static LoginPlan root(String password) {
    return new LoginPlan("nixos", Optional.of(password), true, Optional.empty());
  }

  private LoginTest says(int millis, String text) {
    guest.says(Duration.ofMillis(millis), text);
    return this;
  }

  private LoginTest answers(String regex, String answer) {
    guest.answers(regex, answer);
    return this;
  }

  /** A shell that answers the question of who it is. */
  private LoginTest isShell(int uid, String escalators, String prompt) {
    return answers(
        " sh -c 'printf .*\"~bw\" \"(\\w+)\" \"\\$\\(id -u\\)\".*",
        "(the typed line)\r\n\033[?2004l\r\r\n~bw$1:" + uid + ":" + escalators + "~\r\n" + prompt);
  }

  private LoginTest runsAgent(int uid) {
    guest.handsOverTo(new FakeAgent(uid));
    return this;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark login: ",
        "spark login: [    2.050353] tsc: Refined TSC clocksource calibration\r\n",
        "spark login: [    2.050353] tsc: refined\r\n[    2.050767] clocksource: tsc\r\n",
        "nixos login: nixos (automatic login)\r\n",
      })
  void aPromptIsSeenAlsoWhereTheKernelTalksOverIt(String shown) {
    says(10, shown);

    ExpectResult result =
        guest.console(ConsoleListener.NONE).expect(Login.prompt(), Deadline.in(PATIENCE, clock));

    assertThat(result).isInstanceOf(ExpectResult.Matched.class);
  }

  @Test
  void aLastLoginIsNoPrompt() {
    says(10, "Last login: Mon Nov 23 08:00:00 on ttyS0\r\n");

    ExpectResult result =
        guest.console(ConsoleListener.NONE).expect(Login.prompt(), Deadline.in(PATIENCE, clock));

    assertThat(result).isInstanceOf(ExpectResult.DeadlinePassed.class);
  }

  private LoginResult.LoggedIn in(LoginPlan plan) {
    LoginResult result = login(plan);
    guest.assertFinished();
    assertThat(result).isInstanceOf(LoginResult.LoggedIn.class);
    return (LoginResult.LoggedIn) result;
  }

  private LoginResult.Refused refused(LoginPlan plan, LoginProblem problem) {
    LoginResult result = login(plan);
    guest.assertFinished();
    assertThat(result).isInstanceOf(LoginResult.Refused.class);
    LoginResult.Refused refused = (LoginResult.Refused) result;
    assertThat(refused.problem()).as(refused.toString()).isEqualTo(problem);
    return refused;
  }

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

  /** Typed ahead on a booting console, it is echoed by the kernel, by readline, and by a banner. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theEchoOfTheQuestionIsNoAnswer(int times) {
    says(100, AUTOLOGIN).says(200, USER_PROMPT);
    answers(
        "( sh -c 'printf .*\"~bw\" \"(\\w+)\" \"\\$\\(id -u\\)\".*)",
        "$1\r\n".repeat(times) + "\r\n~bw$2:1000:~\r\n" + USER_PROMPT);
    runsAgent(1000);
    assertThat(in(user("x")).uid()).isEqualTo(1000);
  }

  @Test
  void anEchoGluedToTheBannerHidesNoAutologin() {
    says(100, "\r\nnixos login: nixos (automatic login)if [ -x /run/x ]; then\r\n");
    says(200, USER_PROMPT);
    isShell(1000, "", USER_PROMPT).runsAgent(1000);
    assertThat(in(user("x")).how()).isEqualTo("autologin as nixos, uid 1000 verified");
  }

  @Test
  void aPasswordIsGivenAndNeverTold() {
    says(2000, "\r\nDebian GNU/Linux 12 spark ttyS0\r\n\r\nspark login: ");
    answers("nixos", "nixos\r\nPassword: ").answers("s3cret", "\r\nLinux spark 6.1\r\n$ ");
    isShell(1000, "", "$ ").runsAgent(1000);
    assertThat(in(user("s3cret")).how()).isEqualTo("login as nixos, uid 1000 verified");
    assertThat(sent.toString()).contains("nixos\r********\r").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"host login: ", "login: ", "beast login: ", "(none) login: ", "LAST-1 login:"})
  void gettysPromptsAreKnown(String prompt) {
    says(100, "\r\n" + prompt).answers("nixos", "nixos\r\nPassword: ");
    refused(root(), LoginProblem.PASSWORD_NEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Passwort: ", "Mot de passe : ", "Contraseña: ", "パスワード: "})
  void aPasswordIsAskedForInOtherLanguages(String prompt) {
    says(100, "\r\nspark login: ").answers("nixos", "nixos\r\n" + prompt);
    answers("s3cret", "\r\nLinux spark 6.1\r\n$ ").isShell(1000, "", "$ ").runsAgent(1000);
    assertThat(in(user("s3cret")).uid()).isEqualTo(1000);
  }

  @Test
  void aJobThatTalksAllTheTimeHidesNoShell() {
    says(100, "\r\nspark login: ").answers("nixos", "nixos\r\nPassword: ");
    answers("s3cret", "\r\nLinux spark 6.1\r\n").isShell(1000, "", "$ ").runsAgent(1000);
    for (int millis = 2000; millis < 20_000; millis += 100) {
      says(millis, "wall: maintenance at noon\r\n");
    }
    assertThat(in(user("s3cret")).uid()).isEqualTo(1000);
  }

  @Test
  void aNameThatWentToAGettyWhichWasStartedAnewIsGivenOnceMore() {
    says(100, "\r\nspark login: ").answers("nixos", "\r\nDebian 12\r\n\r\nspark login: ");
    answers("nixos", "nixos\r\nPassword: ").answers("s3cret", "\r\n$ ");
    isShell(1000, "", "$ ").runsAgent(1000);
    assertThat(in(user("s3cret")).uid()).isEqualTo(1000);
  }

  @Test
  void aGettyThatLogsInAgainAndAgainGivesNoShell() {
    for (int seconds = 1; seconds <= 4; seconds++) {
      says(1000 * seconds, AUTOLOGIN);
    }
    LoginResult.Refused refused = refused(user("x"), LoginProblem.NO_SHELL);
    assertThat(refused.detail()).contains("again and again");
  }

  @Test
  void aGettyThatWasStartedAnewOnceGivesAShell() {
    says(1000, AUTOLOGIN).says(2000, AUTOLOGIN).says(2500, USER_PROMPT);
    isShell(1000, "", USER_PROMPT).runsAgent(1000);
    assertThat(in(user("x")).uid()).isEqualTo(1000);
  }

  @Test
  void lastLoginIsNoPromptEvenIfItStandsForAWhile() {
    says(100, AUTOLOGIN.substring(0, AUTOLOGIN.indexOf("Mon"))).says(2000, "Mon\r\n$ ");
    isShell(1000, "", "$ ").runsAgent(1000);
    assertThat(in(user("x")).uid()).isEqualTo(1000);
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
        .isEqualTo("a password is asked for `nixos` and the spec gives none");
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
  void aShellThatIsThereAsRootNeedsNothing() {
    says(100, "\r\nsh-5.2# ");
    isShell(0, "", "sh-5.2# ").runsAgent(0);
    LoginResult.LoggedIn in = in(root());
    assertThat(in.how()).isEqualTo("a shell was there, uid 0 verified");
    assertThat(steps.toString()).doesNotContain("escalate");
  }

  /** Regression: a link that came up while a prompt stood cost fifteen seconds on spark. */
  @Test
  void kernelMessagesOverAPromptDoNotHideIt() {
    says(100, "\r\nspark login: [    9.123456] random: crng init done\r\n");
    answers("nixos", "nixos\r\nPassword: [    9.200000] eth0: link up\r\n[    9.300000] more\r\n");
    answers("s3cret", "\r\n[nixos@nixos:~]$ [    9.400000] eth1: link up\r\n");
    isShell(1000, "", "$ ").runsAgent(1000);
    assertThat(in(user("s3cret")).how()).isEqualTo("login as nixos, uid 1000 verified");
    assertThat(clock.nanos()).isLessThan(Duration.ofSeconds(4).toNanos());
  }

  /** Regression: a driver that complained three times a second kept everybody out. */
  @Test
  void aKernelThatNeverFallsSilentHidesNoPrompt() {
    says(100, "\r\nspark login: ");
    for (int i = 0; i < 40; i++) {
      says(150 + 150 * i, "[    9.%06d] ata1: SATA link down\r\n".formatted(i));
    }
    answers("nixos", "nixos\r\nPassword: [   10.200000] ata1: SATA link down\r\n");
    answers("s3cret", "\r\n[nixos@nixos:~]$ [   10.400000] ata1: SATA link down\r\n");
    isShell(1000, "", "$ ").runsAgent(1000);
    assertThat(in(user("s3cret")).how()).isEqualTo("login as nixos, uid 1000 verified");
    assertThat(clock.nanos()).isLessThan(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void otherNoiseBehindTheLoginPromptIsAnsweredWithAnEmptyLine() {
    says(100, "\r\nspark login: ").says(150, "starting service foo\r\n");
    answers("", "\r\nspark login: ").answers("nixos", "nixos\r\nPassword: ");
    refused(root(), LoginProblem.PASSWORD_NEEDED);
  }

  @Test
  void aShellWithoutAnyPromptIsAskedAfterSilence() {
    says(100, AUTOLOGIN);
    isShell(1000, "", "").runsAgent(1000);
    assertThat(in(user("x")).uid()).isEqualTo(1000);
  }

  @Test
  void aShellWithoutAnyPromptIsAskedSoonAfterThePassword() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ").answers("pw", "\r\n");
    isShell(1000, "", "").runsAgent(1000);
    assertThat(in(user("pw")).uid()).isEqualTo(1000);
    assertThat(Duration.ofNanos(clock.nanos())).isLessThan(Duration.ofSeconds(6));
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
  void aProfileThatDoesNotEndIsNotWaitedForTwice() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ").answers("pw", "\r\n");
    for (int i = 0; i < 4; i++) {
      answers("( sh -c 'printf .*)", "$1\r\n");
    }
    refused(user("pw"), LoginProblem.NO_SHELL);
    assertThat(Duration.ofNanos(clock.nanos())).isLessThan(Duration.ofSeconds(45));
  }

  @Test
  void aSlowLoginThatDropsWhatWasTypedAheadIsAskedAgain() {
    says(100, "spark login: ").answers("nixos", "nixos\r\nPassword: ").answers("pw", "\r\n");
    answers(" sh -c 'printf .*", "").says(20_000, "$ ");
    isShell(1000, "", "$ ").runsAgent(1000);
    assertThat(in(user("pw")).uid()).isEqualTo(1000);
  }

  @Test
  void aLoadersPromptIsNotTypedInto() {
    userspace = false;
    says(100, "\r\nGNU GRUB  version 2.06\r\n\r\ngrub> ");
    LoginResult.Refused refused = refused(root(), LoginProblem.NO_PROMPT);
    assertThat(sent).isEmpty();
    assertThat(refused.quote()).isEqualTo("grub> ");
    assertThat(refused.detail()).startsWith("a login prompt or a shell did not come");
  }

  @Test
  void aBootLineThatLooksLikeAPromptIsNoShell() {
    says(100, "\r\nfsck: 50%").says(9000, "\r\nspark login: ");
    answers(" sh -c 'printf .*", "").answers("nixos", "nixos\r\nPassword: ");
    refused(root(), LoginProblem.PASSWORD_NEEDED);
  }

  @Test
  void theEndOfTheConsoleEndsTheLogin() {
    says(100, "booting\r\n");
    guest.ends(Duration.ofSeconds(4), "");
    assertThat(refused(root(), LoginProblem.HOPELESS).detail())
        .startsWith("the console ended after 4.0 s of waiting for a login prompt or a shell");
  }

  private LoginTest userShell(String escalators) {
    says(100, AUTOLOGIN).says(200, USER_PROMPT);
    return isShell(1000, escalators, USER_PROMPT);
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
          nixos is not in the sudoers file.                         | the user is not among those whom it lets become root
          Sorry, user nixos may not run sudo on h.                  | the user is not among those whom it lets become root
          Sorry, user nixos is not allowed to execute '/bin/bash' as root on h. | the user is not allowed to run this by it
          sudo: The "no new privileges" flag is set, which prevents sudo from running as root. | the session may not gain privileges (no_new_privs)
          sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set | the program is not setuid root
          sudo: effective uid is not 0, is sudo on a file system with the 'nosuid' option set? | the program is not setuid root
          sudo: account validation failure, is your account locked? | the account is locked or has expired
          sudo: sorry, you must have a tty to run sudo              | it wants a terminal
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

  @Test
  void aShellThatNeverAnswersIsNoShell() {
    says(100, AUTOLOGIN).says(200, USER_PROMPT);
    answers(" sh -c.*", "").answers(" sh -c.*", "").answers(" sh -c.*", "");
    assertThat(refused(root(), LoginProblem.NO_SHELL).detail())
        .startsWith("an answer of the shell did not come within 8.0 s");
  }
}
