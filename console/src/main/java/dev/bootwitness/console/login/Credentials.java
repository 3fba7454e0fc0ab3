package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers a getty: gives the name, the password when asked, and observes the outcome. */
final class Credentials {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * How long a console must be silent to suggest a shell without a prompt: longer than any login
   * takes on a slow machine to ask for a password, or pam_faildelay(8) to report a wrong one.
   */
  private static final Duration SILENT_SHELL = Duration.ofSeconds(15);

  /**
   * How long after the password such a shell is asked once: longer than the usual pam_faildelay(8)
   * of 2 or 3 s. A slower login drops what was typed ahead, or takes it for a name after it has
   * refused; in both cases the long silence decides as if no question had been asked.
   */
  private static final Duration ASKED_AFTER = Duration.ofSeconds(4);

  /**
   * The same delay for a console that never falls silent, e.g. because the profile has started a
   * job.
   */
  private static final Duration TALKED_OVER = Duration.ofSeconds(12);

  /** The rest of the long silence after an unanswered question. */
  private static final Duration SILENT_SINCE_ASKED = Duration.ofSeconds(3);

  private static final Expectation AFTER_NAME = after(SILENT_SHELL);

  private static final Expectation AFTER_PASSWORD = after(ASKED_AFTER);

  private static Expectation after(Duration silence) {
    return Expectation.of(
        "a password prompt or a shell",
        Prompts.REJECTED,
        Prompts.EXPIRED,
        Prompts.NO_LOGIN_SHELL,
        Prompts.BOOTING,
        Prompts.CODE,
        Prompts.PASSWORD,
        Prompts.PASSWORD_TALKED_OVER,
        Prompts.LOGIN,
        Prompts.LOGIN_TALKED_OVER,
        Prompts.SHELL,
        Prompts.SHELL_TALKED_OVER,
        Prompts.silence(silence));
  }

  /** The index of silence in those patterns. */
  private static final int SILENCE = 11;

  private final Console console;
  private final LoginPlan plan;
  private final ShellProbe probe;
  private final LoginListener listener;

  Credentials(Console console, LoginPlan plan, ShellProbe probe, LoginListener listener) {
    this.console = console;
    this.plan = plan;
    this.probe = probe;
    this.listener = listener;
  }

  /** The outcome of the credentials. */
  sealed interface Outcome {
    /**
     * Nothing refused: something that may be a shell is there.
     *
     * @param who the shell, if it has already been asked
     */
    record Accepted(Optional<ShellProbe.Answer.Shell> who) implements Outcome {}

    /** The system does not allow logins yet; its login prompt will come again. */
    record TooEarly() implements Outcome {}
  }

  Outcome give() throws Refusal {
    Deadline deadline = Deadline.in(PATIENCE, console.clock());
    console.send(plan.user() + "\r");
    listener.step("user-sent", plan.user());
    boolean passwordSent = false;
    boolean asked = false;
    boolean again = false;
    Deadline asking = deadline;
    while (true) {
      Expectation awaited = passwordSent && !asked ? AFTER_PASSWORD : AFTER_NAME;
      ExpectResult result =
          console.expect(awaited, asked ? deadline.atMost(SILENT_SINCE_ASKED) : asking);
      if (asked && result instanceof ExpectResult.DeadlinePassed && !deadline.expired()) {
        return new Outcome.Accepted(Optional.empty());
      }
      boolean talks = result instanceof ExpectResult.DeadlinePassed && !deadline.expired();
      if (talks) {
        Optional<ShellProbe.Answer.Shell> who = askAhead(deadline);
        if (who.isPresent()) {
          return new Outcome.Accepted(who);
        }
        asked = true;
        continue;
      }
      if (!(result instanceof ExpectResult.Matched matched)) {
        throw Refusal.of(LoginProblem.NO_SHELL, result);
      }
      String said = matched.text().strip();
      switch (matched.index()) {
        case 0 -> throw passwordSent ? refused(said) : refusedUnasked(said);
        case 1 -> throw expired(said);
        case 2 ->
            throw new Refusal(LoginProblem.NO_SHELL, "`" + plan.user() + "` gets no shell", said);
        case 3 -> {
          return new Outcome.TooEarly();
        }
        case 4 ->
            throw new Refusal(
                LoginProblem.SECOND_FACTOR,
                "a second factor is required for `" + plan.user() + "`, and a spec cannot give one",
                said);
        case 5, 6 -> {
          givePassword(passwordSent, said);
          passwordSent = true;
          asking = deadline.atMost(TALKED_OVER);
        }
        case 7, 8 -> {
          if (passwordSent || again || !saysNothing(matched.before())) {
            throw cameBack(passwordSent, matched.before());
          }
          // The name went to the wrong prompt, or to a getty that was restarted.
          again = true;
          console.send(plan.user() + "\r");
        }
        case SILENCE -> {
          Optional<ShellProbe.Answer.Shell> who =
              passwordSent && !asked ? askAhead(deadline) : Optional.empty();
          if (asked || !passwordSent || who.isPresent()) {
            return new Outcome.Accepted(who);
          }
          asked = true;
        }
        default -> {
          return new Outcome.Accepted(Optional.empty());
        }
      }
    }
  }

