package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.engine.host.HostReport;
import dev.bootwitness.report.terminal.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTextTest {

  private static final long GIB = 1L << 30;

  private static final HostReport.Tool QEMU =
      new HostReport.Tool("qemu-system-x86_64", "qemu-system-x86", "runs guests", true, true);

  @Test
  void aHostThatIsWellIsToldInAFewLines() {
    HostReport report =
        new HostReport(
            "25.0.3",
            "7.2.22 (Debian 1:7.2+dfsg-7)",
            List.of(QEMU),
            new HostReport.Speed(true, "kvm", 1, "kvm: probe guest took 0.1 s"),
            16 * GIB,
            12 * GIB,
            List.of(new HostReport.Disk("/var/tmp", "the record", 80 * GIB, GIB)),
            List.of());

    assertThat(text(report, false))
        .isEqualTo(
            """
            ✓ java      25.0.3
            ✓ qemu      7.2.22 (Debian 1:7.2+dfsg-7)
            ✓ tools     qemu-system-x86_64
            ✓ guests    run by kvm, deadlines x 1.0 (kvm: probe guest took 0.1 s)
            ✓ memory    12.0 GiB of 16.0 GiB available
            ✓ disk      80.0 GiB free in /var/tmp, for the record
            Runs can work here.
            """);
    assertThat(report.ready()).isTrue();
  }

  @Test
  void whatIsWrongIsToldWithWhatToDo() {
    HostReport report =
        new HostReport(
            "25.0.3",
            "",
            List.of(
                new HostReport.Tool("setpriv", "util-linux", "ends guests", true, true),
                new HostReport.Tool(
                    "qemu-system-x86_64", "qemu-system-x86", "runs guests", true, false),
                new HostReport.Tool("xorriso", "xorriso", "builds ISO images", false, false)),
            new HostReport.Speed(false, "", 1, "qemu-system-x86_64 is not on PATH (/bin)"),
            16 * GIB,
            GIB / 8,
            List.of(new HostReport.Disk("/var/tmp", "the record", GIB / 64, GIB / 4)),
            List.of("/var/tmp/bw-7-8 (4 KiB) of process 7, which is gone\u001b[2J"));

    assertThat(text(report, false))
        .isEqualTo(
            """
            ✓ java      25.0.3
            ✓ tools     setpriv
            ✗ tools     qemu-system-x86_64 is missing (runs guests)
            ! tools     xorriso is missing (builds ISO images)
            ✗ guests    qemu-system-x86_64 is not on PATH (/bin)
            ✗ memory    128 MiB of 16.0 GiB available
            ✗ disk      16 MiB free in /var/tmp, for the record; it needs 256 MiB
            ! left      /var/tmp/bw-7-8 (4 KiB) of process 7, which is gone\\x1b[2J
            To install what is missing: apt-get install qemu-system-x86 xorriso
            To remove what killed runs left behind (no records): bootwitness doctor --clean
            Runs cannot work here until that is fixed.
            """);
    assertThat(report.ready()).isFalse();
    assertThat(text(report, true))
        .contains("! removed   /var/tmp/bw-7-8")
        .doesNotContain("doctor --clean");
  }

  private static String text(HostReport report, boolean cleaning) {
    return String.join("\n", new DoctorText(Style.PLAIN).lines(report, cleaning)) + "\n";
  }
}
