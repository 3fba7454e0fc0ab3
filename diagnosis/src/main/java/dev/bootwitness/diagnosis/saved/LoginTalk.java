package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;

/**
 * Reads what a saved log shows between a login prompt and a shell: a login that was accepted and
 * ended silently, or a question before there is a shell. Not thread-safe.
 */
final class LoginTalk {
  private static final LinePattern PROMPT = Signs.of("login-prompt");

  private static final LinePattern PASSWORD = Signs.of("login-password");

  /** What a login prints for every user (util-linux, shadow, busybox, Debian's /etc/motd). */
  private static final LinePattern GREETING = Signs.of("login-greeting");

  /** An issue has that many lines at most. */
  private static final int ISSUE = 12;

  /** Several consecutive autologins that end at once are not chance. */
  private static final int TIMES = 3;

  private final RuleEngine rules;
  private final Deque<String> recent = new ArrayDeque<>();
  private List<String> issue = List.of();

  /** The line of the last password; null when none was given since the prompt. */
  private @Nullable LogLine attempt;

  private boolean automatic;
  private int automaticLogins;
  private boolean silent;

  LoginTalk(RuleEngine rules) {
    this.rules = rules;
  }

  /**
   * A line of the console, before there is a shell.
   *
   * @return what it shows to have gone wrong
   */
  Optional<LoginTrouble> line(LogLine line, ConsoleText text) {
    String body = text.body();
    if (body.isBlank() || text.stamped()) {
      return Optional.empty();
    }
    Matcher prompt = PROMPT.matcher(body);
    if (body.contains("login:") && !body.startsWith("Last ") && prompt.find()) {
      return prompted(line, prompt.group(1));
    }
    if (line.ended() && asksForSomething(body) && PASSWORD.isIn(body)) {
      attempt = line;
      silent = true;
    } else if (silent && (attempt != null || automatic)) {
      silent = GREETING.isIn(body) || issue.contains(body);
    }
    recent.add(body);
    if (recent.size() > ISSUE) {
      recent.removeFirst();
    }
    return Optional.empty();
  }

  /** Hardly any line ends like this, and checking costs little. */
  private static boolean asksForSomething(String body) {
    return body.endsWith(":") || body.endsWith("\uFF1A");
  }

  private Optional<LoginTrouble> prompted(LogLine line, String behind) {
    LogLine given = attempt;
    if (issue.isEmpty()) {
      issue = List.copyOf(recent);
    }
    automaticLogins = automatic && silent ? automaticLogins : 0;
    automatic = behind.contains("(automatic login)");
    automaticLogins += automatic ? 1 : 0;
    boolean closed = silent;
    attempt = null;
    silent = true;
    if (given != null && closed) {
      return Optional.of(noShell(given));
    }
    return automaticLogins >= TIMES ? Optional.of(noShell(line)) : Optional.empty();
  }

  private static LoginTrouble noShell(LogLine line) {
    return new LoginTrouble(
        "login/no-shell",
        Severity.FATAL,
        "the login was accepted, and its session ended at once without a word",
        line);
  }

  /** Somebody has got a shell. */
  void shell() {
    attempt = null;
    automatic = false;
    automaticLogins = 0;
  }

  /** What the last line of the log asks the user, before there is a shell. */
  Optional<LoginTrouble> asks(LogLine last) {
    String text = last.text().strip();
    if (last.ended() || (attempt == null && !automatic)) {
      return Optional.empty();
    }
    return rules.loggedIn(text).map(match -> LoginTrouble.of(match, last));
  }
}
