package dev.bootwitness.console.expect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LineSieveTest {
  @Test
  void furtherExpressionsAreNumberedAfterItsOwn() {
    LineSieve two = new LineSieve(List.of("panic", "\\w+"));
    LineSieve four = two.and(List.of("[a-z]*", "login: "));

    assertThat(four.unknown()).containsExactly(1, 2);
    assertThat(found(four, "a login: after a panic")).containsExactly(0, 3);
    assertThat(found(two, "a login: after a panic")).containsExactly(0);
    assertThat(two.and(List.of())).isSameAs(two);
  }

  @Test
  void itFindsWhatOneMadeAtOnceFinds() {
    List<String> all = List.of("abc|abd", "(?i)Error", "x{2}y", "end$");
    LineSieve atOnce = new LineSieve(all);
    LineSieve inSteps =
        new LineSieve(all.subList(0, 1)).and(all.subList(1, 2)).and(all.subList(2, 4));

    for (String text : List.of("", "an abd", "ERROR at the end", "xxy abc", "nothing")) {
      assertThat(found(inSteps, text)).isEqualTo(found(atOnce, text));
    }
    assertThat(inSteps.unknown()).isEqualTo(atOnce.unknown());
  }

  private static Set<Integer> found(LineSieve sieve, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var found = new TreeSet<Integer>();
    sieve.candidates(bytes, 0, bytes.length, found::add);
    return found;
  }
}
