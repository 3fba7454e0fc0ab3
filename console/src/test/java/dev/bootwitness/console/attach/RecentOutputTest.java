package dev.bootwitness.console.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentOutputTest {

  @ParameterizedTest
  @CsvSource({
    "abc, abc",
    "abcdefgh, abcdefgh",
    "a|bcdefgh, bcdefgh",
    "a|b|cdefg, b|cdefg",
    "a|bc|defghi, defghi",
    "0123456789|prompt, prompt",
    "0123456789abcdef, 89abcdef",
    "0123456789|, ''"
  })
  void theEndIsKeptFromTheBeginningOfALine(String text, String kept) {
    for (int chunk = 1; chunk <= text.length(); chunk++) {
      RecentOutput recent = new RecentOutput(8);
      for (int at = 0; at < text.length(); at += chunk) {
        byte[] bytes =
            text.substring(at, Math.min(text.length(), at + chunk))
                .replace('|', '\n')
                .getBytes(StandardCharsets.US_ASCII);
        recent.add(bytes, bytes.length);
      }
      assertThat(new String(recent.bytes(), StandardCharsets.US_ASCII).replace('\n', '|'))
          .isEqualTo(kept);
    }
  }
}
