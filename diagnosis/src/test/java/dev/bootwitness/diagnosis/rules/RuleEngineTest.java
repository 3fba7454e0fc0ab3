package dev.bootwitness.diagnosis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.record.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleEngineTest {
  private static final String RULES =
      """
      rules:
        - id: line
          cause: kernel/panic
          stages: kernel..initrd
          severity: fatal
          pattern: '^panic(?: in (\\w+))?'
          detail: it panicked ({1})
          advice: look into `{1}`
        - id: prompt
          cause: loader/rescue-shell
          stages: loader
          on: prompt
          severity: failure
          pattern: '^ask> ?$'
          detail: it asks
      """;

  private final RuleEngine engine = new RuleEngine(Rules.parse("r.yaml", RULES, Causes.bundled()));

  @Test
  void aGroupFillsItsPlaceAndOneThatIsAbsentIsEmpty() {
    assertThat(engine.line(Stage.KERNEL, "panic in idle").getFirst().detail())
        .isEqualTo("it panicked (idle)");
    assertThat(engine.line(Stage.KERNEL, "panic in idle").getFirst().advice())
        .contains("look into `idle`");
    assertThat(engine.line(Stage.KERNEL, "panic").getFirst().detail()).isEqualTo("it panicked ()");
  }

  @Test
  void theKernelsTimestampIsNotPartOfTheText() {
    assertThat(engine.line(Stage.KERNEL, "[    1.234567] panic in idle")).hasSize(1);
    assertThat(engine.line(Stage.KERNEL, "<0>[    1.234567][    T0] panic in idle")).hasSize(1);
    assertThat(engine.line(Stage.KERNEL, "no panic in idle")).isEmpty();
  }

  @Test
  void aRuleFiresOnlyInItsStages() {
    assertThat(List.of(Stage.LOADER, Stage.USERSPACE, Stage.READY))
        .allSatisfy(stage -> assertThat(engine.line(stage, "panic")).isEmpty());
    assertThat(engine.line(Stage.INITRD, "panic")).hasSize(1);
  }

  @Test
  void linesAndPromptsHaveTheirOwnRules() {
    assertThat(engine.prompt(Stage.LOADER, "ask> ")).hasSize(1);
    assertThat(engine.line(Stage.LOADER, "ask> ")).isEmpty();
    assertThat(engine.prompt(Stage.KERNEL, "panic")).isEmpty();
  }

  @Test
  void theSeverityOfATextIsItsRules() {
    assertThat(engine.severity("loader/rescue-shell", Stage.LOADER, "ask>"))
        .contains(Severity.FAILURE);
    assertThat(engine.severity("loader/rescue-shell", Stage.LOADER, "grub>")).isEmpty();
  }

  @Test
  void capturedControlCharactersDoNotReachTheDetail() {
    String hostile =
        "rules: [{id: x, cause: kernel/panic, stages: kernel, severity: fatal,"
            + " pattern: 'die (.*)', detail: 'died {1}'}]";
    var dying = new RuleEngine(Rules.parse("r.yaml", hostile, Causes.bundled()));
    assertThat(dying.line(Stage.KERNEL, "die \u001b]0;x\u0007").getFirst().detail())
        .isEqualTo("died \uFFFD]0;x\uFFFD");
  }
}
