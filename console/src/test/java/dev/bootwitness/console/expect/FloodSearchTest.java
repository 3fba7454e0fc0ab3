package dev.bootwitness.console.expect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One scan for all patterns finds the same as searching for each of them everywhere. */
class FloodSearchTest {

  private static final List<String> PATTERNS =
      List.of(
          "[Ll]ogin: ",
          "[Pp]assword( for [a-z]+)?: ",
          "Oops: [0-9a-f]{4} \\[#[0-9]+\\]",
          "(You are in|Welcome to) (emergency|rescue) mode",
          "^end of (line|page)$",
          "[0-9]{9}",
          "two\\s+lines",
          "quote '[^']*' of (\\S+)",
          "trace:(?:\\s*at \\S+)+\\s*end",
          "BUG: unable",
          "(?i)disk full|no space",
          "^(?:reboot: Power down|System halted)");

  private static final List<String> FILLER =
      List.of(
          "systemd-ask-password-console.path: Deactivated",
          "mounted in ordered data mode. Quota",
          "Oops: none [#",
          "login was",
          "two",
          "quote 'of nothing",
          "trace:",
          "  at somewhere",
          "BUG: none",
          "not the end of line",
          "12345678",
          "Welcome to Debian",
          "root@host",
          "Disk  Full, no  space",
          "not System halted",
          "",
          "x".repeat(5000));

  private static final List<String> HITS =
      List.of(
          "spark login: ",
          "[sudo] password for nixos: ",
          "Oops: 0002 [#1]",
          "You are in rescue mode",
          "end of page",
          "serial 123456789",
          "two\nlines",
          "quote 'over\n two lines' of one",
          "trace:\n at a\n at b\nend",
          "[  1.0] BUG: unable to handle",
          "write: DISK full",
          "No Space left",
          "System halted");

  static Stream<Long> seeds() {
    return new SplittableRandom(20261123).longs(30).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theFirstMatchIsTheSame(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    int lines = 50 + random.nextInt(500);
    for (int i = 0; i < lines; i++) {
      text.append(pick(FILLER, random)).append('\n');
    }
    text.append(pick(HITS, random)).append("\n".repeat(2));

    List<TextPattern> patterns = PATTERNS.stream().map(TextPattern::regex).toList();
    FakeClock clock = new FakeClock();
    Console console = feed(clock, text.toString(), random);
    ExpectResult result =
        console.expect(
            new Expectation("any", patterns, List.of()), Deadline.in(Duration.ofHours(1), clock));

    assertThat(result).as("seed %d", seed).isInstanceOf(ExpectResult.Matched.class);
    ExpectResult.Matched matched = (ExpectResult.Matched) result;
    int[] expected = leftmost(text.toString());
    assertThat(new long[] {matched.index(), matched.start()})
        .as("seed %d", seed)
        .containsExactly(expected[0], expected[1]);
  }

  @Test
  void aMatchIsNotLostThoughMuchMoreComesBeforeAnybodyLooks() {
    FakeClock clock = new FakeClock();
    ScriptedGuest guest = new ScriptedGuest(clock);
    Console console = guest.console();
    // The waiting thread gets no turn between these: as with a flood on a busy host.
    clock.after(
        Duration.ofMillis(1),
        () -> {
          byte[] hit = "Oops: 0002 [#1]\n".getBytes(UTF_8);
          byte[] noise = "noise\n".repeat(10_000).getBytes(UTF_8);
          console.receive(hit, hit.length);
          for (int i = 0; i < 100; i++) {
            console.receive(noise, noise.length);
          }
        });
    ExpectResult result =
        console.expect(
            Expectation.of("an oops", TextPattern.regex("Oops: [0-9]+")),
            Deadline.in(Duration.ofSeconds(1), clock));
    assertThat(result).isInstanceOf(ExpectResult.Matched.class);
  }

  private static Console feed(FakeClock clock, String text, SplittableRandom random) {
    ScriptedGuest guest = new ScriptedGuest(clock);
    Console console = guest.console();
    int at = 0;
    int millis = 0;
    while (at < text.length()) {
      int next = Math.min(text.length(), at + 1 + random.nextInt(9000));
      guest.says(Duration.ofMillis(++millis), text.substring(at, next));
      at = next;
    }
    return console;
  }

  private static String pick(List<String> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }

  private static int[] leftmost(String text) {
    int[] best = {-1, Integer.MAX_VALUE};
    for (int i = 0; i < PATTERNS.size(); i++) {
      Matcher m = Pattern.compile(PATTERNS.get(i), Pattern.MULTILINE).matcher(text);
      if (m.find() && m.start() < best[1]) {
        best = new int[] {i, m.start()};
      }
    }
    return best;
  }
}
