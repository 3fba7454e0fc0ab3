package dev.bootwitness.engine.guest;

import dev.bootwitness.engine.spec.GuestContents;
import dev.bootwitness.engine.spec.GuestSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Files for a guest as lines of tmpfiles.d(5), in the form of a system credential: systemd-tmpfiles
 * makes them before the services start, in any image whose systemd is 252 or later.
 *
 * @param credential name and text; empty when nothing fits
 * @param offered the paths in it
 */
public record Tmpfiles(Optional<String> credential, List<String> offered) {

  /** Where root's keys go; {@code /root} is root's home wherever systemd is (file-hierarchy(7)). */
  static final String KEYS = "/root/.ssh/authorized_keys";

  private static final String NAME = "io.systemd.credential:tmpfiles.extra=";

  /**
   * Takes as many files as fit, in their order; the rest must be delivered another way.
   *
   * @param longest bytes of the credential, its name included
   */
  public static Tmpfiles of(GuestContents contents, int longest) {
    StringBuilder lines = new StringBuilder();
    List<String> offered = new ArrayList<>();
    if (!contents.keys().isEmpty()) {
      offer(lines, offered, KEYS, keys(contents.keys()), longest);
    }
    for (GuestContents.Item item : contents.files()) {
      offer(lines, offered, item.file().path(), line(item), longest);
    }
    return new Tmpfiles(
        offered.isEmpty() ? Optional.empty() : Optional.of(NAME + lines), List.copyOf(offered));
  }

  private static void offer(
      StringBuilder lines, List<String> offered, String path, String line, int longest) {
    byte[] all = (NAME + lines + line).getBytes(StandardCharsets.UTF_8);
    if (all.length <= longest) {
      lines.append(line);
      offered.add(path);
    }
  }

  private static String line(GuestContents.Item item) {
    GuestSpec.GuestFile file = item.file();
    return "f+~ %s %04o %s %s - %s\n"
        .formatted(
            quoted(file.path()), file.mode(), file.owner(), file.group(), base64(item.bytes()));
  }

  /** Added to the keys that the image may have; the first line feed ends an unterminated line. */
  private static String keys(List<String> keys) {
    String text = "\n" + String.join("\n", keys) + "\n";
    return """
    d /root/.ssh 0700 root root -
    f %1$s 0600 root root -
    w+~ %1$s - - - - %2$s
    """
        .formatted(KEYS, base64(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A path is a word with C escapes, and {@code %} begins a specifier. */
  private static String quoted(String path) {
    return "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + "\"";
  }
}
