package dev.bootwitness.console.terminal;

/**
 * A control sequence as parsed (ECMA-48 §5.4), mutable and reused by its parser.
 *
 * <p>At most {@value #MAX_PARAMETERS} parameters are kept and values are clamped to {@value
 * #MAX_VALUE}: a hostile sequence costs no memory. Sub-parameters after a colon are parsed and
 * dropped; nothing here needs them.
 */
public final class Csi {

  static final int MAX_PARAMETERS = 32;
  static final int MAX_VALUE = 65_535;

  /** Stands for more than one intermediate byte: no function here has two. */
  static final int SEVERAL = 0xff;

  private final int[] values = new int[MAX_PARAMETERS];
  private int count;
  private boolean inSubParameter;
  private int privateMarker;
  private int intermediate;
  private int finalByte;

  Csi() {}

  void reset() {
    count = 0;
    inSubParameter = false;
    privateMarker = 0;
    intermediate = 0;
    finalByte = 0;
  }

  /** Whether a marker or a parameter was seen. */
  boolean begun() {
    return count > 0 || privateMarker != 0;
  }

  void privateMarker(int marker) {
    privateMarker = marker;
  }

  void intermediate(int b) {
    intermediate = intermediate == 0 ? b : SEVERAL;
  }

  void finalByte(int b) {
    finalByte = b;
  }

  void digit(int digit) {
    if (inSubParameter) {
      return;
    }
    if (count == 0) {
      startParameter();
    }
    values[count - 1] = Math.min(values[count - 1] * 10 + digit, MAX_VALUE);
  }

  void semicolon() {
    inSubParameter = false;
    if (count == 0) {
      startParameter();
    }
    startParameter();
  }

  void colon() {
    if (count == 0) {
      startParameter();
    }
    inSubParameter = true;
  }

  private void startParameter() {
    if (count < MAX_PARAMETERS) {
      values[count] = 0;
      count++;
    } else {
      // Further parameters are swallowed as if they were sub-parameters of the last one.
      inSubParameter = true;
    }
  }

  /**
   * The parameter at {@code index}, or {@code otherwise} when it is absent or zero (ECMA-48
   * default).
   */
  public int parameter(int index, int otherwise) {
    return index < count && values[index] != 0 ? values[index] : otherwise;
  }

  /** How many parameters there are. */
  public int count() {
    return count;
  }

  /** One of {@code < = > ?}, or 0. */
  public int privateMarker() {
    return privateMarker;
  }

  /** The intermediate byte (0x20–0x2F), 0 for none, 0xFF for more than one. */
  public int intermediate() {
    return intermediate;
  }

  /** The byte that names the function, 0x40–0x7E. */
  public int finalByte() {
    return finalByte;
  }
}
