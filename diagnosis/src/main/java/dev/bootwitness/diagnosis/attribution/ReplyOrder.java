package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;

/**
 * Notices that the replies in a transcript are under the wrong commands: of questions with a
 * distinctive form of answer, several are answered in the form of the previous question, and none
 * in its own. Not thread-safe.
 */
final class ReplyOrder {
  /** One may be chance. */
  private static final int ENOUGH = 2;

  private static final int MOST = 500;

  private static final LinePattern EITHER = Signs.of("question-either");

  /** A question, the form of its answer, and the first line after it. */
  private static final class Question {
    final String command;
    final LinePattern form;
    @Nullable LogLine reply;

    Question(String command, LinePattern form) {
      this.command = command;
      this.form = form;
    }

    boolean isAnswered() {
      return reply != null && fits(reply);
    }

    boolean fits(LogLine line) {
      return form.isIn(line.text().strip());
    }
  }

  /** Questions whose answer has a distinctive form. */
  private static final List<String> QUESTIONS =
      List.of(
          "number",
          "release",
          "machine",
          "system",
          "time",
          "unit-active",
          "unit-enabled",
          "running");

  private static final LinePattern NOTHING = LinePattern.of(List.of());

  private final List<Question> questions = new ArrayList<>();

  /** A command was typed; an empty one says nothing. */
  void command(String command) {
    if (!command.isEmpty() && questions.size() < MOST) {
      questions.add(new Question(command, form(command)));
    }
  }

  /**
   * The form of the answer to a command; a form that nothing matches when it has none of its own.
   */
  private static LinePattern form(String command) {
    Matcher either = EITHER.matcher(command);
    if (either.find()) {
      return LinePattern.of(List.of("^(?:" + either.group(1) + "|" + either.group(2) + ")$"));
    }
    String plain = command.startsWith("sudo ") ? command.substring(5) : command;
    for (String question : QUESTIONS) {
      if (Signs.of("question-" + question).isIn(plain)) {
        return Signs.of("answer-" + question);
      }
    }
    return NOTHING;
  }

  /** A line after a command. */
  void output(LogLine line) {
    if (questions.isEmpty()) {
      return;
    }
    Question asked = questions.getLast();
    String text = line.text().strip();
    if (asked.reply == null && !text.isEmpty() && !text.equals(asked.command)) {
      asked.reply = line;
    }
  }

  /** The first reply under the wrong command, when none is under its own. */
  Optional<LogLine> misattributed() {
    int shifted = 0;
    LogLine first = null;
    Question before = null;
    for (Question question : questions) {
      LogLine reply = question.reply;
      if (question.isAnswered()) {
        return Optional.empty();
      }
      if (before != null && reply != null && !before.isAnswered() && before.fits(reply)) {
        shifted++;
        first = first == null ? reply : first;
      }
      before = question;
    }
    return shifted >= ENOUGH ? Optional.ofNullable(first) : Optional.empty();
  }
}
