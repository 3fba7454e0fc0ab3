package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import dev.bootwitness.record.Event;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Interprets what a builder prints by the rules of channel {@code build}, each rule once: Nix
 * repeats a failed download four times and then goes on.
 */
final class BuildDetector {
  private static final String BUILD = "build";

  private final RuleEngine rules;
  private final Set<String> fired = new HashSet<>();

  BuildDetector(RuleEngine rules) {
    this.rules = rules;
  }

  /** A cause, and how much it weighs by its rule. */
  record Seen(FindingBuilder finding, Severity severity) {}

  Optional<Seen> line(Event.ToolOutput output) {
    return output.tool().equals(BUILD)
        ? rules
            .build(output.line())
            .filter(match -> fired.add(match.rule().id()))
            .map(match -> new Seen(found(match, output.line()), match.rule().severity()))
        : Optional.empty();
  }

  private static FindingBuilder found(RuleMatch match, String line) {
    FindingBuilder finding =
        FindingBuilder.about(match.rule().cause(), match.detail(), "host", ConsoleText.quote(line))
            .subject(match.subject());
    return match.advice().map(finding::advice).orElse(finding);
  }
}
