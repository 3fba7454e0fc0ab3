package dev.bootwitness.gallery;

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

  /** A second's wait for a deadline in silence, which no verdict can be given before. */
  private static final String SHORT = "{within: 32s, checkpoint: never}";

  static Stream<Exhibit> rows() {
    return Stream.of(
        Spark.row("no-console", "console=tty0")
            .over(files ->
                files.text(
                    "/etc/inittab",
                    "::sysinit:/etc/init.d/rcS\ntty1::respawn:/sbin/getty 0 tty1\n"))
            .spec("boot", SHORT)
            .spec("scale", "off")
            .blames("kernel/no-serial-console"),
        Spark.row("no-root-device", Spark.SERIAL + " root=/dev/vda9 rdinit=/nonexistent")
            .blames("kernel/panic-no-root"),
        Spark.row("root-is-blank", Spark.SERIAL + " root=/dev/nvme0n1 rdinit=/nonexistent")
            .spec("machine", "{memory: 256MiB, cpus: 1, disks: [{size: 64MiB, bus: nvme}]}")
            .blames("kernel/panic-no-root"),
        Spark.row("init-exits", Spark.SERIAL + " rdinit=/bin/true").blames("kernel/panic-no-init"),
        Spark.row("init-crashes", Spark.SERIAL + " rdinit=/crash")
            .over(files -> files.program("/crash", Elf.crashing()))
            .blames("kernel/panic-no-init"),
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
        Spark.row("powers-off")
            .over(files -> Spark.early(files, "poweroff -f\n"))
            .blames("guest/unexpected-poweroff"),
        Spark.row("halts")
            .over(files -> Spark.early(files, "halt -f\n"))
            .blames("guest/unexpected-poweroff"),
        Spark.row("no-getty")
            .over(files -> files.text("/etc/inittab", "::sysinit:/etc/init.d/rcS\n"))
            .spec("boot", SHORT)
            .spec("scale", "off")
            .blames("console/no-getty"),
        Spark.row("program-missing")
            .over(files -> Spark.early(files, "/usr/lib/app/start-network --all\n"))
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
            .blames("userspace/crashed"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isNamed(Exhibit exhibit) throws Exception {
    Gallery.show(exhibit);
  }
}
