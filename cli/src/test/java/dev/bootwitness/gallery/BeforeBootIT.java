package dev.bootwitness.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read in an image before it boots, compared with what its boot then shows. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class BeforeBootIT {

  private static final String SMALL = "{memory: 256MiB, cpus: 1, network: none}";

  private static final String BOTH =
      """
      serial --unit=0 --speed=115200
      terminal_input console serial
      terminal_output console serial
      """;

  private static final String ON_THE_SCREEN =
      "::sysinit:/etc/init.d/rcS\ntty1::respawn:/sbin/getty 0 tty1\n";

  private static final String STARTS = "linux /vmlinuz console=ttyS0\n initrd /initrd.img\n";

  /**
   * An image, what is found in it, and what the run is blamed on.
   *
   * @param foretold the first finding before the boot; empty for none
   */
  record Row(Exhibit exhibit, String foretold) {
    @Override
    public String toString() {
      return exhibit.name();
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        row("foretold-no-console", cd("linux /vmlinuz\n initrd /initrd.img\n"))
            .over(files -> files.text("/etc/inittab", ON_THE_SCREEN))
            .blamed("kernel/no-serial-console", "kernel/no-serial-console"),
        row("foretold-missing-kernel", cd("linux /vmlinuz-6.1 console=ttyS0\n"))
            .blamed("loader/file-not-found", "loader/file-not-found"),
        row("foretold-missing-initrd", cd("linux /vmlinuz console=ttyS0\n initrd /initrd-6\n"))
            .blamed("loader/file-not-found", "loader/file-not-found", "kernel/panic-no-root"),
        row("foretold-menu-without-countdown", Disks.cd(BOTH + entry(STARTS)))
            .blamed("loader/waiting-at-menu", "loader/waiting-at-menu"),
        row("foretold-no-getty", cd(STARTS))
            .over(files -> files.text("/etc/inittab", ON_THE_SCREEN))
            .blamed("console/no-getty", "console/no-getty"),
        row(
                "foretold-serial-not-last",
                cd("linux /vmlinuz console=ttyS0 console=tty0\n initrd /initrd.img\n"))
            .spec("login", Spark.AS_ROOT)
            .noisy("console/serial-not-last")
            .healthy("console/serial-not-last"),
        row(
                "foretold-root-that-nothing-answers",
                Disks.systemdBoot("root=UUID=00000000-1111-2222-3333-444444444444 console=ttyS0"))
            .spec("machine", "{memory: 256MiB, cpus: 1, network: none, firmware: uefi}")
            .spec("boot", "{within: 60s, checkpoint: never}")
            .blamed("kernel/panic-no-root", "kernel/panic-no-root"),
        row("foretold-xz", Disks.cdWithXz(BOTH + "set timeout=0\n" + entry(STARTS)))
            .spec("login", Spark.AS_ROOT)
            .noisy("build/slow-compression")
            .healthy("build/slow-compression"),
        row("foretold-nothing", cd(STARTS)).spec("login", Spark.AS_ROOT).healthy(""));
  }

  private static Builder row(String name, Exhibit.Medium medium) {
    return new Builder(
        Exhibit.of(name, medium)
            .spec("machine", SMALL)
            .spec("boot", "{within: 32s, checkpoint: never}"));
  }

  /** A row in the making. */
  private record Builder(Exhibit exhibit) {
    Builder over(java.util.function.UnaryOperator<Segment> files) {
      return new Builder(exhibit.over(files));
    }

    Builder spec(String section, String yaml) {
      return new Builder(exhibit.spec(section, yaml));
    }

    Builder noisy(String cause) {
      return new Builder(exhibit.noisy(cause));
    }

    Row blamed(String foretold, String... causes) {
      return new Row(exhibit.blames(causes), foretold);
    }

    Row healthy(String foretold) {
      return new Row(exhibit, foretold);
    }
  }

  private static Exhibit.Medium cd(String entry) {
    return Disks.cd(BOTH + "set timeout=0\n" + entry(entry));
  }

  private static String entry(String lines) {
    return "menuentry spark {\n " + lines + "}\n";
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatTheImageSaysIsWhatTheBootShows(Row row, @TempDir Path folder) throws Exception {
    RunResult result = run(row.exhibit(), folder);
    List<Finding> before = foretold(result);

    assertThat(before.stream().map(Finding::cause).findFirst().orElse(""))
        .as("found before the boot")
        .isEqualTo(row.foretold());
    Finding primary = result.verdict().primary();
    if (row.exhibit().healthy()) {
      assertThat(primary).isNull();
      assertThat(result.exitCode()).isEqualTo(ExitCodes.PASSED);
    } else {
      String cause = Objects.requireNonNull(primary).cause();
      assertThat(cause).isIn(row.exhibit().causes());
      assertThat(result.verdict().findings())
          .as("one cause, not two")
          .filteredOn(finding -> finding.channel().equals("image") && !finding.equals(primary))
          .noneMatch(finding -> finding.cause().equals(cause));
    }
  }

  @Test
  void aStrictRunStopsBeforeTheBoot(@TempDir Path folder) throws Exception {
    Exhibit exhibit =
        Exhibit.of("foretold-strictly", cd("linux /nosuch console=ttyS0\n"))
            .spec("machine", SMALL)
            .spec("inspect", "strict");

    RunResult result = run(exhibit, folder);

    assertThat(result.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(Objects.requireNonNull(result.verdict().primary()).cause())
        .isEqualTo("loader/file-not-found");
    assertThat(result.verdict().machine()).as("no machine was started").isNull();
  }

  @Test
  void aMenuWithACountdownIsEntered(@TempDir Path folder) throws Exception {
    assertEntered(Disks.cd(BOTH + "set timeout=60\n" + entry(STARTS)), folder);
  }

  @Test
  void aMenuOfIsolinuxWithACountdownIsEntered(@TempDir Path folder) throws Exception {
    assertEntered(
        Disks.isolinux(
            """
            SERIAL 0 115200
            UI menu.c32
            PROMPT 0
            TIMEOUT 600
            LABEL spark
              MENU DEFAULT
              KERNEL /vmlinuz
              APPEND initrd=/initrd.img console=ttyS0
            """),
        folder);
  }

  /** The countdown lasts longer than the run may. */
  private static void assertEntered(Exhibit.Medium cd, Path folder) throws Exception {
    Exhibit exhibit =
        Exhibit.of("menu-entered", cd)
            .spec("machine", SMALL)
            .spec("boot", "{within: 55s, checkpoint: never}")
            .spec("scale", "off")
            .spec("login", Spark.AS_ROOT);

    RunResult result = run(exhibit, folder);

    assertThat(result.exitCode()).as(String.valueOf(result.verdict())).isEqualTo(ExitCodes.PASSED);
    assertThat(events(result))
        .filteredOn(Event.PhaseEnded.class::isInstance)
        .anySatisfy(event ->
            assertThat(event.toString()).containsPattern("boot menu entered, \\d+ s saved"));
  }

  private static RunResult run(Exhibit exhibit, Path folder) throws Exception {
    Files.createDirectories(folder);
    return Bootwitness.run(
        SpecLoader.load(exhibit.prepare(folder)),
        new RunOptions(folder, System.getenv(), "gallery"),
        _ -> {});
  }

  private static List<Event> events(RunResult result) throws Exception {
    return RecordReader.all(RunDirectory.open(result.record())).stream()
        .map(StampedEvent::event)
        .toList();
  }

  private static List<Finding> foretold(RunResult result) throws Exception {
    return events(result).stream()
        .filter(Event.FindingMade.class::isInstance)
        .map(event -> ((Event.FindingMade) event).finding())
        .filter(finding -> finding.channel().equals("image"))
        .toList();
  }
}
