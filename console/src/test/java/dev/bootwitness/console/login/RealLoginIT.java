package dev.bootwitness.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.Nonces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins against the programs themselves: what they really say, and when. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class RealLoginIT {

  @TempDir Path folder;

  private static LoginResult login(Console console, LoginPlan plan) {
    try (console) {
      LoginResult result =
          new Login(
                  console,
                  plan,
                  Nonces.from(new SplittableRandom()),
                  () -> true,
                  (step, text) -> {})
              .run(soon());
      if (result instanceof LoginResult.LoggedIn in) {
        assertThat(in.shell().run("id -u", soon()))
            .isInstanceOfSatisfying(
                CommandResult.Completed.class,
                c -> assertThat(c.stdout().text()).isEqualTo(in.uid() + "\n"));
      }
      return result;
    }
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(60), ConsoleClock.SYSTEM);
  }

  /** As a password, "-" means that the spec gives none. */
  private static LoginPlan plan(String password, String rootPassword) {
    return new LoginPlan("guest", given(password), true, given(rootPassword));
  }

  private static Optional<String> given(String password) {
    return Optional.of(password).filter(p -> !p.equals("-"));
  }

  private static void assertRefused(
      LoginResult result, LoginProblem problem, String detail, String quote) {
    assertThat(result)
        .isInstanceOfSatisfying(
            LoginResult.Refused.class,
            refused -> {
              assertThat(refused.problem()).as(refused.toString()).isEqualTo(problem);
              assertThat(refused.detail()).isEqualTo(detail);
              assertThat(refused.quote()).isEqualTo(quote);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          guest ALL=(ALL) NOPASSWD: ALL | '' | -        | -       | sudo -i
          guest ALL=(ALL) ALL | ''           | guest-pw | -       | sudo -i
          ''            | permit nopass guest | -       | -       | doas -s
          ''            | permit guest | guest-pw       | -       | doas -s
          ''            | ''           | guest-pw       | root-pw | su -
          """)
  void becomesRoot(String sudoers, String doas, String password, String rootPassword, String by)
      throws IOException {
    PrivateGuest guest = new PrivateGuest(folder).with("sudoers", sudoers).with("doas.conf", doas);
    if (!by.startsWith("sudo")) {
      guest.with("hide", by.startsWith("su ") ? "/usr/bin/sudo\n/usr/bin/doas" : "/usr/bin/sudo");
    }
    LoginResult result = login(guest.shell(List.of()), plan(password, rootPassword));
    assertThat(result)
        .isInstanceOfSatisfying(
            LoginResult.LoggedIn.class,
            in -> {
              assertThat(in.uid()).isZero();
              assertThat(in.how())
                  .isEqualTo("autologin as guest, root by " + by + ", uid 0 verified");
            });
  }

  /**
   * As with busybox's ash on a busy host: the query's answer comes when the command was read and
   * the terminal is not yet sudo's. It is left in the terminal as a piece of a line.
   */
  @Test
  void aQuerysAnswerThatIsTypedAheadDoesNotSpoilThePassword() throws IOException {
    PrivateGuest guest =
        new PrivateGuest(folder)
            .with("sudoers", "guest ALL=(ALL) ALL")
            .with("hide", "/usr/bin/doas")
            .with(
                "setup",
                """
                mkdir /run/bin
                cat > /run/bin/sudo << 'END'
                #!/bin/bash
                if mkdir ~/asked 2>/dev/null; then
                  stty raw -echo
                  printf '\\033[6n'
                  until read -t 0; do :; done
                  stty sane
                fi
                exec /usr/bin/sudo "$@"
                END
                chmod +x /run/bin/sudo
                PATH=/run/bin:$PATH
                """);
    assertThat(login(guest.shell(List.of()), plan("guest-pw", "-")))
        .isInstanceOfSatisfying(LoginResult.LoggedIn.class, in -> assertThat(in.uid()).isZero());
  }

  /** Each by sudo alone: doas is hidden, and no root password is given for su. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          guest ALL=(ALL) ALL       | ''  | bad      | the password was refused | Sorry, try again.
          guest ALL=(ALL) ALL       | ''  | -        | it asks for a password and the spec gives none | [sudo] password for guest:
          guest ALL=(ALL) /bin/true | ''  | guest-pw | the user is not allowed to run this with it | Sorry, user guest is not allowed to execute '/bin/bash' as root on HOST.
          ''                        | ''  | guest-pw | the user is not among those allowed to become root | guest is not in the sudoers file.
          guest ALL=(ALL) ALL       | chmod 666 /etc/sudoers | guest-pw | its configuration cannot be used | sudo: /etc/sudoers is world writable
          guest ALL=(ALL) ALL       | chage -E 1 guest | guest-pw | the account is locked or has expired | sudo: account validation failure, is your account locked?
          guest ALL=(ALL) NOPASSWD: ALL | usermod -s /bin/gone root | - | root's shell cannot be started | sudo: /bin/gone: command not found
          """)
  void sudosRefusalsAreToldApart(
      String sudoers, String setup, String password, String reason, String quote)
      throws IOException {
    PrivateGuest guest =
        new PrivateGuest(folder)
            .with("sudoers", sudoers)
            .with("setup", setup)
            .with("hide", "/usr/bin/doas");
    assertRefused(
        login(guest.shell(List.of()), plan(password, "-")),
        LoginProblem.ESCALATION_REFUSED,
        "`sudo -i` as uid 4711: " + reason,
        quote.replace("HOST", java.net.InetAddress.getLocalHost().getHostName()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permit guest        | bad | the password was refused | doas: Authentication failed
          permit guest        | -   | it asks for a password and the spec gives none | doas (guest@HOST) password:
          permit nopass nixos | -   | the user is not among those allowed to become root | doas: Operation not permitted
          ''                  | -   | its configuration cannot be used | doas: doas is not enabled, /etc/doas.conf: No such file or directory
          """)
  void doasRefusalsAreToldApart(String doas, String password, String reason, String quote)
      throws IOException {
    PrivateGuest guest =
        new PrivateGuest(folder).with("doas.conf", doas).with("hide", "/usr/bin/sudo");
    assertRefused(
        login(guest.shell(List.of()), plan(password, "-")),
        LoginProblem.ESCALATION_REFUSED,
        "`doas -s` as uid 4711: " + reason,
        quote.replace("HOST", java.net.InetAddress.getLocalHost().getHostName()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', bad, the password was refused, su: Authentication failure",
    "usermod -s /usr/sbin/nologin root, root-pw, root's shell cannot be started,"
        + " This account is currently not available."
  })
  void susRefusalsAreToldApart(String setup, String rootPassword, String reason, String quote)
      throws IOException {
    PrivateGuest guest =
        new PrivateGuest(folder).with("setup", setup).with("hide", "/usr/bin/sudo\n/usr/bin/doas");
    assertRefused(
        login(guest.shell(List.of()), plan("-", rootPassword)),
        LoginProblem.ESCALATION_REFUSED,
        "`su -` as uid 4711: " + reason,
        quote);
  }

  @ParameterizedTest
  @CsvSource({
    "sudo, guest ALL=(ALL) NOPASSWD: ALL, the session may not gain privileges (no_new_privs)"
  })
  void aSessionThatMayNotGainPrivilegesIsNamed(String program, String sudoers, String reason)
      throws IOException {
    PrivateGuest guest =
        new PrivateGuest(folder).with("sudoers", sudoers).with("hide", "/usr/bin/doas");
    assertRefused(
        login(guest.shell(List.of("--no-new-privs")), plan("-", "-")),
        LoginProblem.ESCALATION_REFUSED,
        "`" + program + " -i` as uid 4711: " + reason,
        "sudo: The \"no new privileges\" flag is set, which prevents sudo from running as root.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                | bad      | REJECTED         | the login of `guest` was refused | Login incorrect
          ''                                | -        | PASSWORD_NEEDED  | a password is required for `guest` and the spec gives none | Password:
          passwd -l guest >/dev/null        | guest-pw | REJECTED         | the login of `guest` was refused | Login incorrect
          chage -E 1 guest                  | guest-pw | REJECTED         | the login of `guest` was refused | Your account has expired
          chage -d 0 guest                  | guest-pw | PASSWORD_EXPIRED | `guest` must change its password before it gets a shell | You are required to change your password
          usermod -s /usr/sbin/nologin guest | guest-pw | NO_SHELL        | `guest` gets no shell | This account is currently not available.
          usermod -s /bin/gone guest 2>/dev/null | guest-pw | NO_SHELL    | `guest` gets no shell | Cannot execute /bin/gone: No such file or directory
          """)
  void whatLoginRefusesIsToldApart(
      String setup, String password, LoginProblem problem, String detail, String quote)
      throws IOException {
    assertRefused(
        login(new PrivateGuest(folder).with("setup", setup).getty(), plan(password, "-")),
        problem,
        detail,
        quote);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "echo 'echo Welcome to login: all users; echo Last login: never' >/etc/profile",
        "echo 'PS1=; PROMPT_COMMAND=' >>/home/guest/.bash_profile",
        "usermod -s /bin/sh guest",
        "echo 'printf \"\\033]3008;start=x;user=guest\\033\\\\\"' >>/etc/profile"
      })
  void throughGettyAndLoginToRoot(String setup) throws IOException {
    PrivateGuest guest =
        new PrivateGuest(folder).with("sudoers", "guest ALL=(ALL) ALL").with("setup", setup);
    assertThat(login(guest.getty(), plan("guest-pw", "-")))
        .isInstanceOfSatisfying(
            LoginResult.LoggedIn.class,
            in ->
                assertThat(in.how()).isEqualTo("login as guest, root by sudo -i, uid 0 verified"));
  }

  /** It may not quieten the kernel (dmesg -n), and need not. */
  @Test
  void aUserGetsAShellWithoutBeingRoot() throws IOException {
    LoginPlan plan = new LoginPlan("guest", Optional.of("guest-pw"), false, Optional.empty());
    assertThat(login(new PrivateGuest(folder).getty(), plan))
        .isInstanceOfSatisfying(
            LoginResult.LoggedIn.class,
            in -> assertThat(in.how()).isEqualTo("login as guest, uid 4711 verified"));
  }
}
