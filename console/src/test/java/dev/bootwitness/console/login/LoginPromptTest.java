package dev.bootwitness.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts: recognised under noise, and not seen where there is none. */
class LoginPromptTest extends LoginScenario {

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
}
