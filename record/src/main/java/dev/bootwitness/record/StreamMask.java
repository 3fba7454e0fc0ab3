package dev.bootwitness.record;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Blanks secrets in a stream of bytes, however it is split into chunks.
 *
 * <p>Holds back only a tail that may be the beginning of a secret, so that what was received is on
 * disk at once unless it looks like one. Output has the length of the input. Not thread-safe.
 */
public final class StreamMask {
  private static final byte[] NOTHING = {};

  private final List<byte[]> secrets;

  /** The tail held back, as received. */
  private byte[] tail = NOTHING;

  /** Which bytes of the tail belong to a secret that ended in it. */
  private BitSet blankTail = new BitSet();

  StreamMask(List<byte[]> secrets) {
    this.secrets = secrets;
  }

  /** Takes a chunk; returns the bytes that are certain now. */
  public byte[] mask(byte[] bytes, int offset, int length) {
    if (secrets.isEmpty()) {
      return Arrays.copyOfRange(bytes, offset, offset + length);
    }
    byte[] seen = Arrays.copyOf(tail, tail.length + length);
    System.arraycopy(bytes, offset, seen, tail.length, length);
    BitSet blank = blankTail;
    for (byte[] secret : secrets) {
      for (int at = 0; at + secret.length <= seen.length; at++) {
        if (matches(secret, secret.length, seen, at)) {
          blank.set(at, at + secret.length);
        }
      }
    }
    int certain = firstPossibleStart(seen);
    tail = Arrays.copyOfRange(seen, certain, seen.length);
    blankTail = blank.get(certain, seen.length);
    return blanked(Arrays.copyOf(seen, certain), blank);
  }

  /**
   * Ends the stream; returns what was held back. A tail of {@value SecretMask#SHORTEST} bytes or
   * more is blanked completely: a match that long is unlikely to be anything but a secret.
   */
  public byte[] end() {
    byte[] rest = tail;
    if (rest.length >= SecretMask.SHORTEST) {
      blankTail.set(0, rest.length);
    }
    byte[] masked = blanked(rest, blankTail);
    tail = NOTHING;
    blankTail = new BitSet();
    return masked;
  }

  /** The start of the longest suffix that begins a secret without completing it. */
  private int firstPossibleStart(byte[] seen) {
    int longest = secrets.stream().mapToInt(secret -> secret.length - 1).max().orElse(0);
    for (int at = Math.max(0, seen.length - longest); at < seen.length; at++) {
      int rest = seen.length - at;
      for (byte[] secret : secrets) {
        if (rest < secret.length && matches(secret, rest, seen, at)) {
          return at;
        }
      }
    }
    return seen.length;
  }

  private static boolean matches(byte[] secret, int length, byte[] seen, int at) {
    return Arrays.equals(secret, 0, length, seen, at, at + length);
  }

  private static byte[] blanked(byte[] bytes, BitSet blank) {
    for (int at = blank.nextSetBit(0);
        at >= 0 && at < bytes.length;
        at = blank.nextSetBit(at + 1)) {
      bytes[at] = '*';
    }
    return bytes;
  }
}
