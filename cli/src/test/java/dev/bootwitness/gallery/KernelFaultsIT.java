package dev.bootwitness.gallery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels that do not come up, or break on the way. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class KernelFaultsIT {

  private static final int SPEC = 2;
  private static final int HOST = 3;

  /** Where only the end of the wait tells: so short that the row does not take a minute. */
  private static final String SHORT = "{within: 22s, checkpoint: never}";

  /** Where a look at the processors, after 8 s of silence, tells. */
  private static final String BRIEF = "{within: 11s, checkpoint: never}";

  static Stream<Exhibit> rows() throws IOException, InterruptedException {
    return Stream.of(
        Spark.row("no-console", "console=tty0")
            .over(files ->
                files.text(
                    "/etc/inittab",
                    "::sysinit:/etc/init.d/rcS\ntty1::respawn:/sbin/getty 0 tty1\n"))
            .blames("kernel/no-serial-console"),
        Spark.row("no-root-device", Spark.SERIAL + " root=/dev/vda9 rdinit=/nonexistent")
            .blames("kernel/panic-no-root"),
        Spark.row("root-is-blank", Spark.SERIAL + " root=/dev/nvme0n1 rdinit=/nonexistent")
            .spec("machine", "{memory: 256MiB, cpus: 1, disks: [{size: 64MiB, bus: nvme}]}")
            .blames("kernel/panic-no-root"),
        Spark.cut("initrd-cut-in-half", 1, 0.5)
            .blames("kernel/panic-no-root", "kernel/panic-no-init"),
        Spark.cut("initrd-is-empty", 1, 0).exits(HOST, "host/image-unreadable"),
        Spark.cut("kernel-cut-in-half", 0.5, 1)
            .spec("boot", SHORT)
            .spec("scale", "off")
            .blames("firmware/boot-loop", "loader/silent-after-load"),
        Spark.row("fork-bomb")
            .over(files -> Spark.early(files, "bomb() { bomb | bomb & }\nbomb\ntail /dev/zero\n"))
            .blames("kernel/out-of-memory"),
        Spark.row("console-on-another-port", "quiet console=ttyS1")
            .over(files ->
                files.text(
                    "/etc/inittab",
                    "::sysinit:/etc/init.d/rcS\nttyS1::respawn:/sbin/getty -L 115200 ttyS1\n"))
            .spec("boot", BRIEF)
            .spec("scale", "off")
            .blames("kernel/no-serial-console"),
        Spark.row("quiet-and-no-getty", "quiet loglevel=0 " + Spark.SERIAL)
            .over(files -> files.text("/etc/inittab", "::sysinit:/etc/init.d/rcS\n"))
            .spec("scale", "off")
            .blames("console/no-getty"),
        Spark.row("asks-for-a-passphrase")
            .over(files ->
                Spark.early(files, "printf 'Please unlock disk vda3_crypt: '\nread -s key\n"))
            .blames("console/stalled"),
        Spark.row("a-shell-in-place-of-init")
            .over(files ->
                files.script("/init", "#!/bin/bash\n").script("/bin/init", "#!/bin/bash\n"))
            .blames("kernel/panic-no-init"),
        Spark.row("init-exits", Spark.SERIAL + " rdinit=/bin/true").blames("kernel/panic-no-init"),
        Spark.row("init-crashes", Spark.SERIAL + " rdinit=/crash")
            .over(files -> files.program("/crash", Elf.crashing()))
            .blames("kernel/panic-no-init"),
        Spark.row("init-of-another-architecture", Spark.SERIAL + " rdinit=/foreign init=/foreign")
            .over(files -> files.program("/foreign", Elf.foreign()))
            .blames("kernel/panic-no-init"),
        Disks.kernel("kernel-of-another-architecture", KernelFaultsIT::arm)
            .exits(SPEC, "spec/invalid"),
        driverless("driver-of-the-root-missing").blames("initrd/driver-missing"),
        Spark.row("panic")
            .over(files -> Spark.early(files, "echo c > /proc/sysrq-trigger\n"))
            .blames("kernel/panic"),
        Spark.row("panic-and-restart", Spark.SERIAL + " panic=1")
            .over(files -> Spark.early(files, "echo c > /proc/sysrq-trigger\n"))
            .blames("kernel/panic"),
        Spark.row("panic-of-a-quiet-kernel", "quiet " + Spark.SERIAL)
            .over(files -> Spark.early(files, "echo c > /proc/sysrq-trigger\n"))
            .blames("kernel/panic"),
        Spark.row("out-of-memory")
            .over(files -> Spark.early(files, "tail /dev/zero\n"))
            .blames("kernel/out-of-memory"),
        Spark.row("out-of-memory-panic")
            .over(
                files -> Spark.early(files, "echo 1 > /proc/sys/vm/panic_on_oom\ntail /dev/zero\n"))
            .blames("kernel/out-of-memory"),
        Spark.row("too-little-memory")
            .spec("machine", "{memory: 48MiB, cpus: 1}")
            .blames("firmware/boot-loop"),
        Spark.row("restarts")
            .over(files -> Spark.early(files, "reboot -f\n"))
            .blames("guest/unexpected-reboot"),
        Spark.row("restarts-more-often-than-expected")
            .over(files -> Spark.early(files, "reboot -f\n"))
            .spec("boot", "{within: 30s, checkpoint: never, reboots: 1}")
            .blames("guest/unexpected-reboot"),
        Spark.row("another-kernel-under-the-checks")
            .over(anew())
            .spec("checks", "[{run: /gallery/anew, within: 2s}]")
            .spec("scale", "off")
            .blames("guest/unexpected-reboot"),
        Spark.row("powers-off")
            .over(files -> Spark.early(files, "poweroff -f\n"))
            .blames("guest/unexpected-poweroff"),
        Spark.row("halts")
            .over(files -> Spark.early(files, "halt -f\n"))
            .blames("guest/unexpected-poweroff"),
        Spark.row("no-getty")
            .over(files -> files.text("/etc/inittab", "::sysinit:/etc/init.d/rcS\n"))
            .spec("boot", BRIEF)
            .blames("console/no-getty"),
        Spark.row(
                "root-that-the-kernel-waits-for",
                Spark.SERIAL + " root=PARTUUID=0badcafe-01 rootwait rdinit=/absent")
            .blames("initrd/root-device-missing"),
        Spark.row("program-missing")
            .over(files -> Spark.early(files, "/usr/lib/app/start-network --all\n"))
            .blames("userspace/program-missing"),
        Spark.row("getty-on-another-line")
            .over(files ->
                files.text(
                    "/etc/inittab",
                    "::sysinit:/etc/init.d/rcS\nttyS1::respawn:/sbin/getty -L 115200 ttyS1\n"))
            .blames("console/no-getty"),
        Spark.row("getty-ends-at-once")
            .over(files ->
                files.text(
                    "/etc/inittab", "::sysinit:/etc/init.d/rcS\nttyS0::respawn:/bin/false\n"))
            .spec("boot", SHORT)
            .spec("scale", "off")
            .blames("console/no-getty"),
        Spark.row("first-script-not-executable")
            .over(files -> files.text("/etc/init.d/rcS", "#!/bin/sh\n"))
            .blames("userspace/program-missing"),
        Spark.row("getty-missing")
            .over(files ->
                files.text(
                    "/etc/inittab",
                    "::sysinit:/etc/init.d/rcS\nttyS0::respawn:/sbin/agetty -L ttyS0\n"))
            .spec("boot", SHORT)
            .spec("scale", "off")
            .blames("userspace/program-missing"),
        Spark.row("segfault")
            .over(files -> Spark.early(files.program("/bin/app", Elf.crashing()), "/bin/app\n"))
            .blames("userspace/crashed"),
        Spark.row("oops-that-lives-on").over(broken("")).blames("kernel/oops"),
        Spark.row("oops-that-panics", Spark.SERIAL + " oops=panic")
            .over(broken(""))
            .blames("kernel/oops", "kernel/panic"),
        Spark.row("hung-task")
            .spec("machine", "{memory: 256MiB, cpus: 1, disks: [{size: 64MiB, bus: nvme}]}")
            .over(files ->
                Spark.early(
                    files,
                    """
                    echo 3 > /proc/sys/kernel/hung_task_timeout_secs
                    mke2fs /dev/nvme0n1 > /dev/null
                    mount /dev/nvme0n1 /mnt
                    fsfreeze --freeze /mnt
                    touch /mnt/file
                    """))
            .spec("boot", SHORT)
            .spec("scale", "off")
            .blames("kernel/lockup"),
        squashfs(
                "squashfs-damaged",
                file -> {
                  file.seek(0);
                  file.write(new byte[96]);
                })
            .blames("initrd/mount-failed"),
        squashfs(
                "squashfs-damaged-inside",
                file -> {
                  file.seek(96);
                  file.write(new byte[4096]);
                })
            .blames("kernel/io-error", "initrd/mount-failed"),
        Spark.row("flood")
            .over(files ->
                Spark.early(
                    files,
                    "(while :; do echo 'app[1]: cannot reach the server, trying again'; done"
                        + " > /dev/console) &\n"))
            .blames("console/flooded"));
  }

  /** An initramfs without the driver of the disk that its root is to be on. */
  private static Exhibit driverless(String name) {
    return Spark.row(name, Spark.SERIAL + " rdinit=/gallery/init")
        .spec("machine", "{memory: 256MiB, cpus: 1, disks: [{size: 64MiB, bus: sata}]}")
        .over(files ->
            files.script(
                "/gallery/init",
                """
                #!/bin/sh
                export PATH=/bin
                mount -t devtmpfs dev /dev
                echo 'Begin: Mounting root file system ...'
                modprobe ahci
                modprobe sd_mod
                sleep 1
                [ -b /dev/sda ] || echo 'ALERT!  /dev/sda does not exist.  Dropping to a shell!'
                mount -t ext4 /dev/sda /mnt && exec switch_root /mnt /sbin/init
                exec sh
                """));
  }

  /** A program that starts the same system again without a reset, as kexec(8) does. */
  private static UnaryOperator<Segment> anew() throws IOException, InterruptedException {
    List<Path> spark = Builds.spark();
    return files ->
        files
            .program("/gallery/anew", Elf.startingAnew("console=ttyS0"))
            .with("/vmlinuz", new Segment.Content.Copy(spark.getFirst(), 0644))
            .with("/initrd", new Segment.Content.Copy(spark.getLast(), 0644));
  }

  /** The header of an arm64 Image (Documentation/arch/arm64/booting.rst). */
  private static byte[] arm() {
    byte[] image = new byte[4096];
    byte[] magic = {'A', 'R', 'M', 0x64};
    System.arraycopy(magic, 0, image, 56, magic.length);
    return image;
  }

  private static UnaryOperator<Segment> broken(String more)
      throws IOException, InterruptedException {
    byte[] module = KernelModules.broken(KernelModules.load("brd"));
    return files ->
        Spark.early(files, "insmod /gallery/driver.ko" + more + "\n")
            .program("/gallery/driver.ko", module);
  }

  /** An initramfs that only looks for its root, on a disk of squashfs. */
  private static Exhibit squashfs(String name, Disks.Damage damage)
      throws IOException, InterruptedException {
    Segment module = KernelModules.in(Segment.EMPTY, List.of("squashfs"));
    Exhibit.Medium medium = Spark.row(name, Spark.SERIAL + " rdinit=/gallery/init").medium();
    return Exhibit.of(
            name,
            (folder, segment, sections) -> {
              Disks.squashfs(folder, sections, damage);
              medium.into(folder, segment.and(module), sections);
            })
        .over(files ->
            files.script(
                "/gallery/init",
                """
                #!/bin/sh
                export PATH=/bin
                mount -t devtmpfs dev /dev
                echo 'Begin: Mounting root file system ...'
                insmod /gallery/squashfs.ko
                mount -t squashfs -o ro /dev/nvme0n1 /mnt || exec sh
                cat /mnt/data > /dev/null
                exec switch_root /mnt /init
                """));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isNamed(Exhibit exhibit) throws Exception {
    Gallery.show(exhibit);
  }
}
