package dev.bootwitness.report.html;

/** Formats numbers for attributes and scripts. */
final class Numbers {
  private Numbers() {}

  /** Formatted by hand: a formatter takes longer than everything else that a console line needs. */
  static String fixed(double number, int digits) {
    long unit = 1;
    for (int i = 0; i < digits; i++) {
      unit *= 10;
    }
    long scaled = Math.round(Math.abs(number) * unit);
    StringBuilder text = new StringBuilder(12);
    text.append(number < 0 && scaled > 0 ? "-" : "").append(scaled / unit);
    if (digits > 0) {
      String fraction = String.valueOf(scaled % unit);
      text.append('.').repeat('0', digits - fraction.length()).append(fraction);
    }
    return text.toString();
  }
}
