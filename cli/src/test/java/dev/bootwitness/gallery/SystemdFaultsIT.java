package dev.bootwitness.gallery;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services that do not come up, under a real systemd. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class SystemdFaultsIT {

  /** Where only the end of the wait tells. */
  private static final String SHORT = "{within: 32s, checkpoint: never}";

  private static final String WRITES =
      "Type=oneshot\nExecStart=/bin/sh -c 'echo ready > /var/app-state'";

  static Stream<Exhibit> rows() throws IOException, InterruptedException {
    return Stream.of(
        SystemdSpark.row("systemd-plain").spec("checks", "[{unit: spark-setup.service}]"),
        SystemdSpark.row("emergency-mode", "systemd.unit=emergency.target")
            .blames("systemd/emergency-mode"),
        SystemdSpark.row("mount-of-a-missing-disk")
            .over(files ->
                files.text(
                    "/etc/fstab",
                    "/dev/disk/by-label/DATA /data ext4 x-systemd.device-timeout=3s 0 2\n"))
            .blames("systemd/start-job-timeout", "systemd/emergency-mode"),
        SystemdSpark.row("swap-on-a-missing-disk")
            .over(files ->
                files.text(
                    "/etc/fstab",
                    "/dev/disk/by-label/SWAP none swap x-systemd.device-timeout=2s 0 0\n"))
            .blames("systemd/start-job-timeout"),
        SystemdSpark.row("missing-disks-that-nothing-needs")
            .over(files ->
                files.text(
                    "/etc/fstab",
                    """
                    /dev/disk/by-label/DATA /data ext4 nofail,x-systemd.device-timeout=2s 0 2
                    /dev/disk/by-label/SWAP none swap nofail,x-systemd.device-timeout=2s 0 0
                    """))
            .spec("checks", "[{unit: spark-setup.service}]"),
        SystemdSpark.row("unit-failed")
            .over(files -> app(files, "Type=oneshot", "ExecStart=/bin/false"))
            .blames("systemd/unit-failed"),
        SystemdSpark.row("unit-failed-later")
            .over(files -> app(files, "ExecStart=/bin/sh -c 'echo no licence; exit 3'"))
            .spec("checks", "[{unit: app.service, within: 20s}]")
            .blames("systemd/unit-failed"),
        SystemdSpark.row("unit-stuck")
            .over(files -> app(files, "Type=oneshot", "ExecStart=/bin/sleep 100000"))
            .spec("checks", "[{unit: app.service, within: 10s}]")
            .spec("scale", "off")
            .blames("systemd/unit-stuck"),
        SystemdSpark.row("start-job-timeout")
            .over(files ->
                app(files, "Type=oneshot", "TimeoutStartSec=3", "ExecStart=/bin/sleep 100000"))
            .blames("systemd/start-job-timeout"),
        SystemdSpark.row("unit-holds-up-the-login")
            .over(files ->
                app(
                    SystemdSpark.unit(
                        files,
                        "hold.service",
                        "[Unit]",
                        "Before=console-getty.service",
                        "[Service]",
                        "Type=oneshot",
                        "TimeoutStartSec=infinity",
                        "ExecStart=/bin/sleep 100000"),
                    "ExecStart=/bin/sleep 100000"))
            .spec("boot", SHORT)
            .spec("scale", "off")
            .blames("systemd/unit-stuck"),
        SystemdSpark.row("ordering-deadlock")
            .over(files ->
                SystemdSpark.unit(
                    SystemdSpark.unit(
                        files,
                        "provision.service",
                        "[Service]",
                        "Type=oneshot",
                        "ExecStart=/bin/systemctl start web.service"),
                    "web.service",
                    "[Unit]",
                    "After=provision.service",
                    "[Service]",
                    "ExecStart=/bin/sleep 100000"))
            .spec("checks", "[{unit: web.service, within: 20s}]")
            .spec("scale", "off")
            .blames("systemd/ordering-deadlock"),
        SystemdSpark.row("ordering-cycle")
            .over(files ->
                SystemdSpark.unit(
                    SystemdSpark.unit(
                        files,
                        "one.service",
                        "[Unit]",
                        "After=two.service",
                        "[Service]",
                        "ExecStart=/bin/sleep 100000"),
                    "two.service",
                    "[Unit]",
                    "After=one.service",
                    "[Service]",
                    "ExecStart=/bin/sleep 100000"))
            .blames("systemd/ordering-cycle"),
        SystemdSpark.row("unit-without-its-program")
            .over(files -> app(files, "Type=oneshot", "ExecStart=/usr/bin/app-server"))
            .spec("checks", "[{unit: app.service, within: 20s}]")
            .blames("userspace/program-missing"),
        SystemdSpark.row("root-is-read-only")
            .over(files -> app(readOnlyRoot(files), WRITES))
            .blames("userspace/file-system-read-only"),
        SystemdSpark.row("root-is-read-only-and-nobody-writes")
            .over(SystemdFaultsIT::readOnlyRoot)
            .spec("checks", "[{unit: spark-setup.service}]"),
        SystemdSpark.row("root-is-full")
            .over(files -> app(fullRoot(files), WRITES))
            .blames("userspace/file-system-full"),
        SystemdSpark.row("root-is-full-and-nobody-writes")
            .over(SystemdFaultsIT::fullRoot)
            .spec("checks", "[{unit: spark-setup.service}]"),
        SystemdSpark.row("unit-crashes")
            .over(files ->
                app(
                    files.program("/usr/bin/app", Elf.crashing()),
                    "Type=oneshot",
                    "ExecStart=/usr/bin/app"))
            .blames("userspace/crashed"),
        SystemdSpark.row("program-refuses-its-arguments")
            .over(files -> app(files, "Type=oneshot", "ExecStart=/bin/ls --all-of-them"))
            .spec("checks", "[{unit: app.service, within: 20s}]")
            .blames("userspace/program-usage"),
        SystemdSpark.row("unit-script-calls-what-is-not-there")
            .over(files ->
                app(files, "Type=oneshot", "ExecStart=/bin/sh -c 'app-setup --all; exit $?'"))
            .blames("userspace/program-missing"),
        SystemdSpark.row("unit-by-its-description", "systemd.status_unit_format=description")
            .over(files -> app(files, "Type=oneshot", "ExecStart=/bin/ls --all-of-them"))
            .blames("userspace/program-usage"),
        SystemdSpark.row("unit-reboots-on-failure")
            .over(files ->
                SystemdSpark.unit(
                    files,
                    "app.service",
                    "[Unit]",
                    "FailureAction=reboot-force",
                    "[Service]",
                    "Type=oneshot",
                    "ExecStart=/bin/false"))
            .blames("systemd/unit-failed", "guest/unexpected-reboot"),
        SystemdSpark.row("run-is-full")
            .over(files ->
                app(
                    before(files, "-/bin/dd if=/dev/zero of=/run/fill bs=64k"),
                    "Type=oneshot\nExecStart=/bin/sh -c 'echo ready > /run/app.pid'"))
            .blames("userspace/file-system-full"),
        SystemdSpark.row("each-start-to-be-confirmed", "systemd.confirm_spawn=true")
            .blames("console/stalled"),
        SystemdSpark.row("getty-is-masked", "systemd.mask=console-getty.service")
            .spec("boot", SHORT)
            .spec("scale", "off")
            .blames("console/no-getty"),
        SystemdSpark.row("nothing-to-start", "systemd.unit=absent.target")
            .blames("systemd/emergency-mode", "userspace/crashed", "systemd/unit-failed"));
  }

  private static Segment readOnlyRoot(Segment files) {
    return before(files, "/bin/mount -o remount,ro /");
  }

  /** The root is a tmpfs, of half the memory. */
  private static Segment fullRoot(Segment files) {
    return before(files, "-/bin/dd if=/dev/zero of=/var/fill bs=1M");
  }

  private static Segment before(Segment files, String command) {
    return SystemdSpark.unit(
        files,
        "before.service",
        "[Unit]",
        "Before=app.service",
        "[Service]",
        "Type=oneshot",
        "RemainAfterExit=yes",
        "ExecStart=" + command);
  }

  private static Segment app(Segment files, String... service) {
    return SystemdSpark.unit(
        files,
        "app.service",
        "[Unit]",
        "Description=The application",
        "[Service]",
        String.join("\n", service));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isNamed(Exhibit exhibit) throws Exception {
    Gallery.show(exhibit);
  }
}
