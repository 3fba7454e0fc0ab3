package dev.bootwitness.console.attach;

/**
 * Finds the escape key, Ctrl-], in what a person types; it and the key after it are meant for the
 * program and not for the guest.
 *
 * <p>As in telnet: {@code q} leaves, {@code ?} asks for help, Ctrl-] again types one; another key
 * after it is dropped, since it was not meant for the guest. Not thread-safe.
 */
public final class EscapeKey {

  /** Ctrl-], as users of telnet and virsh console know it. */
  private static final byte ESCAPE = 0x1d;

  /** What to do with a key. */
  public enum Use {
    /** Type it into the guest. */
    TYPE,
    /** It was the escape key, or a key without meaning after it. */
    DROP,
    HELP,
    QUIT
  }

  private boolean escaped;

  /** Takes the next key. */
  public Use take(byte key) {
    if (!escaped) {
      escaped = key == ESCAPE;
      return escaped ? Use.DROP : Use.TYPE;
    }
    escaped = false;
    return switch (key) {
      case 'q', 'Q' -> Use.QUIT;
      case '?' -> Use.HELP;
      case ESCAPE -> Use.TYPE;
      default -> Use.DROP;
    };
  }
}
