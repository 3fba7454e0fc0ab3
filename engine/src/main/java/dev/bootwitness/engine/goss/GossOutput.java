package dev.bootwitness.engine.goss;

import dev.bootwitness.engine.check.ShellWord;
import java.util.List;
import java.util.Optional;

/**
 * The patterns of goss for what a command prints: a text, {@code /an expression/}, or one of them
 * after {@code !}, which must not be there. Goss looks at single lines.
 */
final class GossOutput {

  /** Takes a check, as {@code GossTests.add} does. */
  @FunctionalInterface
  interface Checks {
    void add(GossTest test, Object... pairs);
  }

  private final GossTest test;
  private final String command;
  private final Optional<String> within;
  private final Checks checks;
  private final List<String> left;

  /**
   * Of a command.
   *
   * @param within how long it may take; empty for the usual time
   */
  GossOutput(
      GossTest test, String command, Optional<String> within, Checks checks, List<String> left) {
    this.test = test;
    this.command = command;
    this.within = within;
    this.checks = checks;
    this.left = left;
  }

  /**
   * Makes checks of an attribute: a list is one of patterns, a single text is the whole output.
   *
   * @param exit the status with which the command ends
   */
  void check(String key, int exit) {
    Optional<String> whole = test.text(key);
    if (whole.isEmpty()) {
      patterns(test.texts(key), exit);
    } else if (whole.get().isEmpty()) {
      // $(…) drops the line feeds at the end, and so a text that is nothing else.
      checks.add(
          test,
          "name",
          name(key + " is empty"),
          "run",
          "out=$({ %s\n}; s=$?; printf x; exit $s); s=$?; [ \"$out\" = x ] && [ $s = %d ]"
              .formatted(command, exit),
          "within",
          within);
    } else {
      left.add(
          "%s: `%s` as a single text must be the whole output, and is not checked; write it as a list"
              .formatted(test.place(), key));
    }
  }

  private void patterns(List<String> patterns, int exit) {
    for (String pattern : patterns) {
      boolean without = pattern.startsWith("!");
      String text = pattern.substring(without ? 1 : 0);
      boolean expression = text.length() > 1 && text.startsWith("/") && text.endsWith("/");
      String plain =
          expression
              ? text.substring(1, text.length() - 1)
              : text.startsWith("\\/") || text.startsWith("\\!") ? text.substring(1) : text;
      if (plain.indexOf('\n') >= 0) {
        left.add("%s: a pattern of several lines is not checked".formatted(test.place()));
      } else if (without) {
        without(pattern, plain, expression, exit);
      } else {
        with(plain, expression, exit);
      }
    }
  }

  private void with(String plain, boolean expression, int exit) {
    if (expression && GossExpression.mayCrossLines(plain)) {
      left.add(
          "%s: `/%s/` may match across lines here; goss looks at single lines"
              .formatted(test.place(), plain));
    }
    checks.add(
        test,
        "run",
        command,
        "exit",
        exit == 0 ? Optional.empty() : Optional.of(exit),
        expression ? "matches" : "prints",
        plain,
        "within",
        within);
  }

  /** grep exits with 1 when nothing matches, and with more when it could not look. */
  private void without(String pattern, String plain, boolean expression, int exit) {
    if (expression && !GossExpression.isPortable(plain)) {
      left.add(
          "%s: `%s` is not checked, because grep reads this expression otherwise than Go"
              .formatted(test.place(), pattern));
      return;
    }
    String grep = expression ? "grep -qE -e " : "grep -qF -e ";
    checks.add(
        test,
        "name",
        name("without " + pattern.substring(1)),
        "run",
        "out=$(%s\n); s=$?; printf '%%s\\n' \"$out\" | %s%s; [ $? = 1 ] && [ $s = %d ]"
            .formatted(command, grep, ShellWord.quote(plain), exit),
        "within",
        within);
  }

  /** In place of the command, which only says how it is looked at. */
  private Optional<String> name(String what) {
    return test.text("title").isPresent()
        ? Optional.empty()
        : Optional.of(test.place() + ": " + what);
  }
}
