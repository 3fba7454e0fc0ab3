package dev.bootwitness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a terminal as progress may use; anything else on it is a failure. */
public final class Screen implements Appendable {
  private static final Pattern PIECE =
      Pattern.compile("\u001b\\[\\?7([lh])|\u001b\\[(K|1A)|[\r\n]|[^\\p{Cntrl}]+|(.)");

  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private final int columns;
  private int row;
  private int column;
  private int writes;

  public Screen(int columns) {
    this.columns = columns;
  }

  @Override
  public Appendable append(CharSequence text) {
    writes++;
    Matcher piece = PIECE.matcher(text);
    while (piece.find()) {
      assertThat(piece.group(3)).as("control character").isNull();
      switch (piece.group()) {
        case "\r" -> column = 0;
        case "\n" -> lineFeed();
        case "\u001b[K" -> rows.get(row).setLength(column);
        case "\u001b[1A" -> row--;
        case "\u001b[?7l", "\u001b[?7h" -> assertThat(column).isLessThan(columns);
        default -> put(piece.group());
      }
    }
    return this;
  }

  @Override
  public Appendable append(CharSequence text, int start, int end) {
    return append(text.subSequence(start, end));
  }

  @Override
  public Appendable append(char c) {
    return append(String.valueOf(c));
  }

  public int writes() {
    return writes;
  }

  public String text() {
    return String.join("\n", rows).stripTrailing() + "\n";
  }

  private void lineFeed() {
    row++;
    column = 0;
    if (row == rows.size()) {
      rows.add(new StringBuilder());
    }
  }

  private void put(String text) {
    rows.get(row).replace(column, Math.min(rows.get(row).length(), column + text.length()), text);
    column += text.length();
    assertThat(column).as("column after %s", text).isLessThan(columns);
  }
}
