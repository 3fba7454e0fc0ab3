package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands of checks over a real virtio-serial port of spark, and without one. */
@Timeout(120)
class SideChannelIT {

  @TempDir Path folder;

  @Test
  void rootsChecksGoOverItAndKeepNoTraceOnTheConsole() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .with(
                """
                checks:
                  - {name: many lines, run: 'seq 1 20000; echo oops >&2; exit 4', exit: 4, matches: '^20000$'}
                  - {name: no terminal, run: 'tty; test -t 0 || echo none', prints: none}
                  - {name: hangs, run: 'echo started; sleep 1000', within: 2s}
                  - {name: still there, run: 'id -u', prints: "0"}
                """)
            .run(folder)
            .run();

    assertThat(ended.verdict().checks())
        .as(ended.output())
        .extracting(CheckResult::outcome)
        .containsExactly(
            CheckResult.PASSED, CheckResult.PASSED, CheckResult.FAILED, CheckResult.PASSED);
    assertThat(tried(ended)).allMatch(Event.SideChannelTried::open).hasSize(1);
    assertThat(ended.events())
        .filteredOn(Event.ConsoleSent.class::isInstance)
        .noneMatch(sent -> ((Event.ConsoleSent) sent).text().contains("seq 1 20000"));
  }

  @Test
  void aUserWhoIsNotRootHasTheSerialConsoleAlone() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .withLogin("{user: spark, password: spark}")
            .with("checks: [{run: 'id -un', prints: spark}]\n")
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(tried(ended)).noneMatch(Event.SideChannelTried::open).hasSize(1);
  }

  private static List<Event.SideChannelTried> tried(Cli.Ended ended) throws Exception {
    return ended.events().stream()
        .filter(Event.SideChannelTried.class::isInstance)
        .map(Event.SideChannelTried.class::cast)
        .toList();
  }
}
