package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.diagnosis.log.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Notices that the replies in a transcript stand under the wrong commands: of questions whose
 * answers have a form of their own, several are answered in the form of the question before, and
 * none in its own. Not thread-safe.
 */
final class ReplyOrder {
  /** One may be chance. */
  private static final int ENOUGH = 2;

  private static final int MOST = 500;

  private static final Pattern EITHER =
      Pattern.compile(
          "&& *echo [\"']?([A-Za-z_-]+)[\"']? *(?:[|][|] *|; *else *)echo [\"']?([A-Za-z_-]+)[\"']? *(?:; *fi)?$");

  /** A question, the form its answer has, and the first line behind it. */
  private static final class Question {
    final String command;
    final Pattern form;
    @Nullable LogLine reply;

    Question(String command, Pattern form) {
      this.command = command;
      this.form = form;
    }

    boolean isAnswered() {
      return reply != null && fits(reply);
    }

    boolean fits(LogLine line) {
      return form.matcher(line.text().strip()).find();
    }
  }

  private static final Pattern ANYTHING = Pattern.compile("^\\b$");

  private final List<Question> questions = new ArrayList<>();

  /** A command was typed; an empty one says nothing. */
  void command(String command) {
    if (!command.isEmpty() && questions.size() < MOST) {
      questions.add(new Question(command, form(command)));
    }
  }

  /** The form of the answer to a command; one that nothing fits when it has none of its own. */
  private static Pattern form(String command) {
    Matcher either = EITHER.matcher(command);
    if (either.find()) {
      return Pattern.compile("^(?:" + either.group(1) + "|" + either.group(2) + ")$");
    }
    String plain = command.startsWith("sudo ") ? command.substring(5) : command;
    if (plain.startsWith("systemctl is-active ")) {
      return Pattern.compile("^(?:active|inactive|failed|activating|deactivating|unknown)$");
    }
    if (plain.startsWith("systemctl is-enabled ")) {
      return Pattern.compile("^(?:enabled|disabled|static|masked|indirect|generated|not-found)$");
    }
    return switch (plain) {
      case "id -u", "nproc" -> Pattern.compile("^\\d{1,6}$");
      case "uname -r" -> Pattern.compile("^\\d+\\.\\d+[\\w.+-]*$");
      case "uname -m", "arch" -> Pattern.compile("^(?:x86_64|aarch64|riscv64|i686|armv7l)$");
      case "uname -s" -> Pattern.compile("^Linux$");
      case "date +%s" -> Pattern.compile("^\\d{10}$");
      case "systemctl is-system-running" ->
          Pattern.compile("^(?:running|degraded|starting|initializing|maintenance|stopping)$");
      default -> ANYTHING;
    };
  }

  /** A line behind a command. */
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

  /** The first reply that stands under the wrong command, when none stands under its own. */
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
