package dev.bootwitness.console.terminal;

import java.util.BitSet;

/** The tab stops; columns count from 0. Initially every eighth column (DEC STD 070). */
final class TabStops {

  private static final int USUAL = 8;

  private final int columns;
  private final BitSet stops = new BitSet();

  TabStops(int columns) {
    this.columns = columns;
    reset();
  }

  void reset() {
    stops.clear();
    for (int i = 0; i < columns; i += USUAL) {
      stops.set(i);
    }
  }

  void set(int column) {
    stops.set(column);
  }

  void clear(int column) {
    stops.clear(column);
  }

  void clearAll() {
    stops.clear();
  }

  /** The {@code count}th stop to the right, or the last column. */
  int next(int column, int count) {
    int at = column;
    for (int i = 0; i < count && at < columns - 1; i++) {
      int stop = stops.nextSetBit(at + 1);
      at = stop < 0 ? columns - 1 : Math.min(stop, columns - 1);
    }
    return at;
  }

  /** The {@code count}th stop to the left, or the first column. */
  int previous(int column, int count) {
    int at = column;
    for (int i = 0; i < count && at > 0; i++) {
      at = Math.max(0, stops.previousSetBit(at - 1));
    }
    return at;
  }
}
