package dev.bootwitness.console.login;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.captor.ForegroundPrograms;
import dev.bootwitness.console.captor.ProgramEscape;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.console.shell.Nonces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the program that reads the console who it is.
 *
 * <p>It types one line that any shell understands. The guest joins the answer from two halves, so
 * neither the echo of the line nor an answer to an earlier one can be mistaken for it.
 */
final class ShellProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final int TRIES = 3;

  /** After this much silence the screen shows whether something other than a shell was asked. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** How many programs in the way are left, one after the other, before giving up. */
  private static final int MOST_CAPTORS = 6;

  /** The index after the answer patterns in the expectation of an answer. */
  private static final int SILENCE = 3;

  private final Console console;
  private final Nonces nonces;
  private final LoginListener listener;
  private final ProgramEscape wayOut;
  private final List<ForegroundProgram> left = new ArrayList<>();

  ShellProbe(Console console, Nonces nonces, LoginListener listener) {
    this.console = console;
    this.nonces = nonces;
    this.listener = listener;
    this.wayOut = new ProgramEscape(console);
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

    /** A getty; {@code before} is what the console showed before its prompt. */
    record LoginPrompt(String before, String prompt) implements Answer {}

    /** Something that wants a password. */
    record PasswordPrompt(String before, String prompt) implements Answer {}

    /** A program that could not be left. */
    record Captured(ForegroundProgram captor) implements Answer {}

    /** Nobody. */
    record None(ExpectResult.Unmatched result) implements Answer {}

    /** The waiting thread was interrupted. */
    record Interrupted(ExpectResult.Interrupted result) implements Answer {}
  }

  /** Asks until something answers, at most {@value #TRIES} times. */
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

  /**
   * Asks once, for situations where a shell is only one of several possibilities. A program in the
   * way is left, and the question is asked again.
   */
  Answer askOnce(Deadline deadline) {
    Answer answer = askHere(deadline);
    for (int i = 0; i < MOST_CAPTORS && answer instanceof Answer.Captured captured; i++) {
      if (wayOut.exhausted(captured.captor())) {
        return answer;
      }
      leave(captured.captor());
      answer = askHere(deadline);
    }
    if (answer instanceof Answer.Shell) {
      left.forEach(listener::left);
      left.clear();
      wayOut.reset();
    }
    return answer;
  }

  /** The listener is notified when a shell has answered after it. */
  private void leave(ForegroundProgram captor) {
    boolean again = !left.isEmpty() && left.getLast().program().equals(captor.program());
    if (!again) {
      left.add(captor);
    }
    if (captor.certain()) {
      wayOut.leave(captor);
    } else {
      wayOut.step(captor);
    }
  }

  /** Leaves a password prompt, if one is at the cursor. */
  boolean leavePassword() {
    Optional<ForegroundProgram> prompt =
        ForegroundPrograms.on(console.screen())
            .filter(c -> c.kind() == ForegroundProgram.Kind.PASSWORD);
    prompt.ifPresent(this::leave);
    return prompt.isPresent();
  }

  /** The program that is certainly in the way; giving passwords is not this class's job. */
  Optional<ForegroundProgram> standing() {
    return ForegroundPrograms.on(console.screen())
        .filter(captor -> captor.certain() && captor.kind() != ForegroundProgram.Kind.PASSWORD);
  }

  private Answer askHere(Deadline deadline) {
    // A pager or an editor would take each character of the question for a command. If no way out
    // of it worked, a shell may have drawn this screen after all, which only its answer can prove.
    Optional<ForegroundProgram> standing = standing();
    if (standing.isPresent() && !wayOut.exhausted(standing.get())) {
      return new Answer.Captured(standing.get());
    }
    String nonce = nonces.next();
    // Ctrl-U deletes what may be on the line; a leading blank keeps the command out of the history.
    console.send(
        "\025 sh -c 'printf \"\\n%s%s:%s:%s~\\n\" \"~bw\" \""
            + nonce
            + "\" \"$(id -u)\" \"$(for p in sudo doas su; do command -v $p >/dev/null && printf \"%s"
            + " \" $p; done)\"'\r");
    return hear(nonce, deadline.atMost(PATIENCE));
  }

  private Answer hear(String nonce, Deadline deadline) {
    Expectation answer =
        Expectation.of(
            "an answer of the shell",
            TextPattern.regex("~bw" + nonce + ":([0-9]{0,10}):([^~\\n]*)~\\n"),
            Prompts.LOGIN,
            Prompts.PASSWORD,
            Prompts.silence(QUIET));
    while (true) {
      ExpectResult result = console.expect(answer, deadline);
      boolean silent = result instanceof ExpectResult.Matched m && m.index() == SILENCE;
      if (silent || result instanceof ExpectResult.DeadlinePassed) {
        Optional<ForegroundProgram> captor = ForegroundPrograms.on(console.screen());
        if (captor.isPresent()) {
          return new Answer.Captured(captor.get());
        }
      }
      if (!silent) {
        return answer(result);
      }
    }
  }

  private static Answer answer(ExpectResult result) {
    return switch (result) {
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
