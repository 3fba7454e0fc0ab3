package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClosedException;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.console.shell.ShellException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Logs in on a booting console, up to a shell that has confirmed who it is.
 *
 * <p>A state machine: {@link LoginEntryPoint} (login prompt, autologin, or a shell already there),
 * {@link Credentials}, shell, {@link Escalation}. Whatever the console shows, only an answer with
 * this login's nonce counts as a shell, and only uid 0 in that answer counts as root. For one use
 * by one thread.
 */
public final class Login {

  private static final Duration SHELL = Duration.ofSeconds(30);
  private static final Duration ESCALATION = Duration.ofSeconds(90);

  /** How long a console must be silent after an autologin to suggest a shell without a prompt. */
  private static final Duration SILENT_SHELL = Duration.ofSeconds(5);

  /** The index of another autologin in what is awaited after one. */
  private static final int ANOTHER = 2;

  /** A getty may be restarted during a boot; one that keeps restarting never gives a shell. */
  private static final int MOST_AUTOLOGINS = 2;

  private final Console console;
  private final LoginPlan plan;
  private final Nonces nonces;
  private final BooleanSupplier userspaceReached;
  private final LoginListener listener;
  private final ShellProbe probe;

  /** How many autologins followed the first one. */
  private int autologins;

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
    this.probe = new ShellProbe(console, nonces, listener);
  }

  /**
   * A login prompt or an autologin message, for callers that only need to see that it is there.
   * Kernel messages printed over the prompt do not hide it.
   */
  public static Expectation prompt() {
    return Expectation.of(
        "a login prompt", Prompts.LOGIN, Prompts.LOGIN_TALKED_OVER, Prompts.AUTOLOGIN);
  }

  /** A shell that answered, and how it was reached. */
  private record Session(String how, ShellProbe.Answer.Shell user) {}

  /**
   * Logs in.
   *
   * @param bootDeadline by which a login prompt or a shell must have appeared
   */
  public LoginResult run(Deadline bootDeadline) {
    try {
      Session session = enter(bootDeadline);
      String how = session.how;
      listener.step("shell", "uid " + session.user.uid());
      if (plan.becomeRoot() && session.user.uid() != 0) {
        how = how + ", root by " + becomeRoot(session.user);
        listener.step("root", "uid 0 verified");
      }
      FramedShell shell = FramedShell.start(console, nonces, Deadline.in(SHELL, console.clock()));
      return new LoginResult.LoggedIn(
          shell, shell.uid(), how + ", uid " + shell.uid() + " verified");
    } catch (Refusal refusal) {
      return refusal.result();
    } catch (ShellException e) {
      return new LoginResult.Refused(
          LoginProblem.NO_SHELL, "the shell stopped answering", String.valueOf(e.getMessage()));
    } catch (ConsoleClosedException e) {
      return new LoginResult.Refused(LoginProblem.HOPELESS, String.valueOf(e.getMessage()), "");
    }
  }

  private Session enter(Deadline bootDeadline) throws Refusal {
    LoginEntryPoint entry = new LoginEntryPoint(console, probe, userspaceReached);
    while (true) {
      LoginEntryPoint.Entry way = entry.find(bootDeadline);
      listener.step("prompt", Prompts.alone(way.text()));
      switch (way) {
        case LoginEntryPoint.Entry.OpenShell shell -> {
          return new Session("a shell was there", shell.who());
        }
        case LoginEntryPoint.Entry.Autologin autologin -> {
          awaitShellPrompt();
          return new Session("autologin as " + autologin.user(), whoAmI());
        }
        case LoginEntryPoint.Entry.Prompt prompt -> {
          if (new Credentials(console, plan, probe, listener).give()
              instanceof Credentials.Outcome.Accepted(var who)) {
            return new Session("login as " + plan.user(), who.isPresent() ? who.get() : whoAmI());
          }
        }
      }
    }
  }

  /** A shell may have no prompt at all: after enough silence it is asked anyway. */
  private void awaitShellPrompt() throws Refusal {
    ExpectResult result =
        console.expect(
            Expectation.of(
                "a shell prompt", Prompts.SHELL, Prompts.silence(SILENT_SHELL), Prompts.AUTOLOGIN),
            Deadline.in(SHELL, console.clock()));
    if (result instanceof ExpectResult.Matched matched && matched.index() == ANOTHER) {
      autologins++;
      if (autologins > MOST_AUTOLOGINS) {
        throw new Refusal(
            LoginProblem.NO_SHELL,
            "each session ended at once: the getty logs in again and again",
            Refusal.lastLine(matched.before()));
      }
      awaitShellPrompt();
      return;
    }
    if (!(result instanceof ExpectResult.Matched)
        && !(result instanceof ExpectResult.DeadlinePassed)) {
      throw Refusal.of(LoginProblem.NO_SHELL, result);
    }
  }

  private ShellProbe.Answer.Shell whoAmI() throws Refusal {
    Deadline deadline = Deadline.in(SHELL, console.clock());
    // For any program that wants a password after the login: the plan's passwords are not meant for
    // it.
    boolean _ = probe.leavePassword();
    ShellProbe.Answer answer = probe.ask(deadline);
    if (answer instanceof ShellProbe.Answer.PasswordPrompt && probe.leavePassword()) {
      answer = probe.ask(deadline);
    }
    return switch (answer) {
      case ShellProbe.Answer.Shell shell -> shell;
      case ShellProbe.Answer.LoginPrompt(String before, String prompt) ->
          throw new Refusal(
              LoginProblem.NO_SHELL,
              "the session ended at once: the login prompt came back",
              Refusal.lastLine(before));
      case ShellProbe.Answer.PasswordPrompt(String before, String prompt) ->
          throw new Refusal(
              LoginProblem.NO_SHELL, "a password prompt came instead of a shell", prompt);
      case ShellProbe.Answer.Captured(ForegroundProgram captor) -> throw Refusal.of(captor);
      case ShellProbe.Answer.None(ExpectResult.Unmatched result) ->
          throw Refusal.of(LoginProblem.NO_SHELL, result);
      case ShellProbe.Answer.Interrupted(ExpectResult.Interrupted result) ->
          throw Refusal.of(LoginProblem.INTERRUPTED, result);
    };
  }

  private String becomeRoot(ShellProbe.Answer.Shell user) throws Refusal {
    return new Escalation(console, plan, probe, listener)
        .toRoot(user, Deadline.in(ESCALATION, console.clock()));
  }
}
