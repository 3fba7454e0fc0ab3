package dev.bootwitness.machine.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A text that the guest finds in its firmware tables: an OEM string (SMBIOS type 11), which systemd
 * reads as a system credential (systemd.system-credentials(7)).
 *
 * <p>It goes into a private file, not into the command line, which is in the record and readable by
 * everybody on the host. In a file, a comma in the text needs no escape, either.
 */
public final class CredentialArguments {

  /**
   * Bytes of the longest text. systemd 252 reads {@code /sys/firmware/dmi/entries/11-0/raw} by one
   * read(2), which the kernel's sysfs ends at a page of 4096 bytes; the table's header takes 5 of
   * them and the two NULs at its end take 2. A longer text is silently cut there (seen with Debian
   * 12: "Failed to base64 decode credential").
   */
  public static final int LONGEST = 4096 - 7;

  private CredentialArguments() {}

  /** Writes the text where only QEMU's user can read it, and returns how QEMU finds it. */
  public static List<String> write(String text, Path file) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > LONGEST || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "an OEM string of " + bytes.length + " bytes: 1 to " + LONGEST + " without NUL");
    }
    // A machine that starts again has its former directory.
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, bytes);
    return List.of("-smbios", "type=11,path=" + ArgumentList.escape(file));
  }
}
