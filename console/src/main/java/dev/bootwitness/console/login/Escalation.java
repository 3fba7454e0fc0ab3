package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns a user's shell into a root shell by sudo, else doas, else su, whichever the guest has.
 *
 * <p>Each way counts only when the shell itself reports uid 0. If a way refuses, its message is
 * kept and its reason is named separately (see {@link Denial}).
 */
final class Escalation {

  private static final String KILL_LINE = "\025";

  private static final Duration STEP = Duration.ofSeconds(40);

  /** After this much silence following a line of its own, the command has printed all it prints. */
  private static final Duration SETTLED = Duration.ofMillis(700);

  /**
   * A prompt and the terminal query that the shell sends with it arrive in one piece, or nearly.
   */
  private static final Duration PROMPTED = Duration.ofMillis(50);

  /** The longest wait for a prompt: there may be none. */
  private static final Duration UNPROMPTED = Duration.ofMillis(300);

  /** After this much silence there is a shell without a prompt, or nothing at all. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  /** The command's echo ends its line; text on a later line is an answer to it. */
  private static final TextPattern ANSWER = TextPattern.prompt("\\n[^\\n]*[^\\s][^\\n]*", SETTLED);

  private final Console console;
  private final LoginPlan plan;
  private final ShellProbe probe;
  private final LoginListener listener;

  Escalation(Console console, LoginPlan plan, ShellProbe probe, LoginListener listener) {
    this.console = console;
    this.plan = plan;
    this.probe = probe;
    this.listener = listener;
  }

  private record Escalator(String program, String command, Optional<String> password) {}

  private record Denied(Escalator escalator, Denial denial, String quote) {}

  /**
   * The command that made the shell a root shell; a {@link Refusal} names every way that was tried.
   */
  String toRoot(ShellProbe.Answer.Shell user, Deadline deadline) throws Refusal {
    List<Denied> denied = new ArrayList<>();
    List<Escalator> escalators = escalators(user);
    for (Escalator escalator : escalators) {
      listener.step("escalate", escalator.command);
      boolean last = escalator.equals(escalators.getLast());
      Optional<Denied> attempt = attempt(escalator, last, deadline.atMost(STEP));
      if (attempt.isEmpty()) {
        return escalator.command;
      }
      denied.add(attempt.get());
    }
    throw notRoot(user, denied);
  }

  private List<Escalator> escalators(ShellProbe.Answer.Shell user) {
    List<Escalator> escalators = new ArrayList<>();
    if (user.escalators().contains("sudo")) {
      escalators.add(new Escalator("sudo", "sudo -i", plan.password()));
    }
    if (user.escalators().contains("doas")) {
      escalators.add(new Escalator("doas", "doas -s", plan.password()));
    }
    if (user.escalators().contains("su") && plan.rootPassword().isPresent()) {
      escalators.add(new Escalator("su", "su -", plan.rootPassword()));
    }
    return escalators;
  }

