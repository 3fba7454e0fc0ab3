package dev.bootwitness.gallery;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Systems that come up and do not let the operator in, or not as root. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class LoginFaultsIT {

  private static final int SPEC = 2;
  private static final int INCONCLUSIVE = 4;
  private static final String WITH_SUDO = "{user: spark, password: spark, become: root}";

  static Stream<Exhibit> rows() throws IOException, InterruptedException {
    return Stream.of(
        Spark.row("wrong-password")
            .spec("login", "{user: spark, password: sparkle}")
            .exits(SPEC, "login/rejected"),
        Spark.row("no-such-user")
            .spec("login", "{user: nixos, password: nixos}")
            .exits(SPEC, "login/rejected"),
        Spark.row("password-wanted")
            .spec("login", "{user: spark}")
            .exits(SPEC, "login/password-needed"),
        Spark.row("shell-is-nologin")
            .over(files -> files.text("/etc/passwd", passwd("/sbin/nologin")))
            .blames("login/no-shell"),
        Spark.row("shell-is-false")
            .over(files -> files.text("/etc/passwd", passwd("/bin/false")))
            .blames("login/no-shell"),
        Spark.row("shell-is-not-there")
            .over(files -> files.text("/etc/passwd", passwd("/usr/bin/zsh")))
            .blames("login/no-shell"),
        Spark.row("profile-ends-the-session")
            .over(files -> files.text("/etc/profile", "export PATH=/bin\nexit 3\n"))
            .blames("login/no-shell"),
        Spark.row("no-sudo").spec("login", WITH_SUDO).blames("login/escalation-refused"),
        Spark.row("wrong-root-password")
            .spec("login", "{user: spark, password: spark, become: root, rootPassword: toor}")
            .blames("login/escalation-refused"),
        Spark.row("no-root-account")
            .over(
                files -> files.text("/etc/passwd", "spark:x:1000:1000:Spark:/home/spark:/bin/sh\n"))
            .blames("login/escalation-refused"),
        sudo("sudo-wants-a-password", "spark ALL=(ALL:ALL) ALL").blames("login/escalation-refused"),
        sudo("sudo-does-not-know-the-user", "root ALL=(ALL:ALL) ALL")
            .spec("login", "{user: spark, password: spark, become: root}")
            .blames("login/escalation-refused"),
        sudo("sudo-is-broken", "spark ALL=(ALL:ALL NOPASSWD: ALL")
            .blames("login/escalation-refused"),
        Spark.row("account-locked")
            .over(files ->
                files.text(
                    "/etc/shadow", "root:*:20000:0:99999:7:::\nspark:!:20000:0:99999:7:::\n"))
            .exits(SPEC, "login/rejected"),
        Spark.row("closed-to-logins")
            .over(files -> files.text("/etc/nologin", "System closed for routine maintenance\n"))
            .blames("login/rejected"),
        Spark.row("second-factor")
            .over(files ->
                files.text(
                    "/etc/profile",
                    "until [ \"$code\" = 42 ]; do printf 'One-time code: '; read -r code; done\n"))
            .blames("login/password-needed"),
        Spark.row("root-not-on-this-terminal")
            .over(files -> files.text("/etc/securetty", "tty1\n"))
            .spec("login", "{user: root, password: root}")
            .blames("login/rejected"),
        Spark.row("pam-module-missing")
            .over(Accounts.withPam("/bin/login"))
            .over(files -> files.text("/etc/pam.d/login", "auth required pam_absent.so\n"))
            .blames("login/rejected"),
        Spark.row("pam-module-missing-by-the-log")
            .over(Accounts.withPam("/bin/login"))
            .over(files -> files.text("/etc/pam.d/login", "auth required pam_absent.so\n"))
            .over(files ->
                files.text(
                    "/etc/inittab",
                    """
                    ::sysinit:/etc/init.d/rcS
                    ::sysinit:/sbin/syslogd -O /dev/console
                    ttyS0::respawn:/sbin/getty -l /bin/login 115200 ttyS0 vt102
                    """))
            .blames("login/pam-module-missing"),
        Spark.row("login-program-missing")
            .over(files ->
                files.text(
                    "/etc/inittab",
                    """
                    ::sysinit:/etc/init.d/rcS
                    ttyS0::respawn:/sbin/getty -l /sbin/login-ng 115200 ttyS0 vt102
                    """))
            .blames("login/no-shell", "userspace/program-missing"),
        Spark.row("shell-crashes")
            .over(files ->
                files
                    .program("/bin/crash", Elf.crashing())
                    .text("/etc/passwd", passwd("/bin/crash")))
            .blames("login/no-shell", "userspace/crashed"),
        Spark.row("password-expired")
            .over(Accounts.withPam("/bin/login"))
            .over(files -> files.text("/etc/shadow", Accounts.expired()))
            .blames("login/password-expired"),
        Spark.row("account-expired")
            .over(Accounts.withPam("/bin/login"))
            .over(files -> files.text("/etc/shadow", Accounts.dead()))
            .exits(SPEC, "login/rejected"),
        Spark.row("root-only-by-name")
            .over(files ->
                files.script(
                    "/bin/sudo",
                    """
                    #!/bin/sh
                    echo 'Welcome, root.'
                    PS1='root@spark:~# ' exec sh -i
                    """))
            .spec("login", WITH_SUDO)
            .exits(INCONCLUSIVE, "login/escalation-unverified"),
        Spark.row("pager-in-a-check")
            .spec("login", Spark.AS_USER)
            .spec("checks", "[{run: less /etc/passwd </dev/tty >/dev/tty, within: 10m}]")
            .exits(SPEC, "shell/captured-by-program"),
        Spark.row("question-at-login")
            .over(files ->
                files.text(
                    "/etc/profile",
                    """
                    export PATH=/bin
                    trap : INT QUIT
                    until [ "$answer" = yes ]; do
                      printf 'Overwrite the disk? [yes/no] '
                      read -r answer
                    done
                    """))
            .blames("shell/captured-by-program"));
  }

  private static Exhibit sudo(String name, String allowed)
      throws IOException, InterruptedException {
    return Spark.row(name)
        .over(Accounts.sudo(allowed))
        .spec("login", "{user: spark, become: root}")
        .over(files -> files.text("/etc/inittab", Accounts.AUTOLOGIN));
  }

  private static String passwd(String shell) {
    return """
    root:x:0:0:root:/root:/bin/sh
    nobody:x:65534:65534:nobody:/nonexistent:/bin/false
    spark:x:1000:1000:Spark:/home/spark:%s
    """
        .formatted(shell);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isNamed(Exhibit exhibit) throws Exception {
    Gallery.show(exhibit);
  }
}
