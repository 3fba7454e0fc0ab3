package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import java.time.Duration;

/** Answers a getty: gives the name, the password when asked, and hears what becomes of it. */
final class Credentials {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * So long must a console be silent for a shell without a prompt: longer than any login takes to
   * ask for a password, or pam_faildelay(8) to say that it was wrong, on a slow machine.
   */
  private static final Duration SILENT_SHELL = Duration.ofSeconds(15);

  private static final Expectation AFTER_NAME =
      Expectation.of(
          "a password prompt or a shell",
          Prompts.REJECTED,
          Prompts.EXPIRED,
          Prompts.NO_LOGIN_SHELL,
          Prompts.BOOTING,
          Prompts.PASSWORD,
          Prompts.PASSWORD_TALKED_OVER,
          Prompts.LOGIN,
          Prompts.LOGIN_TALKED_OVER,
          Prompts.SHELL,
          Prompts.SHELL_TALKED_OVER,
          Prompts.silence(SILENT_SHELL));

  private final Console console;
  private final LoginPlan plan;
  private final LoginListener listener;

  Credentials(Console console, LoginPlan plan, LoginListener listener) {
    this.console = console;
    this.plan = plan;
    this.listener = listener;
  }

  /** What came of them. */
  enum Outcome {
    /** Nothing spoke against it: something that may be a shell is there. */
    ACCEPTED,
    /** The system lets nobody in yet; its login prompt will come again. */
    TOO_EARLY
  }

  Outcome give() throws Refusal {
    Deadline deadline = Deadline.in(PATIENCE, console.clock());
    console.send(plan.user() + "\r");
    listener.step("user-sent", plan.user());
    boolean passwordSent = false;
    while (true) {
      ExpectResult result = console.expect(AFTER_NAME, deadline);
      if (!(result instanceof ExpectResult.Matched matched)) {
        throw Refusal.of(LoginProblem.NO_SHELL, result);
      }
      String said = matched.text().strip();
      switch (matched.index()) {
        case 0 -> throw rejected("the login of `" + plan.user() + "` was refused", said);
        case 1 ->
            throw new Refusal(
                LoginProblem.PASSWORD_EXPIRED,
                "`" + plan.user() + "` must change its password before it gets a shell",
                said);
        case 2 ->
            throw new Refusal(LoginProblem.NO_SHELL, "`" + plan.user() + "` gets no shell", said);
        case 3 -> {
          return Outcome.TOO_EARLY;
        }
        case 4, 5 -> {
          givePassword(passwordSent, said);
          passwordSent = true;
        }
        case 6, 7 -> throw cameBack(passwordSent, Refusal.lastLine(matched.before()));
        default -> {
          return Outcome.ACCEPTED;
        }
      }
    }
  }

  private void givePassword(boolean sentBefore, String prompt) throws Refusal {
    if (plan.password().isEmpty()) {
      throw new Refusal(
          LoginProblem.PASSWORD_NEEDED,
          "a password is asked for `" + plan.user() + "` and the spec gives none",
          prompt);
    } else if (sentBefore) {
      throw rejected("the password of `" + plan.user() + "` was asked for again", prompt);
    }
    console.sendSecret(plan.password().get());
    listener.step("password-sent", "");
  }

  private Refusal cameBack(boolean passwordSent, String lastLine) {
    // After an accepted password the session began and ended at once: its shell is at fault.
    return passwordSent
        ? new Refusal(
            LoginProblem.NO_SHELL,
            "the session of `" + plan.user() + "` ended at once: the login prompt came back",
            lastLine)
        : rejected("the login prompt came back after `" + plan.user() + "` was given", lastLine);
  }

  private static Refusal rejected(String detail, String quote) {
    return new Refusal(LoginProblem.REJECTED, detail, quote);
  }
}
