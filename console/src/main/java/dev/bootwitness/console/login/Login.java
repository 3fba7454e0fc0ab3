package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.console.shell.ShellException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The way from a booting console to a shell that was asked who it is.
 *
 * <p>A state machine: entry (login prompt, autologin, or a shell already there), credentials,
 * shell, root. Whatever the console shows, only an answer with this login's nonce counts as a
 * shell, and only uid 0 in it counts as root. For one use by one thread.
 */
public final class Login {

  private static final Duration CREDENTIALS = Duration.ofSeconds(30);
  private static final Duration SHELL = Duration.ofSeconds(30);

  /** How long to listen before looking again whether the guest is far enough to be spoken to. */
  private static final Duration PATROL = Duration.ofSeconds(5);

  /** A prompt without any prompt text: so long must a console be silent after an autologin. */
  private static final Duration SILENT_SHELL = Duration.ofSeconds(5);

  private final Console console;
  private final LoginPlan plan;
  private final Nonces nonces;
  private final BooleanSupplier userspaceReached;
  private final LoginListener listener;
  private final ShellProbe probe;

  /**
   * A login on {@code console}.
   *
   * @param userspaceReached whether the boot has come so far that typing is safe: a newline typed
   *     into a boot loader would change what boots
   */
  public Login(
      Console console,
      LoginPlan plan,
      Nonces nonces,
      BooleanSupplier userspaceReached,
      LoginListener listener) {
    this.console = console;
    this.plan = plan;
    this.nonces = nonces;
    this.userspaceReached = userspaceReached;
    this.listener = listener;
    this.probe = new ShellProbe(console, nonces);
  }

  /** Carries a refusal up through the states. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient LoginResult.Refused result;

    Refusal(LoginProblem problem, String detail, String quote) {
      this.result = new LoginResult.Refused(problem, detail, quote);
    }
  }

  /**
   * Logs in.
   *
   * @param bootDeadline by which a login prompt or a shell must have appeared
   */
  public LoginResult run(Deadline bootDeadline) {
    try {
      String how = enter(bootDeadline);
      Deadline deadline = Deadline.in(SHELL, console.clock());
      ShellProbe.Identity user = whoAmI(deadline);
      listener.step("shell", "uid " + user.uid());
      if (plan.becomeRoot() && user.uid() != 0) {
        how = how + ", root by " + becomeRoot(user);
        listener.step("root", "uid 0 verified");
      }
      FramedShell shell = FramedShell.start(console, nonces, Deadline.in(SHELL, console.clock()));
      return new LoginResult.LoggedIn(
          shell, shell.uid(), how + ", uid " + shell.uid() + " verified");
    } catch (Refusal refusal) {
      return refusal.result;
    } catch (ShellException e) {
      return new LoginResult.Refused(
          LoginProblem.NO_SHELL, "the shell stopped answering", String.valueOf(e.getMessage()));
    }
  }

  private String enter(Deadline bootDeadline) throws Refusal {
    while (true) {
      Expectation entry =
          Expectation.of(
              "a login prompt or a shell",
              Prompts.EMERGENCY,
              Prompts.AUTOLOGIN,
              Prompts.LOGIN,
              Prompts.SHELL);
      Deadline patrol = bootDeadline.atMost(PATROL);
      ExpectResult result = console.expect(entry, patrol);
      if (result instanceof ExpectResult.Matched matched) {
        switch (matched.index()) {
          case 0 ->
              throw new Refusal(
                  LoginProblem.EMERGENCY_MODE,
                  "the system stopped and asks for maintenance instead of a login",
                  matched.text());
          case 1 -> {
            listener.step("prompt", matched.text());
            awaitShellPrompt();
            return "autologin as " + matched.groups().get(1);
          }
          case 2 -> {
            listener.step("prompt", matched.text().strip());
            giveCredentials();
            return "login as " + plan.user();
          }
          default -> {
            if (userspaceReached.getAsBoolean()) {
              listener.step("prompt", matched.text().strip());
              return "a shell was there";
            }
          }
        }
      } else if (!(result instanceof ExpectResult.DeadlinePassed passed)) {
        throw refusal(LoginProblem.HOPELESS, result);
      } else if (bootDeadline.expired()) {
        throw refusal(LoginProblem.NO_PROMPT, passed);
      } else if (userspaceReached.getAsBoolean() && console.quietNanos() > SILENT_SHELL.toNanos()) {
        // A kernel message may have pushed the prompt up; an empty line brings it back.
        console.send("\r");
      }
    }
  }

