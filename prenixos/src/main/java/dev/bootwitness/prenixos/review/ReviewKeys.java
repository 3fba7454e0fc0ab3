package dev.bootwitness.prenixos.review;

import dev.bootwitness.prenixos.review.ReviewKey.Letter;
import dev.bootwitness.prenixos.review.ReviewKey.Named;
import java.io.IOException;

/** Reads keys from what a terminal sends (xterm's ctlseqs; a VT220 and a PC say the same). */
final class ReviewKeys {
  private static final int ESCAPE = 0x1b;

  /** A lone ESC is a key; what belongs to a sequence comes at once, or with a slow line's delay. */
  private static final long SEQUENCE_MILLIS = 300;

  private final Source source;

  /** Characters as they come. */
  interface Source {
    int NOTHING = -2;

    /**
     * The next character; -1 at the end, {@link #NOTHING} if none came in time.
     *
     * @param millis 0 waits without end
     */
    int read(long millis) throws IOException;
  }

  ReviewKeys(Source source) {
    this.source = source;
  }

  ReviewKey next() throws IOException {
    int c = source.read(0);
    return switch (c) {
      case -1, 3, 4 -> Named.END;
      case ESCAPE -> sequence(source.read(SEQUENCE_MILLIS));
      case '\r', '\n' -> Named.ENTER;
      case '\t' -> Named.NEXT;
      case 8, 0x7f -> Named.ERASE;
      case 12 -> Named.REDRAW;
      default -> c >= ' ' && c < 0x7f ? new Letter((char) c) : Named.OTHER;
    };
  }

  private ReviewKey sequence(int first) throws IOException {
    if (first != '[' && first != 'O') {
      return Named.CANCEL;
    }
    int last = source.read(SEQUENCE_MILLIS);
    while (last >= '0' && last <= ';') {
      last = source.read(SEQUENCE_MILLIS);
    }
    return switch (last) {
      case 'A' -> Named.UP;
      case 'B' -> Named.DOWN;
      case 'C' -> Named.NEXT;
      case 'D', 'Z' -> Named.BACK;
      default -> Named.OTHER;
    };
  }
}
