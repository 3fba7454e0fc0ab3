package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.console.shell.Nonces;
import java.time.Duration;
import java.util.List;

/**
 * Asks whoever reads the console who it is.
 *
 * <p>One line that any shell understands; its answer is joined in the guest from two halves, so
 * neither the echo of the line nor an answer to an earlier one can be taken for it.
 */
final class ShellProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final int TRIES = 3;

  private final Console console;
  private final Nonces nonces;

  ShellProbe(Console console, Nonces nonces) {
    this.console = console;
    this.nonces = nonces;
  }

  /** Who answered. */
  sealed interface Answer {
    /**
     * A shell.
     *
     * @param uid -1 when the guest has no {@code id}
     * @param escalators which of sudo, doas and su it finds on its PATH
     * @param before what the console showed before the answer
     */
    record Shell(int uid, List<String> escalators, String before) implements Answer {}

    /** A getty: {@code before} is what the console showed before its prompt. */
    record LoginPrompt(String before, String prompt) implements Answer {}

    /** Something that wants a password. */
    record PasswordPrompt(String before, String prompt) implements Answer {}

    /** Nobody. */
    record None(ExpectResult.Unmatched result) implements Answer {}

    /** The waiting thread was interrupted. */
    record Interrupted(ExpectResult.Interrupted result) implements Answer {}
  }

  /** Asks until somebody answers, at most {@value #TRIES} times. */
  Answer ask(Deadline deadline) {
    Answer answer = askOnce(deadline);
    for (int again = 1; again < TRIES && timedOut(answer) && !deadline.expired(); again++) {
      answer = askOnce(deadline);
    }
    return answer;
  }

  private static boolean timedOut(Answer answer) {
    return answer instanceof Answer.None none
        && none.result() instanceof ExpectResult.DeadlinePassed;
  }

  /** Asks once; for a place where a shell is only one of the things that may stand there. */
  Answer askOnce(Deadline deadline) {
    String nonce = nonces.next();
    // Ctrl-U drops what may stand in the line; a leading blank keeps it out of the history.
    console.send(
        "\025 sh -c 'printf \"\\n%s%s:%s:%s~\\n\" \"~bw\" \""
            + nonce
            + "\" \"$(id -u)\" \"$(for p in sudo doas su; do command -v $p >/dev/null && printf \"%s"
            + " \" $p; done)\"'\r");
    Expectation answer =
        Expectation.of(
            "an answer of the shell",
            TextPattern.regex("~bw" + nonce + ":([0-9]{0,10}):([^~\\n]*)~\\n"),
            Prompts.LOGIN,
            Prompts.PASSWORD);
    return switch (console.expect(answer, deadline.atMost(PATIENCE))) {
      case ExpectResult.Matched matched ->
          switch (matched.index()) {
            case 0 -> shell(matched);
            case 1 -> new Answer.LoginPrompt(matched.before(), matched.text().strip());
            default -> new Answer.PasswordPrompt(matched.before(), matched.text().strip());
          };
      case ExpectResult.Unmatched unmatched -> new Answer.None(unmatched);
      case ExpectResult.Interrupted interrupted -> new Answer.Interrupted(interrupted);
    };
  }

  private static Answer.Shell shell(ExpectResult.Matched matched) {
    String uid = matched.groups().get(1);
    String tools = matched.groups().get(2).strip();
    return new Answer.Shell(
        uid.isEmpty() ? -1 : Integer.parseInt(uid),
        tools.isEmpty() ? List.of() : List.of(tools.split(" +")),
        matched.before());
  }
}
