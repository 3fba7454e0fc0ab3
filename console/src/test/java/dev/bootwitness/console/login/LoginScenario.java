package dev.bootwitness.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import dev.bootwitness.console.shell.FakeAgent;
import dev.bootwitness.console.shell.Nonces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/** What the tests of Login share. */
abstract class LoginScenario {

  /** As the debian-live image shows it. */
  static final String USER_PROMPT =
      "\r\n\033[?2004h\033]0;nixos@nixos: ~\007\033[1;32m[nixos@nixos:~]$\033[0m ";

  static final String ROOT_PROMPT =
      "\r\n\033[?2004h\033]0;root@nixos: ~\007\033[1;31m[root@nixos:~]#\033[0m ";

  static final String AUTOLOGIN =
      "\r\nnixos login: nixos (automatic login)\r\n\r\nLast login: Mon Nov 23 08:00:00 on ttyS0\r\n";

  static final Duration PATIENCE = Duration.ofSeconds(10);

  final FakeClock clock = new FakeClock();

  final ScriptedGuest guest = new ScriptedGuest(clock);

  final StringBuilder sent = new StringBuilder();

  final StringBuilder steps = new StringBuilder();

  boolean userspace = true;

  LoginResult login(LoginPlan plan) {
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

  static LoginPlan user(String password) {
    return new LoginPlan("nixos", Optional.of(password), false, Optional.empty());
  }

  static LoginPlan root() {
    return new LoginPlan("nixos", Optional.empty(), true, Optional.empty());
  }

  static LoginPlan root(String password) {
    return new LoginPlan("nixos", Optional.of(password), true, Optional.empty());
  }

  LoginScenario says(int millis, String text) {
    guest.says(Duration.ofMillis(millis), text);
    return this;
  }

  LoginScenario answers(String regex, String answer) {
    guest.answers(regex, answer);
    return this;
  }

  /** A shell that answers the question who it is. */
  LoginScenario isShell(int uid, String escalators, String prompt) {
    return answers(
        " sh -c 'printf .*\"~bw\" \"(\\w+)\" \"\\$\\(id -u\\)\".*",
        "(the typed line)\r\n\033[?2004l\r\r\n~bw$1:" + uid + ":" + escalators + "~\r\n" + prompt);
  }

  LoginScenario runsAgent(int uid) {
    guest.handsOverTo(new FakeAgent(uid));
    return this;
  }

  LoginResult.LoggedIn in(LoginPlan plan) {
    LoginResult result = login(plan);
    guest.assertFinished();
    assertThat(result).isInstanceOf(LoginResult.LoggedIn.class);
    return (LoginResult.LoggedIn) result;
  }

  LoginResult.Refused refused(LoginPlan plan, LoginProblem problem) {
    LoginResult result = login(plan);
    guest.assertFinished();
    assertThat(result).isInstanceOf(LoginResult.Refused.class);
    LoginResult.Refused refused = (LoginResult.Refused) result;
    assertThat(refused.problem()).as(refused.toString()).isEqualTo(problem);
    return refused;
  }

  LoginScenario userShell(String escalators) {
    says(100, AUTOLOGIN).says(200, USER_PROMPT);
    return isShell(1000, escalators, USER_PROMPT);
  }
}
