package dev.bootwitness.console.expect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Finds which of many regular expressions may match somewhere in a text, much faster than running
 * the expressions: it searches for literals that their matches must contain.
 *
 * <p>It never misses an expression that matches; it may name one that does not. Immutable and
 * thread-safe.
 */
public final class LineSieve {
  private final LiteralScan scan;
  private final int[] ownerOf;
  private final int[] unknown;

  /** A sieve for these expressions (Java syntax, no flags except a leading {@code (?i)}). */
  public LineSieve(List<String> regexes) {
    var texts = new ArrayList<RequiredLiteral.Text>();
    var owners = new ArrayList<Integer>();
    var without = new ArrayList<Integer>();
    for (int i = 0; i < regexes.size(); i++) {
      List<RequiredLiteral.Text> required = RequiredLiteral.of(regexes.get(i), false);
      if (required.isEmpty()) {
        without.add(i);
      }
      for (RequiredLiteral.Text text : required) {
        texts.add(text);
        owners.add(i);
      }
    }
    this.scan = new LiteralScan(texts);
    this.ownerOf = owners.stream().mapToInt(Integer::intValue).toArray();
    this.unknown = without.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The expressions about which nothing is known: each may match anywhere. */
  public int[] unknown() {
    return Arrays.copyOf(unknown, unknown.length);
  }

  /**
   * Reports the expressions that may match in {@code data[from..to)}, except those in {@link
   * #unknown}; an expression may be reported more than once.
   */
  public void candidates(byte[] data, int from, int to, IntConsumer expression) {
    scan.scan(
        data,
        from,
        to,
        (literal, at) -> {
          expression.accept(ownerOf[literal]);
          return true;
        });
  }

  /** Receives the places where an expression may match. */
  @FunctionalInterface
  public interface PlaceListener {
    /** A text that expression number {@code expression} needs is at {@code at}. */
    void place(int expression, int at);
  }

  /**
   * Reports places such that every line that may match contains one, roughly from left to right.
   */
  public void places(byte[] data, int from, int to, PlaceListener listener) {
    scan.scan(
        data,
        from,
        to,
        (literal, at) -> {
          listener.place(ownerOf[literal], at);
          return true;
        });
  }
}
