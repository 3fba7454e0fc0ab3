package dev.bootwitness.console.login;

import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.expect.ExpectResult;
import java.util.List;

/** Carries a refused login up through its states. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient LoginResult.Refused result;

  Refusal(LoginProblem problem, String detail, String quote) {
    super(detail);
    this.result = new LoginResult.Refused(problem, detail, quote);
  }

  LoginResult.Refused result() {
    return result;
  }

  /**
   * The refusal that follows from an unsuccessful wait: {@code problem} if only the time ran out.
   */
  static Refusal of(LoginProblem problem, ExpectResult result) {
    return switch (result) {
      case ExpectResult.Hopeless hopeless ->
          new Refusal(LoginProblem.HOPELESS, hopeless.why(), hopeless.describe());
      case ExpectResult.DeadlinePassed passed -> vain(problem, passed);
      case ExpectResult.EndOfStream ended -> vain(LoginProblem.HOPELESS, ended);
      case ExpectResult.Interrupted interrupted ->
          new Refusal(LoginProblem.INTERRUPTED, "the login was interrupted", "");
      case ExpectResult.Matched matched ->
          throw new IllegalArgumentException("a match is no refusal: " + matched.text());
    };
  }

  /** The refusal for a program that could not be left. */
  static Refusal of(ForegroundProgram captor) {
    return new Refusal(
        LoginProblem.CAPTURED,
        captor.describe() + ", holds the console and could not be closed",
        captor.quote());
  }

  private static Refusal vain(LoginProblem problem, ExpectResult.Unmatched result) {
    List<String> lines = result.seen().lastLines();
    // Its further lines list the patterns, which the person who wants to log in did not write.
    String what = result.describe().lines().findFirst().orElse("");
    return new Refusal(problem, what, lines.isEmpty() ? "" : lines.getLast());
  }

  /** The last non-blank line of {@code text}. */
  static String lastLine(String text) {
    List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.isEmpty() ? "" : lines.getLast();
  }
}
