package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs of spark that are decided, or given something, past its serial console. */
@Timeout(180)
class WindowsIT {

  @TempDir Path folder;

  @Test
  void aKernelThatOnlyTheScreenShowsIsNamedAndItsPictureAndMemoryAreKept() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .withAppend("console=tty0 8250.nr_uarts=0")
            .withBoot("45s")
            .with("scale: off\nevidence: {memoryDump: failure}\n")
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.cause()).isEqualTo("kernel/no-serial-console");
    List<Event> events = ended.events();
    assertThat(events).hasAtLeastOneElementOfType(Event.ProcessorsSeen.class);
    List<String> kept = ended.record().evidenceNames();
    assertThat(kept)
        .anyMatch(name -> name.endsWith("-screen.png"))
        .anyMatch(name -> name.endsWith("-processors.txt"))
        .anyMatch(name -> name.endsWith("-memory.kdump"));
    assertThat(events.stream().filter(Event.EvidenceKept.class::isInstance)).hasSize(kept.size());
    assertThat(ended.output()).contains("kept", kept.getFirst());
  }

  @Test
  void aRunningRunIsAskedForItsScreenItsProcessorsAndItsMemory() throws Exception {
    Cli.Started started =
        SparkSpec.GOOD.with("checks: [{run: sleep 1000, within: 30m}]\n").run(folder).start();
    try {
      started.awaitLine("login", "uid 0 verified");
      String run = SparkSpec.PROJECT.resolve(".bootwitness/runs/latest").toRealPath().toString();
      for (String what : List.of("screen", "processors", "memory")) {
        Cli.Ended asked = Cli.of("capture", run, "--what", what).run();
        assertThat(asked.exit()).as(asked.output()).isZero();
        assertThat(Path.of(asked.output().strip())).isNotEmptyFile().hasParentRaw(evidence(run));
      }
      started.signal("TERM");
      Cli.Ended ended = started.end();

      assertThat(ended.exit()).as(ended.output()).isEqualTo(130);
      assertThat(ended.record().evidenceNames())
          .anyMatch(name -> name.endsWith("-screen.png"))
          .anyMatch(name -> name.endsWith("-processors.txt"))
          .anyMatch(name -> name.endsWith("-memory.kdump"));
      Cli.Ended late = Cli.of("capture", run).run();
      assertThat(late.exit()).isEqualTo(2);
      assertThat(late.output()).contains("has no machine now");
    } finally {
      started.destroy();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sysrq_always_enabled, the kernel answered to SysRq, Show Blocked State",
    "loglevel=7, 'the kernel was asked by SysRq for its blocked tasks, but is configured not to"
        + " answer', This sysrq operation is disabled"
  })
  void aSilentGuestsKernelIsAskedByABreakOnItsConsole(String word, String summary, String answer)
      throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .withAppend("console=ttyS0,115200n8 rdinit=/bin/cat " + word)
            .withBoot("16s")
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isIn(1, 4);
    assertThat(ended.events())
        .anyMatch(event ->
            event instanceof Event.PhaseEnded phase
                && phase.phase().equals("evidence")
                && phase.summary().startsWith(summary));
    String file =
        ended.record().evidenceNames().stream()
            .filter(name -> name.endsWith("-sysrq.txt"))
            .findFirst()
            .orElseThrow();
    assertThat(Files.readString(ended.record().evidence().resolve(file))).contains(answer);
  }

  private static Path evidence(String run) {
    return Path.of(run).resolve("evidence");
  }

  /** Spark has no systemd, so nothing of it comes through the firmware tables. */
  @Test
  void filesForAGuestWithoutSystemdGoOverTheShell() throws Exception {
    Files.write(folder.resolve("large"), new byte[10_000]);
    Cli.Ended ended =
        SparkSpec.GOOD
            .with(
                """
                guest:
                  files:
                    /etc/bw/it's here: "hello, world\\n"
                    /etc/large: {from: large, mode: 0600, owner: spark, group: spark}
                  authorizedKeys: [ssh-ed25519 AAAAC3Nz me@here]
                checks:
                  - {file: "/etc/bw/it's here", contains: "hello, world"}
                  - {run: stat -c '%a %U %s' /etc/large, prints: 600 spark 10000}
                  - {run: stat -c %a /root/.ssh /root/.ssh/authorized_keys, matches: "700\\n600"}
                  - {file: /root/.ssh/authorized_keys, contains: ssh-ed25519 AAAAC3Nz me@here}
                """)
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.verdict().outcome()).isEqualTo(Outcome.PASSED);
    assertThat(ended.events().stream().filter(Event.GuestFileChecked.class::isInstance))
        .hasSize(3)
        .allSatisfy(event -> assertThat(((Event.GuestFileChecked) event).how()).isEqualTo("shell"));
  }

  @Test
  void aFileThatOnlyRootCouldPutIntoTheGuestIsMissing() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .withLogin("{user: spark, password: spark}")
            .with("guest: {files: {/etc/motd: hello}}\n")
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(4);
    assertThat(ended.cause()).isEqualTo("guest/file-missing");
    assertThat(ended.output()).contains("only root can write it");
  }
}
