package dev.bootwitness.engine;

import dev.bootwitness.machine.Architecture;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The first command of a clone: what must not be as it was when the machine was frozen.
 *
 * <p>The clock stood still, and is set to the host's. The kernel's random numbers would be those of
 * every other clone: a fresh number and what the virtio source of the host gives are stirred into
 * its pool. Linux draws from the pool only once a minute, so it is told to do so at once, by the
 * ioctl RNDRESEEDCRNG (drivers/char/random.c). A shell cannot make that call: perl or python3 can,
 * or a program of 167 bytes that lies in the guest's memory file system as long as it runs.
 */
final class Awakening {

  /** open("/dev/urandom", O_WRONLY); ioctl(_, RNDRESEEDCRNG, 0); exit(_), as an ELF file. */
  private static final String RESEED_X86_64 =
      "7f454c46 02010100 0000000000000000 0200 3e00 01000000 7800400000000000 4000000000000000"
          + "0000000000000000 00000000 4000 3800 0100 0000 0000 0000"
          + "01000000 05000000 0000000000000000 0000400000000000 0000400000000000"
          + "a700000000000000 a700000000000000 0010000000000000"
          + "488d3d1b000000 6a015e 6a0258 0f05 97 be07520000 31d2 6a1058 0f05 97 6a3c58 0f05"
          + "2f6465762f7572616e646f6d00";

  private Awakening() {}

  /**
   * The command; it ends with status 0 when the clock was set.
   *
   * @param fresh letters and digits that no other clone is given
   */
  static String command(Architecture architecture, Instant now, String fresh) {
    // Busybox' date knows whole seconds only.
    String exact =
        String.format(Locale.ROOT, "%d.%03d", now.getEpochSecond(), now.getNano() / 1_000_000);
    return "{ date -u -s @%s || date -u -s @%d; } >/dev/null 2>&1; s=$?; "
            .formatted(exact, now.getEpochSecond())
        // More than the driver may still hold of before.
        + "{ echo "
        + fresh
        + "; [ -c /dev/hwrng ] && head -c 512 /dev/hwrng; } >/dev/urandom 2>/dev/null; { "
        + (architecture == Architecture.X86_64 ? program() + " || " : "")
        + "perl -e 'open F,\">/dev/urandom\";exit !ioctl F,0x5207,0' || python3 -c 'import fcntl;"
        + "fcntl.ioctl(open(\"/dev/urandom\",\"wb\"),0x5207)'; } >/dev/null 2>&1; exit $s";
  }

  private static String program() {
    return "( f=/dev/shm/.bw$$; umask 077; printf '%s' >$f && chmod 700 $f && $f; s=$?; rm -f $f; exit $s )"
        .formatted(escaped(HexFormat.of().parseHex(RESEED_X86_64.replace(" ", ""))));
  }

  /** For printf(1): every byte an escape, so that none needs all its digits. */
  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append('\\').append(Integer.toOctalString(b & 0xff));
    }
    return text.toString();
  }
}
