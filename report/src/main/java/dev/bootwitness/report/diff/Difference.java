package dev.bootwitness.report.diff;

import org.jspecify.annotations.Nullable;

/**
 * One thing that differs between run A and run B.
 *
 * @param matters whether it can be more than chance
 * @param order of its place in the boot, in seconds on A's clock; negative for what is given before
 * @param what it is, in words of ours
 * @param a A's value, as text; null when A does not have it
 * @param b B's value; null when B does not have it
 * @param lineA line of A's serial.txt, 0 for none
 * @param lineB line of B's serial.txt, 0 for none
 * @param at seconds since power-on in the run that has it, null when unknown
 */
record Difference(
    Part part,
    boolean matters,
    double order,
    String what,
    @Nullable String a,
    @Nullable String b,
    long lineA,
    long lineB,
    @Nullable Double at) {

  /** The {@link #what} of a line that the other run does not have. */
  static final String ONLY_IN_ONE = "only in one";

  /** What a difference is about, in causal order. */
  enum Part {
    IMAGE("image", 0),
    MACHINE("machine", 1),
    KERNEL("kernel", 2),
    STAGE("stages", 3),
    UNIT("units", 4),
    LOG("log", 5),
    CHECK("checks", 6),
    VERDICT("verdict", 7);

    private final String word;
    private final int rank;

    Part(String word, int rank) {
      this.word = word;
      this.rank = rank;
    }

    String word() {
      return word;
    }
  }

  /** A run's inputs, known before power-on. */
  static Difference given(Part part, String what, @Nullable String a, @Nullable String b) {
    return new Difference(part, true, part.rank - 100.0, what, a, b, 0, 0, null);
  }
}
