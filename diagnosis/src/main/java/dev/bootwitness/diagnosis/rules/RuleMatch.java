package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import java.util.Optional;

/**
 * A rule that fired on a piece of text.
 *
 * @param detail the rule's sentence with the values of this text
 * @param subject what it is about: a unit, a device, a file; may be empty
 * @param advice the rule's own advice with the values of this text; empty: the cause's
 */
public record RuleMatch(Rule rule, String detail, String subject, Optional<String> advice) {

  /** The same with the content of the last line of a trace. */
  public RuleMatch ending(String last) {
    return last.isBlank()
        ? this
        : new RuleMatch(rule, detail + ": " + ConsoleText.quote(last), subject, advice);
  }
}
