package dev.bootwitness.console.side;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** The guest's end of the side channel, and the command that starts it there. */
final class SideScript {

  private static final String BODY = load();

  private SideScript() {}

  /**
   * What the started shell reads from the channel before anything else.
   *
   * @param nonce of the mark that says it is ready
   */
  static byte[] text(String nonce) {
    return ("BW=" + nonce + "\n" + BODY).getBytes(StandardCharsets.US_ASCII);
  }

  /** A version that differs when the script differs. */
  static String version() {
    CRC32 sum = new CRC32();
    sum.update(BODY.getBytes(StandardCharsets.US_ASCII));
    return Long.toHexString(sum.getValue());
  }

  /**
   * A command for a root shell of the guest: finds the port, opens it, and leaves a shell behind
   * that reads {@code length} bytes of script from it. Exit status 3: there is no such port; 4: no
   * setsid(1).
   *
   * <p>The new shell has a session of its own, so that its process group can be interrupted as by a
   * terminal. A port is opened once and for both ways: the kernel allows one opener
   * (drivers/char/virtio_console.c, port_fops_open).
   */
  static String starter(String port, int length) {
    return """
    p=; modprobe -q virtio_console 2>/dev/null; for n in /sys/class/virtio-ports/*/name; do \
    x=; read -r x <"$n"; [ "$x" = %s ] && p=${n%%/name} && p=/dev/${p##*/}; done 2>/dev/null; \
    [ -c "$p" ] || exit 3; command -v setsid >/dev/null || exit 4; \
    setsid sh -c 'exec 0<>"$1" 1>&0 2>/dev/null; eval "$(head -c %d)"' bootwitness "$p" \
    </dev/null >/dev/null 2>&1 &\
    """
        .formatted(port, length);
  }

  private static String load() {
    try (InputStream in = SideScript.class.getResourceAsStream("side.sh")) {
      if (in == null) {
        throw new IllegalStateException("side.sh is missing beside " + SideScript.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read side.sh from the program's own jar", e);
    }
  }
}
