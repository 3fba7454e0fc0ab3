package dev.bootwitness.console.expect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Finds which of many regular expressions may match somewhere in a text, much faster than running
 * the expressions: it searches for literals that their matches must contain.
 *
 * <p>It never misses an expression that matches; it may name one that does not. Immutable and
 * thread-safe.
 */
public final class LineSieve {
  private final int size;
  private final List<RequiredLiteral.Text> texts;
  private final LiteralScan scan;
  private final int[] ownerOf;
  private final int[] unknown;

  /** A sieve for these expressions (Java syntax, no flags except a leading {@code (?i)}). */
  public LineSieve(List<String> regexes) {
    this(0, List.of(), new int[0], new int[0], regexes);
  }

  /** The expressions of a sieve, and further ones after them. */
  private LineSieve(
      int known, List<RequiredLiteral.Text> of, int[] owners, int[] without, List<String> more) {
    this.size = known + more.size();
    var all = new ArrayList<>(of);
    IntStream.Builder ownersOfMore = IntStream.builder();
    IntStream.Builder withoutOfMore = IntStream.builder();
    for (int i = 0; i < more.size(); i++) {
      int expression = known + i;
      List<RequiredLiteral.Text> required = RequiredLiteral.of(more.get(i), false);
      if (required.isEmpty()) {
        withoutOfMore.add(expression);
      }
      all.addAll(required);
      required.forEach(text -> ownersOfMore.add(expression));
    }
    this.texts = List.copyOf(all);
    this.scan = new LiteralScan(texts);
    this.ownerOf = IntStream.concat(IntStream.of(owners), ownersOfMore.build()).toArray();
    this.unknown = IntStream.concat(IntStream.of(without), withoutOfMore.build()).toArray();
  }

  /** This sieve with further expressions, numbered after its own. */
  public LineSieve and(List<String> more) {
    return more.isEmpty() ? this : new LineSieve(size, texts, ownerOf, unknown, more);
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

  /** Whether any expression may match in these bytes. */
  public boolean mayMatch(byte[] data) {
    if (unknown.length > 0) {
      return true;
    }
    First first = new First();
    scan.scan(data, 0, data.length, first);
    return first.found;
  }

  /** Ends a scan at the first text. A class, since a lambda costs more than a short line's scan. */
  private static final class First implements LiteralScan.Sink {
    private boolean found;

    @Override
    public boolean found(int literal, int at) {
      found = true;
      return false;
    }
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
