package dev.bootwitness.console.expect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaxerFormsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "\\x1b\\[0m\\$ done~$ done~control characters",
        "\\x1b\\[1;31mFAILED\\x1b\\[0m~[FAILED] x~control characters",
        "Debian\\r\\n~Debian~control characters",
        "Login:~spark login:~in other case",
        "system  halted~system halted~white space",
        "system halted now~System halted|now~white space",
      })
  void saysWhatKeptItFromMatching(String regex, String shown, String why) {
    assertThat(describe(TextPattern.regex(regex), shown)).contains("near miss").contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {"it is \u001b[32mready~it is ready~control characters", "a  (b)~A (B)~white space"})
  void alsoOfALiteral(String literal, String shown, String why) {
    assertThat(describe(TextPattern.literal(literal), shown)).contains("near miss").contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {"\\x1b\\[0m~anything", "absent~present", "[a b]c~nothing of it"})
  void saysNothingWhenNothingCameNear(String regex, String shown) {
    assertThat(describe(TextPattern.regex(regex), shown)).doesNotContain("near miss");
  }

  @Test
  void namesThePatternAsItWasWritten() {
    assertThat(describe(TextPattern.regex("Login:"), "login:")).contains("`Login:` was seen");
  }

  private static String describe(TextPattern pattern, String shown) {
    FakeClock clock = new FakeClock();
    Console console = new ScriptedGuest(clock).console();
    byte[] bytes = (shown.replace('|', '\n') + "\r\n").getBytes(UTF_8);
    console.receive(bytes, bytes.length);
    ExpectResult result =
        console.expect(Expectation.of("it", pattern), Deadline.in(Duration.ofSeconds(1), clock));
    assertThat(result).isInstanceOf(ExpectResult.DeadlinePassed.class);
    return ((ExpectResult.Unmatched) result).describe();
  }
}
