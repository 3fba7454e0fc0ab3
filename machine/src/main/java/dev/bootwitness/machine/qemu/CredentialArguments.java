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
 * <p>It goes into a private file, not into the command line: that is in the record, and everybody
 * on the host may read it. A comma in it needs no escape then, either.
 */
public final class CredentialArguments {

  /**
   * Bytes of the longest text. systemd 252 reads {@code /sys/firmware/dmi/entries/11-0/raw} by one
   * read(2), which the kernel's sysfs ends at a page of 4096 bytes; the table's head takes 5 of
   * them and the two NULs at its end 2. A longer text is cut there without a word (seen with Debian
   * 12: "Failed to base64 decode credential").
   */
  public static final int LONGEST = 4096 - 7;

  private CredentialArguments() {}

  /** Writes the text where only QEMU's user reads it, and says how QEMU finds it. */
  public static List<String> write(String text, Path file) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > LONGEST || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "an OEM string of " + bytes.length + " bytes: 1 to " + LONGEST + " without NUL");
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, bytes);
    return List.of("-smbios", "type=11,path=" + ArgumentList.escape(file));
  }
}
