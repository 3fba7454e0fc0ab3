package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.record.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person enters the machine of a failed run, on a pseudo-terminal. */
@Timeout(180)
class ShellIT {

  private static final String LEAVE = "\u001dq";

  @TempDir Path folder;

  private static Console shell(Path run, String... options) throws IOException {
    ProcessBuilder program =
        new ProcessBuilder(Cli.of("shell", run.toString()).and(options).command());
    program.environment().put("TERM", "xterm-256color");
    PtyConsoleChannel terminal = PtyConsoleChannel.start(program, new PtySize(100, 30));
    return new Console(terminal, ConsoleClock.SYSTEM, ConsoleListener.NONE).start();
  }

  private static void see(Console screen, String text) {
    ExpectResult result =
        screen.expect(
            Expectation.of(text, TextPattern.literal(text)),
            Deadline.in(Duration.ofSeconds(90), ConsoleClock.SYSTEM));
    assertThat(result).as(result.toString()).isInstanceOf(ExpectResult.Matched.class);
  }

  private static String kept(Cli.Ended ended) throws IOException {
    return ended.events().stream()
        .filter(Event.PhaseEnded.class::isInstance)
        .map(Event.PhaseEnded.class::cast)
        .filter(phase -> phase.phase().equals("keep"))
        .map(Event.PhaseEnded::summary)
        .findFirst()
        .orElse("");
  }

  /**
   * The second run is itself a clone: its memory is in no file that the kept machine could share.
   */
  @Test
  void whatAFailedRunLeftIsThereWithMemoryAndDisks() throws Exception {
    SparkSpec failing =
        SparkSpec.GOOD
            .withBoot("15s, checkpoint: auto")
            .with(
                """
                machine: {memory: 256MiB, cpus: 1, disks: [16MiB]}
                keep: failure
                checks:
                  - run: echo in-memory > /tmp/mark; echo on-disk | dd of=/dev/vda conv=fsync 2>/dev/null
                  - run: 'false'
                """);
    for (int run = 0; run < 2; run++) {
      Cli.Ended ended = failing.run(folder).run();
      assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
      assertThat(ended.cause()).isEqualTo("check/failed");
      assertThat(kept(ended)).contains("enter it with: bootwitness shell");

      // Twice, since what is done there changes a copy.
      for (int visit = 0; visit < 2; visit++) {
        try (Console screen = shell(ended.record().path())) {
          see(screen, "what you do here changes a copy");
          see(screen, "# ");
          screen.send("cat /tmp/mark; head -c 7 /dev/vda; echo; stty size; rm /tmp/mark\r");
          see(screen, "in-memory");
          see(screen, "on-disk");
          see(screen, "30 100");
          screen.send(LEAVE);
          see(screen, "You left the copy, and it is thrown away.");
        }
      }
    }
  }

  @Test
  void aRunThatNeverGotAShellIsEnteredWhereItStands() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD.withLogin("{user: spark, password: wrong}").run(folder, "--keep").run();
    assertThat(ended.cause()).isEqualTo("login/rejected");

    try (Console screen = shell(ended.record().path(), "--screen")) {
      see(screen, "Its screen: a VNC client on the Unix socket /");
      see(screen, "Its last lines were:");
      see(screen, "Login incorrect");
      see(screen, "spark login:");
      screen.send("\r");
      see(screen, "spark login:");
      screen.send("spark\r");
      see(screen, "Password:");
      screen.send("spark\r");
      see(screen, "spark@spark:~$");
      screen.send(LEAVE);
      see(screen, "thrown away.");
    }
  }

  @Test
  void aRunWhoseMachineWasNotKeptSaysHowToKeepIt() throws Exception {
    Cli.Ended ended = SparkSpec.GOOD.withLogin("{user: spark, password: wrong}").run(folder).run();

    try (Console screen = shell(ended.record().path())) {
      see(screen, "was not kept. Run its spec again with --keep, or write `keep: failure` in it.");
    }
  }
}