  /** A shell may have no prompt at all: after enough silence it is asked all the same. */
  private void awaitShellPrompt() throws Refusal {
    ExpectResult result =
        console.expect(
            Expectation.of(
                "a shell prompt", Prompts.SHELL, TextPattern.prompt("[\\s\\S]", SILENT_SHELL)),
            Deadline.in(SHELL, console.clock()));
    if (result instanceof ExpectResult.Unmatched unmatched
        && !(unmatched instanceof ExpectResult.DeadlinePassed)) {
      throw refusal(LoginProblem.HOPELESS, result);
    }
  }

  private void giveCredentials() throws Refusal {
    Deadline deadline = Deadline.in(CREDENTIALS, console.clock());
    console.send(plan.user() + "\r");
    listener.step("user-sent", plan.user());
    boolean passwordSent = false;
    while (true) {
      ExpectResult result = console.expect(afterUser(), deadline);
      if (!(result instanceof ExpectResult.Matched matched)) {
        throw refusal(
            result instanceof ExpectResult.DeadlinePassed
                ? LoginProblem.NO_SHELL
                : LoginProblem.HOPELESS,
            result);
      }
      switch (matched.index()) {
        case 0 ->
            throw new Refusal(
                LoginProblem.REJECTED,
                "the login of `" + plan.user() + "` was refused",
                matched.text());
        case 1 ->
            throw new Refusal(
                LoginProblem.PASSWORD_EXPIRED,
                "`" + plan.user() + "` must change its password before it gets a shell",
                matched.text());
        case 2 ->
            throw new Refusal(
                LoginProblem.NO_SHELL, "`" + plan.user() + "` gets no shell", matched.text());
        case 3 -> {
          sendPassword(passwordSent, matched.text());
          passwordSent = true;
        }
        case 4 ->
            throw new Refusal(
                passwordSent ? LoginProblem.NO_SHELL : LoginProblem.REJECTED,
                "the login prompt came back after `" + plan.user() + "` had been given",
                lastLine(matched.before()));
        default -> {
          return;
        }
      }
    }
  }

  private static Expectation afterUser() {
    return new Expectation(
        "a password prompt or a shell",
        List.of(
            Prompts.REJECTED,
            Prompts.EXPIRED,
            Prompts.NO_LOGIN_SHELL,
            Prompts.PASSWORD,
            Prompts.LOGIN,
            Prompts.SHELL,
            TextPattern.prompt("[\\s\\S]", SILENT_SHELL)),
        List.of());
  }

  private void sendPassword(boolean sentBefore, String prompt) throws Refusal {
    Optional<String> password = plan.password();
    if (password.isEmpty()) {
      throw new Refusal(
          LoginProblem.PASSWORD_NEEDED,
          "a password is asked for `" + plan.user() + "` and the spec gives none",
          prompt.strip());
    } else if (sentBefore) {
      throw new Refusal(
          LoginProblem.REJECTED,
          "the password of `" + plan.user() + "` was asked for again",
          prompt.strip());
    }
    console.send(password.get() + "\r");
    listener.step("password-sent", "");
  }

  private ShellProbe.Identity whoAmI(Deadline deadline) throws Refusal {
    Optional<ShellProbe.Identity> answer = probe.ask(deadline);
    if (answer.isEmpty()) {
      String seen =
          probe.lastSeen() instanceof ExpectResult.Unmatched unmatched ? unmatched.describe() : "";
      throw new Refusal(LoginProblem.NO_SHELL, "nothing answers as a shell does", seen);
    }
    return answer.get();
  }

  private String becomeRoot(ShellProbe.Identity user) throws Refusal {
    Escalation escalation = new Escalation(console, plan, probe, listener);
    Deadline deadline = Deadline.in(SHELL.multipliedBy(2), console.clock());
    return switch (escalation.toRoot(user, deadline)) {
      case Escalation.Result.Root root -> root.by();
      case Escalation.Result.Not not -> throw new Refusal(not.problem(), not.detail(), not.quote());
    };
  }

  private static Refusal refusal(LoginProblem problem, ExpectResult result) {
    return switch (result) {
      case ExpectResult.Hopeless hopeless ->
          new Refusal(LoginProblem.HOPELESS, hopeless.why(), hopeless.describe());
      case ExpectResult.Unmatched unmatched ->
          new Refusal(
              problem,
              unmatched.describe(),
              lastLine(String.join("\n", unmatched.seen().lastLines())));
      default -> new Refusal(LoginProblem.INTERRUPTED, "the login was interrupted", "");
    };
  }

  private static String lastLine(String text) {
    List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.isEmpty() ? "" : lines.getLast();
  }
}
