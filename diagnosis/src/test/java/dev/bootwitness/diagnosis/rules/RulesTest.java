package dev.bootwitness.diagnosis.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.record.Stage;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final String ONE =
      """
      rules:
        - id: one
          cause: kernel/panic
          stages: kernel..login
          severity: fatal
          pattern: 'panic: (.*)'
          detail: it panicked with {1}
          except:
            - pattern: harmless
              reason: a drill
      """;

  private static void rejects(String text, String message) {
    assertThatThrownBy(() -> Rules.parse("r.yaml", text, Causes.bundled()))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aCompleteRuleIsRead() {
    Rule rule = Rules.parse("r.yaml", ONE, Causes.bundled()).getFirst();
    assertThat(rule.match("panic: at the disco"))
        .map(RuleMatch::detail)
        .contains("it panicked with at the disco");
    assertThat(rule.match("panic: harmless")).isEmpty();
  }

  private static final String MANY =
      """
      words:
        device: [disk, 'tape \\d']
      rules:
        - id: many
          cause: kernel/io-error
          stages: kernel..login
          severity: failure
          pattern:
            - '^(%{device}) is (.*)$'
            - '^lost (\\w+)$'
          detail: '{1}: {2}'
      """;

  @Test
  void ofSeveralPatternsTheFirstThatMatchesFillsItsGroups() {
    Rule rule = Rules.parse("r.yaml", MANY, Causes.bundled()).getFirst();
    assertThat(rule.match("disk is dead")).map(RuleMatch::detail).contains("disk: dead");
    assertThat(rule.match("tape 7 is torn")).map(RuleMatch::detail).contains("tape 7: torn");
    assertThat(rule.match("lost floppy")).map(RuleMatch::detail).contains("floppy:");
    assertThat(rule.match("a disk is dead")).isEmpty();
  }

  @Test
  void eachPatternOfAListIsFoundByItsOwnLiteral() {
    var engine = new RuleEngine(Rules.parse("r.yaml", MANY, Causes.bundled()));
    assertThat(engine.line(Stage.KERNEL, "tape 7 is torn")).hasSize(1);
    assertThat(engine.line(Stage.KERNEL, "lost floppy")).hasSize(1);
    assertThat(engine.line(Stage.KERNEL, "floppy lost")).isEmpty();
  }

  @Test
  void aMistakeInAListIsAnErrorWithThePlaceOfItsItem() {
    rejects(
        MANY.replace("'^lost (\\w+)$'", "'lost ('"),
        "r.yaml:10:9: pattern: this is not a linear-time pattern");
    rejects(
        MANY.replace("'^lost (\\w+)$'", "'lost %{devices}'"),
        "r.yaml:10:9: pattern: %{devices} is not among the words of this file (device)");
    rejects(
        MANY.replace("'{1}: {2}'", "'{3}'"),
        "r.yaml:11:13: detail: {3} is used but the pattern has 2 groups");
    rejects(MANY.replace("device:", "Device:"), "r.yaml:2:3: words: \"Device\" must be a name");
    rejects(
        MANY.replaceAll("(?m)^ +- '\\^.*\n", "").replace("pattern:", "pattern: []"),
        "r.yaml:8:14: pattern: the list is empty.");
  }

  @Test
  void anUnknownKeyIsAnErrorWithItsPlace() {
    rejects(
        ONE.replace("detail:", "details:"),
        "r.yaml:7:5: details: no such key here. Did you mean `detail`? Allowed: ");
    rejects(ONE.replace("reason:", "why:"), "r.yaml:10:9: why: no such key here. Allowed: ");
  }

  @Test
  void aMissingKeyIsAnErrorWithThePlaceOfItsRule() {
    rejects(ONE.replace("    severity: fatal\n", ""), "r.yaml:2:5: severity is missing.");
    rejects(ONE.replace("        reason: a drill\n", ""), "r.yaml:9:9: reason is missing.");
  }

  @Test
  void aPatternThatIsNotLinearIsAnErrorWithItsPlace() {
    rejects(
        ONE.replace("panic: (.*)", "(a)\\1"), "r.yaml:6:14: pattern: this is not a linear-time");
    rejects(
        ONE.replace("panic: (.*)", "pa(nic"), "r.yaml:6:14: pattern: this is not a linear-time");
  }

  @Test
  void aGroupThatThePatternDoesNotHaveIsAnError() {
    rejects(
        ONE.replace("{1}", "{2}"), "r.yaml:7:13: detail: {2} is used but the pattern has 1 groups");
  }

  @Test
  void aCauseStageOrSeverityThatDoesNotExistIsAnError() {
    rejects(
        ONE.replace("kernel/panic", "kernel/panics"), "r.yaml:3:12: cause: no cause has the id");
    rejects(
        ONE.replace("kernel..", "kernal.."),
        "r.yaml:4:13: stages: \"kernal\" is none of power-on,");
    rejects(
        ONE.replace("kernel..login", "login..kernel"),
        "r.yaml:4:13: stages: login comes after kernel");
    rejects(
        ONE.replace("fatal", "deadly"),
        "r.yaml:5:15: severity: \"deadly\" is none of info, warning,");
  }

  @Test
  void anIdMayBeUsedOnce() {
    rejects(ONE + ONE.substring(7), "r.yaml:11:9: id: one is the id of another rule");
  }
}
