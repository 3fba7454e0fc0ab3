package dev.bootwitness.diagnosis;

import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text on which a rule of the jar fires, and one on which it must not.
 *
 * @param stage where the rule is tried
 * @param fires text on which it fires
 * @param detail a part of the detail it then gives
 * @param misses text that is nearly the same and means something else
 */
record RuleExample(String rule, Stage stage, String fires, String detail, String misses) {

  static RuleExample ex(String rule, Stage stage, String fires, String detail, String misses) {
    return new RuleExample(rule, stage, fires, detail, misses);
  }

  static final List<RuleExample> ALL =
      Stream.of(
              LoaderRuleExamples.ALL,
              KernelRuleExamples.ALL,
              InitrdRuleExamples.ALL,
              SystemRuleExamples.ALL)
          .flatMap(List::stream)
          .toList();
}