  /** Empty when the shell that answers afterwards is a root shell. */
  private Optional<Denied> attempt(Escalator escalator, boolean last, Deadline deadline)
      throws Refusal {
    awaitPrompt(deadline);
    long from = console.skipToEnd();
    long answered = console.queriesAnswered();
    console.send(KILL_LINE + " " + escalator.command + "\r");
    boolean again = false;
    boolean given = false;
    while (true) {
      switch (answer(escalator, deadline)) {
        case ShellProbe.Answer.PasswordPrompt prompt -> {
          if (given || escalator.password.isEmpty()) {
            String said = console.textSince(from);
            cancel(last, deadline);
            Denial denial = given ? Denial.PASSWORD_REFUSED : Denial.PASSWORD_NEEDED;
            return Optional.of(new Denied(escalator, denial, denial.quote(said)));
          }
          if (!again && console.queriesAnswered() > answered) {
            // A shell asks for the cursor position with its prompt. An answer that arrives after
            // the command is typed ahead and would become the beginning of the password: sudo keeps
            // it (lib/util/term.c, TCSADRAIN). Input that arrived while the shell's line editor
            // held the terminal is not a line that ^U could delete (drivers/tty/n_tty.c,
            // n_tty_set_termios), but ^C drops all of it.
            again = true;
            cancel(false, deadline);
            console.send(KILL_LINE + " " + escalator.command + "\r");
            continue;
          }
          console.sendSecret(escalator.password.get());
          given = true;
        }
        case ShellProbe.Answer.Shell shell -> {
          return shell.uid() == 0
              ? Optional.empty()
              : Optional.of(denied(escalator, Denial.STILL_UNPRIVILEGED, console.textSince(from)));
        }
        case ShellProbe.Answer.LoginPrompt prompt -> {
          return Optional.of(denied(escalator, Denial.NO_ANSWER, console.textSince(from)));
        }
        case ShellProbe.Answer.Captured(ForegroundProgram captor) -> {
          return Optional.of(denied(escalator, Denial.NO_ANSWER, console.textSince(from)));
        }
        case ShellProbe.Answer.None(ExpectResult.DeadlinePassed passed) -> {
          return Optional.of(denied(escalator, Denial.NO_ANSWER, console.textSince(from)));
        }
        case ShellProbe.Answer.None(ExpectResult.Unmatched result) ->
            throw Refusal.of(LoginProblem.HOPELESS, result);
        case ShellProbe.Answer.Interrupted(ExpectResult.Interrupted result) ->
            throw Refusal.of(LoginProblem.INTERRUPTED, result);
      }
    }
  }

  /** What is typed before the shell has asked about its terminal crosses the answer to that. */
  private void awaitPrompt(Deadline deadline) {
    ExpectResult _ =
        console.expect(
            Expectation.of("the shell's prompt", Prompts.silence(PROMPTED)),
            deadline.atMost(UNPROMPTED));
  }

  private ShellProbe.Answer answer(Escalator escalator, Deadline deadline) {
    Expectation settled =
        Expectation.of(
            "a password prompt or a shell after `" + escalator.command + "`",
            Prompts.PASSWORD,
            ANSWER,
            Prompts.SHELL_TALKED_OVER,
            Prompts.silence(SILENT));
    ExpectResult result = console.expect(settled, deadline.atMost(SILENT.multipliedBy(2)));
    return result instanceof ExpectResult.Matched matched && matched.index() == 0
        ? new ShellProbe.Answer.PasswordPrompt(matched.before(), matched.text())
        : probe.ask(deadline);
  }

  /**
   * Leaves a password prompt. It waits for the shell to return before another way is tried: input
   * typed earlier is lost.
   */
  private void cancel(boolean last, Deadline deadline) {
    console.send("\003");
    if (last) {
      return;
    }
    ExpectResult _ =
        console.expect(
            Expectation.of("the shell again", ANSWER, Prompts.SHELL_TALKED_OVER),
            deadline.atMost(SILENT));
  }

  private static Denied denied(Escalator escalator, Denial unspoken, String said) {
    Denial denial = Denial.in(said).orElse(unspoken);
    return new Denied(escalator, denial, denial.quote(said));
  }

  private static Refusal notRoot(ShellProbe.Answer.Shell user, List<Denied> denied) {
    if (denied.isEmpty()) {
      String su =
          user.escalators().contains("su")
              ? "; su is there, but the spec gives no root password for it"
              : "";
      return new Refusal(
          LoginProblem.UNPRIVILEGED,
          "uid " + user.uid() + " found neither sudo nor doas on its PATH" + su,
          "");
    }
    Denied first = denied.getFirst();
    boolean unverified =
        first.denial == Denial.STILL_UNPRIVILEGED || first.denial == Denial.NO_ANSWER;
    String detail =
        denied.stream()
            .map(
                a -> "`" + a.escalator.command + "` as uid " + user.uid() + ": " + a.denial.words())
            .collect(Collectors.joining("; "));
    return new Refusal(
        unverified ? LoginProblem.ESCALATION_UNVERIFIED : LoginProblem.ESCALATION_REFUSED,
        detail,
        first.quote);
  }
}
