package dev.bootwitness.console.expect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredLiteralTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Kernel panic~Kernel panic",
        "[Ll]ogin: ~ogin: ",
        "[Pp]assword( for [a-z]+)?: ~assword",
        "Oops: [0-9a-f]{4} \\[#[0-9]+\\]~Oops: ",
        "(?:one|two) mode~ mode",
        "ab?cde~cde",
        "abc*~ab",
        "abcd{2}e~abc",
        "abc+d~abc",
        "a\\.b\\[c~a.b[c",
        "[]x]yz~yz",
        "[^]\\]x]yz~yz",
        "(a(b)[)]c)def~def",
      })
  void everyMatchContainsIt(String regex, String literal) {
    assertThat(RequiredLiteral.of(regex, false))
        .containsExactly(new RequiredLiteral.Text(literal, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "abc|abcd~abc,abcd",
        "x(?:ab|cd+e)y|No init~ab,cd,No init",
        "^(?:Entering|Generating \"x\")~Entering,Generating \"x\"",
        "(ab|cd)+~ab,cd",
        "(?:ab|cd){0,1}ef~ef",
      })
  void everyMatchContainsOneOfThem(String regex, String literals) {
    assertThat(RequiredLiteral.of(regex, false))
        .extracting(RequiredLiteral.Text::text)
        .containsExactly(literals.split(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "(?i)login~login",
        "(?i)kernel panic~ernel panic",
        "(?i)bad disks|Fault~bad di,Fault"
      })
  void inAnyCaseWithoutLettersThatUnicodeFoldsFurther(String regex, String literals) {
    assertThat(RequiredLiteral.of(regex, false))
        .extracting(RequiredLiteral.Text::text)
        .containsExactly(literals.split(","));
    assertThat(RequiredLiteral.of(regex, false)).allMatch(RequiredLiteral.Text::anyCase);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a|b",
        "abc|.",
        "ab(?i)cd",
        "(?i:login)",
        "x\\Qab|c\\Ed|e",
        "ab|cd)e",
        "\\x1b[0m",
        "[a-z]+",
        "(abc)?",
        "a",
        "a.b",
        "\\d\\d",
        "(?s)ab."
      })
  void whatIsNotPlainHasNone(String regex) {
    assertThat(RequiredLiteral.of(regex, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "a.*b",
        "[a-z]+ x",
        "[^\\r\\n]+x",
        "[^]\\n]x",
        "\\[x\\]",
        "ab\\n",
        "a\\.b",
        "\\bx"
      })
  void theseStayWithinALine(String regex) {
    assertThat(RequiredLiteral.withinLine(regex)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\sb",
        "a\\nb",
        "a\\nb\\n",
        "a[^b]c",
        "a[\\s\\S]c",
        "(?s)a.c",
        "a\\Wb",
        "a\nb",
        "[\\x00-\\x20]",
        "a\\Db",
        "[\\n]a",
        "\\p{Space}a",
      })
  void theseMayNot(String regex) {
    assertThat(RequiredLiteral.withinLine(regex)).isFalse();
  }
}
