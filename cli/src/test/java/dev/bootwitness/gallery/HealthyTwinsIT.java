package dev.bootwitness.gallery;

import dev.bootwitness.gallery.Segment.Content;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Healthy images, whatever their consoles look like: no fault may be reported. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class HealthyTwinsIT {

  static Stream<Exhibit> rows() throws IOException, InterruptedException {
    return Stream.of(
            Spark.row("plain"),
            Spark.row("floppy").spec("machine", "{memory: 256MiB, cpus: 1, floppy: true}"),
            Spark.row("quiet", "quiet " + Spark.SERIAL),
            Spark.row("the-second-init-will-do", Spark.SERIAL + " rdinit=/etc/passwd"),
            Spark.row("as-the-user").spec("login", Spark.AS_USER),
            Spark.row("slow-and-silent").over(files -> Spark.early(files, "sleep 9\n")),
            Spark.row("login-of-a-boot-script")
                .over(files ->
                    files
                        .script("/gallery/late", "#!/bin/sh\nsleep 6\nexec getty -L 115200 ttyS0\n")
                        .text("/etc/inittab", "::sysinit:/etc/init.d/rcS\n::once:/gallery/late\n")),
            Spark.row("noise-that-is-no-cause").over(HealthyTwinsIT::hazards),
            Spark.row("line-ends")
                .over(files ->
                    Spark.early(
                        files,
                        "printf 'one\\r\\r\\ntwo\\r\\r\\r\\nthree\\rTHREE\\r\\n' > /dev/console\n")),
            Spark.row("bytes-that-are-no-utf-8")
                .over(files ->
                    Spark.early(files, "head -c 3000 /bin/busybox > /dev/console\necho\n")
                        .with("/etc/motd", latin1("Gr\u00fc\u00dfe \u00ab\377\376\u00bb\n"))),
            Spark.row("login-in-the-banner")
                .over(files ->
                    files.text(
                        "/etc/issue", "Restricted system.\nUser login: only for staff.\n\n")),
            Spark.row("last-login")
                .over(files ->
                    profile(files, "echo 'Last login: Tue Nov 24 10:00:00 UTC 2026 on ttyS0'\n")),
            Spark.row("kernel-log-at-login").over(files -> profile(files, "dmesg\n")),
            Spark.row("words-of-faults-at-login")
                .over(files ->
                    profile(
                        files,
                        """
                        echo 'Kernel panic - not syncing: was the exercise of last week.'
                        echo 'reboot: Power down'
                        echo 'grub rescue> '
                        """)),
            Spark.row("coloured-prompt-and-title")
                .over(files ->
                    profile(
                        files,
                        """
                        PS1='\\033]0;spark: ~\\007\\n\\033[1;32m[\\u:\\w]$\\033[0m '
                        """)),
            Spark.row("prompt-of-two-lines").over(files -> profile(files, "PS1='+-- \\u\n+-> '\n")),
            Spark.row("no-prompt").over(files -> profile(files, "PS1=''\n")),
            Spark.row("shell-integration")
                .over(files ->
                    profile(
                        files,
                        """
                        PS1="$(printf '\\033]3008;start=4f6b;user=spark;type=shell\\007$ \\033]3008;end=4f6b\\007')"
                        """)),
            Spark.row("host-name-of-a-fault")
                .over(files -> files.text("/etc/hostname", "kernel-panic-login\n")),
            Spark.row("motd-like-a-prompt")
                .over(files ->
                    profile(
                        files,
                        """
                        echo 'Use sudo: root@spark:~# '
                        echo '[FAILED] Failed to start coffee.service - an old joke.'
                        printf 'password: \\nlogin: \\n$ \\n# \\n'
                        """)),
            Spark.row("banner-with-prompts")
                .over(files ->
                    files.text(
                        "/etc/issue", "### Spark ###\nlogin as spark, $ is a shell's #\n# \n")),
            Spark.row("colour-behind-the-prompt")
                .over(files -> profile(files, "PS1='\\033[32mspark$\\033[0m '\n")),
            Spark.row("clock-jumps")
                .over(files ->
                    Spark.early(
                        files,
                        """
                        date -s '2031-01-01 00:00:00'
                        sleep 1
                        date -s '1999-12-31 00:00:00'
                        """)),
            Spark.row("another-locale-and-zone")
                .over(files ->
                    profile(
                        files,
                        """
                        export TZ=Asia/Kathmandu LANG=de_DE.UTF-8 LC_ALL=tr_TR.UTF-8
                        echo 'Letzte Anmeldung: Di Nov 24 10:00:00 +0545 2026 auf ttyS0'
                        """)),
            Spark.row("full-temporary-file-systems")
                .over(files ->
                    Spark.early(
                        files,
                        "for d in /tmp /run /dev/shm; do mount -o remount,size=64k $d; cat /dev/zero >"
                            + " $d/full 2>/dev/null; done\n")),
            Spark.row("traps-and-options-in-the-profile")
                .over(files ->
                    profile(
                        files,
                        """
                        set -u
                        set -o noclobber
                        trap 'echo bye' EXIT
                        alias ls='ls -l'
                        """)),
            Spark.row(
                "two-consoles-at-9600", "console=tty0 console=ttyS0,9600 earlyprintk=ttyS0,9600"),
            Spark.row("log-on-the-console")
                .over(files -> Spark.early(files, "syslogd -O /dev/console\n")),
            Spark.row("zsh").over(Accounts.shell("/usr/bin/zsh", Accounts.zsh())),
            Spark.row("fish").over(Accounts.shell("/usr/bin/fish", Accounts.fish())),
            Spark.row("sudo")
                .over(Accounts.sudo("spark ALL=(ALL:ALL) NOPASSWD: ALL"))
                .spec("login", "{user: spark, password: spark, become: root}"),
            Spark.row("sudo-with-a-password")
                .over(Accounts.sudo("spark ALL=(ALL:ALL) ALL"))
                .over(files -> files.text("/etc/inittab", Accounts.AUTOLOGIN))
                .spec("login", "{user: spark, password: spark, become: root}"),
            Spark.row("restarts-once-as-expected")
                .spec("machine", "{memory: 256MiB, cpus: 1, disks: [{size: 64MiB, bus: nvme}]}")
                .spec("boot", "{within: 30s, checkpoint: never, reboots: 1}")
                .over(files ->
                    Spark.early(
                        files,
                        """
                        [ "$(head -c 4 /dev/nvme0n1)" = done ] && exit
                        printf done > /dev/nvme0n1
                        sync
                        reboot -f
                        """)),
            Spark.row("slow-console", "boot_delay=1 " + Spark.SERIAL),
            Spark.row("chatty-kernel")
                .over(files ->
                    Spark.early(
                        files,
                        "(while :; do echo '<4>app: link is up, link is down' > /dev/kmsg;"
                            + " usleep 300000; done) &\n")),
            Spark.row("pager-at-login")
                .over(files -> profile(files, "less /etc/passwd\n"))
                .noisy("shell/program-left"),
            Spark.row("screen-cleared-at-login")
                .over(files -> profile(files, "printf '\\033[H\\033[2J\\033[?25l\\033[6n'\n")))
        .map(row -> row.spec("checks", "[{run: 'true'}]"));
  }

  private static Segment profile(Segment files, String script) {
    return files.text("/etc/profile", "export PATH=/bin:/sbin\n" + script);
  }

  private static Content latin1(String text) {
    return new Content.Bytes(text, 0644);
  }

  /** What consoles of working systems print, from logs of one image project. */
  private static Segment hazards(Segment files) {
    return Spark.early(
        files,
        """
        say() { echo "<3>$*" > /dev/kmsg; }
        say 'blk_update_request: I/O error, dev fd0, sector 0 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2'
        say 'Buffer I/O error on dev fd0, logical block 0, async page read'
        cat > /dev/console << 'END'
        Begin: Running /scripts/local-block ... done.
        /dev/root: Can't open blockdev
        kbd_mode: KDSKBMODE: Inappropriate ioctl for device
          Volume group "main" not found
          Cannot process volume group main
        warning: error: unable to download 'https://cache.example.org/nix-cache-info': Could not resolve hostname (6); retrying in 261 ms
        kex_exchange_identification: read: Connection reset by peer
        [FAILED] Failed unmounting /run/live/medium.
        END
        """);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void passes(Exhibit exhibit) throws Exception {
    Gallery.show(exhibit);
  }
}
