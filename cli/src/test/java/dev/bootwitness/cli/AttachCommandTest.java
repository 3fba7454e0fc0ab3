package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.ListenerChain;
import dev.bootwitness.console.attach.ConsoleShare;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as a person starts it, on a pseudo-terminal; the run is this test, with a real shell
 * as its guest.
 */
class AttachCommandTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String SLEEP = "sh -c 'echo sleeps at $((6*7)); exec sleep 1000'\r";

  @TempDir private Path run = Path.of("");

  private final Queue<String> typed = new ConcurrentLinkedQueue<>();
  private PtyConsoleChannel shell;
  private Console guest;
  private ConsoleShare share;

  @BeforeEach
  void startRun() throws IOException {
    Files.createFile(new RunDirectory(run).events());
    share = ConsoleShare.open(run.resolve("s"));
    Files.createSymbolicLink(new RunDirectory(run).attachSocket(), run.resolve("s"));
    ProcessBuilder bash = new ProcessBuilder("bash", "--norc", "--noediting", "-i");
    bash.environment().put("PS1", "guest> ");
    shell = PtyConsoleChannel.start(bash, PtySize.VT100);
    ConsoleListener recorder =
        new ConsoleListener() {
          @Override
          public void sent(byte[] bytes) {
            typed.add(new String(bytes, StandardCharsets.UTF_8));
          }
        };
    guest = new Console(shell, ConsoleClock.SYSTEM, ListenerChain.of(recorder, share));
    share.start(guest);
    guest.start();
    see(guest, "guest> ");
  }

  @AfterEach
  void endRun() {
    guest.close();
    share.close();
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.bootwitness.cli.Main", "attach"));
    command.addAll(List.of(arguments));
    return command;
  }

  private record Person(PtyConsoleChannel terminal, Console screen) implements AutoCloseable {
    @Override
    public void close() {
      screen.close();
    }
  }

  private Person attach(String... options) throws IOException {
    String[] arguments =
        Stream.concat(Stream.of(options), Stream.of(run.toString())).toArray(String[]::new);
    ProcessBuilder program = new ProcessBuilder(command(arguments));
    program.environment().put("TERM", "xterm-256color");
    PtyConsoleChannel terminal = PtyConsoleChannel.start(program, new PtySize(200, 50));
    return new Person(
        terminal, new Console(terminal, ConsoleClock.SYSTEM, ConsoleListener.NONE).start());
  }

  private static void see(Console console, String text) {
    ExpectResult result =
        console.expect(
            Expectation.of(text, TextPattern.literal(text)),
            Deadline.in(LONG, ConsoleClock.SYSTEM));
    assertThat(result).as(result.toString()).isInstanceOf(ExpectResult.Matched.class);
  }

  @Test
  void aPersonWorksTheGuestAndLeavesItRunning() throws IOException {
    try (Person person = attach()) {
      see(person.screen, "Attached to " + run.getFileName());
      see(person.screen, "guest> ");
      person.screen.send("echo $((6*7))ever\r");
      see(person.screen, "42ever");
      person.screen.send(SLEEP);
      // Its own word, not its echo: before the shell has handed the terminal over, a ^C can be
      // lost.
      see(person.screen, "sleeps at 42");
      person.screen.send("\003");
      see(person.screen, "guest> ");
      person.screen.send("\035?");
      see(person.screen, "Ctrl-] q leaves, the run goes on.");
      person.screen.send("\035q");
      see(person.screen, "You left " + run.getFileName());
      assertThat(person.terminal.exitStatus().join()).isZero();
    }
    // Nothing but what was typed: no answer of the terminal to JLine, no escape key.
    assertThat(String.join("", typed)).isEqualTo("echo $((6*7))ever\r" + SLEEP + "\003");
    assertThat(shell.exitStatus()).isNotDone();
  }

  @Test
  void theGuestsEndIsToldAndTheTerminalIsAsBefore() throws IOException {
    ProcessBuilder program =
        new ProcessBuilder(
            "sh",
            "-c",
            "stty -g > before; \"$@\"; echo status $?; stty -g | cmp - before && echo same",
            "sh");
    program.command().addAll(command(run.toString()));
    program.directory(run.toFile());
    PtyConsoleChannel terminal = PtyConsoleChannel.start(program, new PtySize(200, 50));
    try (Console screen =
        new Console(terminal, ConsoleClock.SYSTEM, ConsoleListener.NONE).start()) {
      see(screen, "guest> ");
      screen.send("exit\r");
      see(screen, "The run " + run.getFileName() + " has ended.");
      see(screen, "status 0");
      see(screen, "same");
    }
  }

  @Test
  void readOnlyShowsAndTypesNothing() throws IOException {
    try (Person person = attach("--read-only")) {
      see(person.screen, "Read-only");
      see(person.screen, "guest> ");
      person.screen.send("echo no\r\035?");
      see(person.screen, "Ctrl-] q leaves");
      guest.send("echo by-the-$((1+1))\r");
      see(person.screen, "by-the-2");
    }
    assertThat(String.join("", typed)).isEqualTo("echo by-the-$((1+1))\r");
  }

  private record Refusal(int exit, String stderr) {}

  private Refusal refused(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectInput(Path.of("/dev/null").toFile());
    Process program = builder.start();
    String stderr = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Refusal(program.waitFor(), stderr);
  }

  @Test
  void withoutATerminalItSaysWhatToDoInstead() throws Exception {
    Refusal refusal = refused(command(run.toString()));
    assertThat(refusal.exit).isEqualTo(2);
    assertThat(refusal.stderr)
        .isEqualTo(
            "bootwitness attach: standard input and output must both be a terminal, for you to type"
                + " into. To only watch: tail -f "
                + run.toRealPath().resolve("serial.txt")
                + "\n");
  }

  @Test
  void aFolderThatIsNoRunIsNamed() throws Exception {
    Refusal refusal = refused(command("/no/such/run"));
    assertThat(refusal.exit).isEqualTo(2);
    assertThat(refusal.stderr).startsWith("bootwitness attach: /no/such/run does not exist. Give");
  }

  @Test
  void aRunThatHasEndedIsToldApart() throws IOException {
    share.close();
    Files.createFile(run.resolve("verdict.json"));
    try (Person person = attach()) {
      see(person.screen, run.getFileName() + " has ended. Read its console in ");
      assertThat(person.terminal.exitStatus().join()).isEqualTo(2);
    }
  }
}
