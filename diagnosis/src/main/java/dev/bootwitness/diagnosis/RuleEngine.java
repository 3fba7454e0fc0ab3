package dev.bootwitness.diagnosis;

import dev.bootwitness.record.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.safere.Pattern;

/**
 * Looks for rules in console text, piece by piece; keeps nothing between two pieces.
 *
 * <p>All patterns are searched for in one pass in time linear in the text; only the rules that
 * match are searched again for their groups. Immutable and thread-safe.
 */
final class RuleEngine {
  private static final class Bundled {
    static final RuleEngine ENGINE = new RuleEngine(Rules.bundled());
  }

  private final OneKind lines;
  private final OneKind prompts;

  RuleEngine(List<Rule> rules) {
    this.lines = new OneKind(rules, Rule.On.LINE);
    this.prompts = new OneKind(rules, Rule.On.PROMPT);
  }

  /** The engine with the rules in the jar. */
  static RuleEngine bundled() {
    return Bundled.ENGINE;
  }

  /** The rules that a whole line fires in that stage. */
  List<RuleMatch> line(Stage stage, String text) {
    return lines.matches(stage, text);
  }

  /** The rules that a line without an end yet fires in that stage. */
  List<RuleMatch> prompt(Stage stage, String text) {
    return prompts.matches(stage, text);
  }

  /** How much a rule for that cause gives the text, line or prompt; empty when none fires. */
  Optional<Severity> severity(String cause, Stage stage, String text) {
    return Stream.concat(line(stage, text).stream(), prompt(stage, text).stream())
        .map(RuleMatch::rule)
        .filter(rule -> rule.cause().id().equals(cause))
        .map(Rule::severity)
        .max(Comparator.naturalOrder());
  }

  /** The rules for one kind of text. */
  private static final class OneKind {
    private final List<Rule> rules;

    /** Any of the patterns: nearly every line matches none, and this tells so in one pass. */
    private final Pattern any;

    OneKind(List<Rule> all, Rule.On on) {
      this.rules = all.stream().filter(rule -> rule.on() == on).toList();
      this.any =
          Pattern.compile(
              rules.stream()
                  .map(rule -> "(?:" + rule.pattern().pattern() + ")")
                  .collect(Collectors.joining("|")));
    }

    List<RuleMatch> matches(Stage stage, String text) {
      String body = ConsoleText.of(text).body();
      if (!any.matcher(body).find()) {
        return List.of();
      }
      return rules.stream()
          .filter(rule -> rule.mayFireIn(stage))
          .flatMap(rule -> rule.match(body).stream())
          .toList();
    }
  }
}
