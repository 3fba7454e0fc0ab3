package dev.bootwitness.gallery;

import dev.bootwitness.gallery.Segment.Content;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Debian's own login, sudo and shells over spark. */
final class Accounts {

  /** Logs in to spark automatically. */
  static final String AUTOLOGIN =
      """
      ::sysinit:/etc/init.d/rcS
      ttyS0::respawn:/sbin/getty -n -l /gallery/autologin 115200 ttyS0 vt102
      """;

  private static final String PASSWORD =
      "$6$bootwitnessspark$1Dp3xP9v07SysYuC8o7kGKLAPhlmtSm5IZookYoygt7H/MdDtEe7IlZGNw4xvphI4LRILxKtneQmtQ2OrvZ0D.";

  private static final String PAM =
      """
      auth required pam_unix.so
      account required pam_unix.so
      password required pam_unix.so
      session required pam_permit.so
      """;

  private Accounts() {}

  /** The password was set on the first day of 1970, which asks for a new one (shadow(5)). */
  static String expired() {
    return shadow("0:0:99999:7:::");
  }

  /** The account itself has expired. */
  static String dead() {
    return shadow("20000:0:99999:7::1:");
  }

  private static String shadow(String age) {
    return "root:*:20000:0:99999:7:::\nspark:" + PASSWORD + ":" + age + "\n";
  }

  /** A program that asks PAM, with /bin/login in place of busybox's. */
  static UnaryOperator<Segment> withPam(String program) throws IOException, InterruptedException {
    String modules = "/lib/x86_64-linux-gnu/security/";
    Segment pam =
        HostPrograms.of(
                program,
                modules + "pam_unix.so",
                modules + "pam_permit.so",
                modules + "pam_deny.so")
            .text("/etc/pam.d/login", PAM)
            .text("/etc/pam.d/sudo", PAM)
            .text("/etc/pam.d/other", PAM)
            .text("/etc/login.defs", "FAIL_DELAY 1\n")
            .text("/etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\n");
    return files ->
        files
            .and(pam)
            .text(
                "/etc/inittab",
                """
                ::sysinit:/etc/init.d/rcS
                ttyS0::respawn:/sbin/getty -l /bin/login 115200 ttyS0 vt102
                """);
  }

  /** Debian's sudo with this line in its sudoers. */
  static UnaryOperator<Segment> sudo(String allowed) throws IOException, InterruptedException {
    UnaryOperator<Segment> pam = withPam("/usr/bin/sudo");
    Segment sudo =
        HostPrograms.of("/usr/libexec/sudo/sudoers.so", "/usr/libexec/sudo/libsudo_util.so.0")
            .with("/etc/sudoers", new Content.Bytes(allowed + "\n", 0440))
            .script("/gallery/autologin", "#!/bin/sh\nexec login -f spark\n");
    return files -> pam.apply(files).and(sudo);
  }

  /** A shell of this host for spark. */
  static UnaryOperator<Segment> shell(String shell, Segment more) {
    return files ->
        files
            .and(more)
            .text(
                "/etc/passwd",
                "root:x:0:0:root:/root:/bin/sh\nspark:x:1000:1000:Spark:/home/spark:"
                    + shell
                    + "\n");
  }

  static Segment zsh() throws IOException, InterruptedException {
    String modules = "/usr/lib/x86_64-linux-gnu/zsh/5.9/zsh/";
    return HostPrograms.of("/usr/bin/zsh", modules + "zle.so", modules + "complete.so")
        .and(HostPrograms.folder(modules, ".so"))
        .and(HostPrograms.folder("/lib/terminfo/v", "vt102", "vt100"));
  }

  static Segment fish() throws IOException, InterruptedException {
    return HostPrograms.of("/usr/bin/fish")
        .and(HostPrograms.folder("/usr/share/fish", ".fish"))
        .and(HostPrograms.folder("/usr/share/fish/functions", ".fish"))
        .and(HostPrograms.folder("/lib/terminfo/v", "vt102", "vt100"));
  }
}
