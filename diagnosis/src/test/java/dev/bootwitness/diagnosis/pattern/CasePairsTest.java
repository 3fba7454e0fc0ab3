package dev.bootwitness.diagnosis.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.safere.Pattern;

class CasePairsTest {

  @ParameterizedTest
  @CsvSource({
    "[Ee]rror, (?:E|e)rror",
    "\\b[tT]imed[ -]?[Oo]ut, \\b(?:t|T)imed[ -]?(?:O|o)ut",
    "[Ff]+, (?:F|f)+",
  })
  void aPairOfCasesBecomesAnAlternation(String written, String compiled) {
    assertThat(CasePairs.alternated(written)).isEqualTo(compiled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\\",
        "[",
        "[^",
        "[]",
        "[Ee",
        "[EE]",
        "[Eef]",
        "[^E]",
        "[E-e]",
        "\\[Ee]",
        "\\Q[Ee]\\E",
        "[a[Ee]]",
        "[]Ee]",
        "[\\]Ee]",
        "[@`]",
        "[0P]",
        "(?i)[Ee"
      })
  void allElseStaysAsItIs(String expression) {
    assertThat(CasePairs.alternated(expression)).isEqualTo(expression);
  }

  @Test
  void bothMatchTheSame() {
    for (String text : new String[] {"error", "Error", "ERROR", "rror", "", "eError"}) {
      assertThat(Pattern.compile(CasePairs.alternated("[Ee]r[rR]or")).matcher(text).find())
          .as(text)
          .isEqualTo(Pattern.compile("[Ee]r[rR]or").matcher(text).find());
    }
  }
}
