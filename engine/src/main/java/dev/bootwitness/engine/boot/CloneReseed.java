package dev.bootwitness.engine.boot;

import dev.bootwitness.machine.config.Architecture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The first command of a clone: it renews what must differ from when the machine was frozen.
 *
 * <p>The clock stood still, and is set to the host's time. The kernel's random numbers would be the
 * same as in every other clone, so fresh bytes from the host are mixed into its pool. Linux draws
 * from the pool only once a minute, so the ioctl RNDRESEEDCRNG (drivers/char/random.c) makes it do
 * so at once. A shell cannot make that call: a program of 305 bytes does, which is in the guest's
 * memory file system until it has run. It also sets the clock, since every program started costs an
 * emulated guest 5 to 40 ms; for the same reason its file is created when the machine is frozen.
 * Where it cannot run, date(1) and perl or python3 do the same.
 */
final class CloneReseed {

  /** The number of bytes that the host adds to the pool. */
  static final int FRESH = 64;

  /** An ELF file that is loaded completely and run from its 121st byte. */
  private static final String HEADER =
      "7f454c46 02010100 0000000000000000 0200 3e00 01000000 7800400000000000 4000000000000000"
          + "0000000000000000 00000000 4000 3800 0100 0000 0000 0000"
          + "01000000 05000000 0000000000000000 0000400000000000 0000400000000000"
          + "3101000000000000 3101000000000000 0010000000000000";

  /**
   * clock_settime(CLOCK_REALTIME, data); fd = open(data + 80, O_WRONLY); write(fd, data + 16, 64);
   * ioctl(fd, RNDRESEEDCRNG, 0); unlink(argv[0]); exit(0, or the error of the first or the fourth
   * call), where data begins after the last instruction.
   */
  private static final String CODE =
      "488d1d55000000 b8e3000000 31ff 4889de 0f05 4189c4"
          + "488d7b50 6a01 5e 6a02 58 0f05 4189c5"
          + "89c7 488d7310 6a40 5a 6a01 58 0f05"
          + "4489ef be07520000 31d2 6a10 58 0f05 4189c5"
          + "488b7c2408 6a57 58 0f05"
          + "4489e7 4409ef f7df 6a3c 58 0f05";

  private static final String POOL = "/dev/urandom";

  /** Not in /run, where Debian forbids execution. */
  private static final String PLACE = "/dev/shm/.bootwitness-wake";

  /** Makes an empty file for the program. */
  private static final String EMPTY = "umask 077; : >%1$s && chmod 700 %1$s".formatted(PLACE);

  /**
   * The command run before a machine is frozen, and the one that undoes it in a machine that
   * continues.
   */
  enum Program {
    MADE(EMPTY),
    REMOVED("rm -f " + PLACE);

    private final String command;

    Program(String command) {
      this.command = command;
    }

    String command() {
      return command;
    }
  }

  private CloneReseed() {}

  /**
   * The command, which changes nothing in the shell that evaluates it; it ends with status 0 when
   * the clock was set.
   *
   * @param fresh {@value #FRESH} bytes that no other clone receives
   */
  static String command(Architecture architecture, Instant now, byte[] fresh) {
    String bySteps = bySteps(now, fresh);
    return architecture == Architecture.X86_64
        ? "{ [ -x %1$s ] || ( %2$s ); } 2>/dev/null && printf '%3$s' >%1$s && %1$s 2>/dev/null || { rm -f %1$s; %4$s; }"
            .formatted(PLACE, EMPTY, escaped(program(now, fresh)), bySteps)
        : bySteps;
  }

  private static String bySteps(Instant now, byte[] fresh) {
    // Busybox' date knows whole seconds only.
    String exact =
        String.format(Locale.ROOT, "%d.%03d", now.getEpochSecond(), now.getNano() / 1_000_000);
    return "( { date -u -s @%s || date -u -s @%d; } >/dev/null 2>&1; s=$?; "
            .formatted(exact, now.getEpochSecond())
        + "echo "
        + HexFormat.of().formatHex(fresh)
        + " >/dev/urandom; { perl -e 'open F,\">/dev/urandom\";exit !ioctl F,0x5207,0' || "
        + "python3 -c 'import fcntl;"
        + "fcntl.ioctl(open(\"/dev/urandom\",\"wb\"),0x5207)'; } >/dev/null 2>&1; exit $s )";
  }

  private static byte[] program(Instant now, byte[] fresh) {
    byte[] head = HexFormat.of().parseHex((HEADER + CODE).replace(" ", ""));
    byte[] path = (POOL + "\0").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + 2 * Long.BYTES + FRESH + path.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(head)
        .putLong(now.getEpochSecond())
        .putLong(now.getNano())
        .put(fresh, 0, FRESH)
        .put(path)
        .array();
  }

  /** For printf(1): every byte is an escape, so that none needs all its digits. */
  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append('\\').append(Integer.toOctalString(b & 0xff));
    }
    return text.toString();
  }
}