  /** The shell without a prompt; empty when nothing answers yet. */
  private Optional<ShellProbe.Answer.Shell> askAhead(Deadline deadline) throws Refusal {
    return switch (probe.askOnce(deadline)) {
      case ShellProbe.Answer.Shell shell -> Optional.of(shell);
      case ShellProbe.Answer.LoginPrompt(String before, String prompt) ->
          throw refusedOrBack(before + prompt);
      case ShellProbe.Answer.PasswordPrompt(String before, String prompt) ->
          throw refusedOrBack(before + prompt);
      case ShellProbe.Answer.Captured(ForegroundProgram captor) -> throw Refusal.of(captor);
      case ShellProbe.Answer.None _, ShellProbe.Answer.Interrupted _ -> Optional.empty();
    };
  }

  /** A login that was slow to refuse has by now asked for the next name. */
  private Refusal refusedOrBack(String seen) {
    List<String> lines = seen.lines().map(String::strip).toList();
    Optional<String> refused = lines.stream().filter(Prompts::rejects).findFirst();
    Optional<String> expired = lines.stream().filter(Prompts::expires).findFirst();
    return refused
        .map(this::refused)
        .or(() -> expired.map(this::expired))
        .orElseGet(() -> cameBack(true, seen));
  }

  private Refusal refused(String said) {
    return rejected("the login of `" + plan.user() + "` was refused", said);
  }

  /** In that case the password is not among the reasons. */
  private Refusal refusedUnasked(String said) {
    return new Refusal(
        LoginProblem.REJECTED_UNASKED,
        "`" + plan.user() + "` was refused before a password was asked for",
        said);
  }

  private Refusal expired(String said) {
    return new Refusal(
        LoginProblem.PASSWORD_EXPIRED,
        "`" + plan.user() + "` must change its password before it gets a shell",
        said);
  }

  private void givePassword(boolean sentBefore, String prompt) throws Refusal {
    if (plan.password().isEmpty()) {
      throw new Refusal(
          LoginProblem.PASSWORD_NEEDED,
          "a password is required for `" + plan.user() + "` and the spec gives none",
          prompt);
    } else if (sentBefore) {
      throw rejected("the password of `" + plan.user() + "` was asked for again", prompt);
    }
    console.sendSecret(plan.password().get());
    listener.step("password-sent", "");
  }

  private Refusal cameBack(boolean passwordSent, String seen) {
    String lastLine = Refusal.lastLine(seen);
    Optional<String> closed =
        seen.lines().map(String::strip).filter(Prompts::closed).reduce((_, last) -> last);
    if (passwordSent && closed.isPresent()) {
      return new Refusal(
          LoginProblem.REJECTED_UNASKED,
          "`" + plan.user() + "` was refused: the system is closed to logins",
          closed.get());
    }
    // After an accepted password the session began and ended at once: its shell is at fault.
    return passwordSent
        ? new Refusal(
            LoginProblem.NO_SHELL,
            "the session of `" + plan.user() + "` ended at once: the login prompt came back",
            lastLine)
        : refusedUnasked(lastLine);
  }

  /** Whether only an echo of the name and a banner came before the prompt. */
  private boolean saysNothing(String before) {
    return before.lines().map(String::strip).noneMatch(Prompts::closed);
  }

  private static Refusal rejected(String detail, String quote) {
    return new Refusal(LoginProblem.REJECTED, detail, quote);
  }
}
