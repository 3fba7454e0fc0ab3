package dev.bootwitness.console.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.ProcessConsoleChannel;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.Nonces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guest's end in real shells, over pipes in place of a virtio port. */
class SideChannelTest {

  @TempDir Path folder;

  private interface Use {
    void of(SideChannel channel) throws IOException, InterruptedException;
  }

  private static Deadline in(Duration budget) {
    return Deadline.in(budget, ConsoleClock.SYSTEM);
  }

  private static Deadline long60() {
    return in(Duration.ofSeconds(60));
  }

  /** What the serial shell does in a guest is done by a shell of this host. */
  private static void with(String shell, Use use) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(shell.split(" ")));
    String program = words.getFirst();
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(f -> Files.isExecutable(Path.of(f, program))),
        program + " is not installed");
    Process[] guest = new Process[1];
    words.addAll(List.of("-c", "exec 2>/dev/null; eval \"$(head -c \"$0\")\""));
    LateChannel channel = new LateChannel();
    Interrupter root =
        command -> {
          try {
            Matcher length = Pattern.compile("head -c (\\d+)").matcher(command);
            if (length.find()) {
              words.add(length.group(1));
              words.addFirst("setsid");
              guest[0] = new ProcessBuilder(words).start();
              channel.is(new ProcessConsoleChannel(guest[0]));
              return true;
            }
            return new ProcessBuilder("sh", "-c", command).start().waitFor() == 0;
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    try (SideChannel side =
        SideChannel.start(channel, "a.port", Nonces.from(new SplittableRandom()), root, long60())) {
      use.of(side);
    }
    assertThat(guest[0].waitFor()).isNotNegative();
  }

  private static CommandResult.Completed completed(SideChannel side, String command)
      throws InterruptedException {
    CommandResult result = side.run(command, long60());
    assertThat(result).isInstanceOf(CommandResult.Completed.class);
    return (CommandResult.Completed) result;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
  void everyCommandHasItsOwnStatusAndOutputs(String shell)
      throws IOException, InterruptedException {
    with(
        shell,
        side -> {
          var first = completed(side, "echo  'two  blanks'; echo err >&2; exit 7");
          assertThat(first.exit()).isEqualTo(7);
          assertThat(first.stdout().text()).isEqualTo("two  blanks\n");
          assertThat(first.stderr().text()).isEqualTo("err\n");
          var none = completed(side, "cd /; exec true");
          assertThat(none.exit()).isZero();
          assertThat(none.stdout().text() + none.stderr().text()).isEmpty();
          assertThat(completed(side, "printf 'x\\ny'\nprintf 'ü ~bw'\n").stdout().text())
              .isEqualTo("x\nyü ~bw");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
  void whatIsEvaluatedRunsInTheLoopItselfAndTheLoopGoesOn(String shell)
      throws IOException, InterruptedException {
    with(
        shell,
        side -> {
          CommandResult evaluated =
              side.evaluate("echo lost; [ $$ = %d ]".formatted(side.place().group()), long60());
          assertThat(evaluated)
              .isInstanceOfSatisfying(
                  CommandResult.Completed.class,
                  done -> {
                    assertThat(done.exit()).isZero();
                    assertThat(done.stdout().text()).isEmpty();
                  });
          assertThat(side.evaluate("( exit 5 )", long60()))
              .isInstanceOfSatisfying(
                  CommandResult.Completed.class, done -> assertThat(done.exit()).isEqualTo(5));
          assertThat(completed(side, "echo on").stdout().text()).isEqualTo("on\n");
          assertThatThrownBy(() -> side.evaluate("two\nlines", long60()))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
  void stdinAndStdoutMayBeAnyBytes(String shell) throws IOException, InterruptedException {
    byte[] bytes = new byte[1_000_003];
    new SplittableRandom(4).nextBytes(bytes);
    with(
        shell,
        side -> {
          var back = (CommandResult.Completed) side.run("cat; cat >&2 </dev/null", bytes, long60());
          assertThat(back.stdout().bytes()).isEqualTo(bytes);
          assertThat(completed(side, "cat").stdout().text())
              .as("stdin was for one command")
              .isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
  void aLongCommandArrivesWhole(String shell) throws IOException, InterruptedException {
    String text = "ab'c".repeat(15_000).replace("'", "'\\''");
    with(
        shell,
        side ->
            assertThat(completed(side, "printf %s '" + text + "'").stdout().text())
                .isEqualTo("ab'c".repeat(15_000)));
  }

  @Test
  void aCommandThatDoesNotEndIsInterruptedAndTheShellGoesOn()
      throws IOException, InterruptedException {
    with(
        "dash",
        side -> {
          CommandResult late =
              side.run("echo before; sleep 1000 | cat; echo after", in(Duration.ofMillis(300)));
          assertThat(late).isInstanceOf(CommandResult.TimedOut.class);
          assertThat(((CommandResult.TimedOut) late).stdout().text()).isEqualTo("before\n");
          assertThat(completed(side, "echo well").stdout().text()).isEqualTo("well\n");
        });
  }

  @Test
  void whatIgnoresTheInterruptIsKilled() throws IOException, InterruptedException {
    with(
        "dash",
        side -> {
          CommandResult late =
              side.run(
                  "trap '' INT QUIT TERM; echo mine; while :; do sleep 1000; done",
                  in(Duration.ofMillis(300)));
          assertThat(late).isInstanceOf(CommandResult.TimedOut.class);
          assertThat(completed(side, "echo well").stdout().text()).isEqualTo("well\n");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "busybox sh"})
  void filesGoInAndOutUnaltered(String shell) throws IOException, InterruptedException {
    byte[] bytes = new byte[3_333_333];
    new SplittableRandom(7).nextBytes(bytes);
    String path = folder.resolve("it's a file").toString();
    with(
        shell,
        side -> {
          String sum =
              side.files()
                  .push(new ByteArrayInputStream(bytes), bytes.length, path, 0640, long60());
          assertThat(Files.readAllBytes(Path.of(path))).isEqualTo(bytes);
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(path))))
              .isEqualTo("rw-r-----");
          ByteArrayOutputStream back = new ByteArrayOutputStream();
          var pulled = side.files().pull(path, back, long60());
          assertThat(back.toByteArray()).isEqualTo(bytes);
          assertThat(pulled).isEqualTo(new SideFiles.Pulled(bytes.length, sum, true));
          side.files().push(new ByteArrayInputStream(new byte[0]), 0, path, 0600, long60());
          assertThat(Path.of(path)).isEmptyFile();
        });
  }

  @Test
  void aRefusalIsToldInTheGuestsWordsAndTheChannelGoesOn()
      throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full");
    with(
        "dash",
        side -> {
          SideFiles files = side.files();
          assertThatThrownBy(
                  () -> files.pull("/no/such", ByteArrayOutputStream.nullOutputStream(), long60()))
              .hasMessageContaining("cannot read /no/such in the guest:")
              .hasMessageContaining("No such file");
          byte[] big = new byte[200_000];
          assertThatThrownBy(() ->
                  files.push(
                      new ByteArrayInputStream(big), big.length, "/no/dir/f", 0644, long60()))
              .hasMessageContaining("cannot write /no/dir/f in the guest:");
          Files.createSymbolicLink(folder.resolve("f.bootwitness-part"), Path.of("/dev/full"));
          assertThatThrownBy(() ->
                  files.push(
                      new ByteArrayInputStream(big),
                      big.length,
                      folder.resolve("f").toString(),
                      0644,
                      long60()))
              .hasMessageContaining("No space left");
          assertThat(completed(side, "echo well").stdout().text()).isEqualTo("well\n");
        });
  }

  @Test
  void anOutputBeyondTheLimitIsCutAndSaidToBe() throws IOException, InterruptedException {
    with(
        "dash",
        side -> {
          var much = completed(side, "head -c 12000000 /dev/zero; exit 3");
          assertThat(much.stdout().whole()).isFalse();
          assertThat(much.stdout().bytes()).hasSize(SideChannel.MOST_OUTPUT);
          assertThat(much.exit()).isEqualTo(3);
        });
  }

  @Test
  void aGuestsEndThatIsGoneIsToldOnceAndForAll() throws IOException, InterruptedException {
    with(
        "dash",
        side -> {
          assertThat(side.run("kill -s KILL $PPID", long60()))
              .isInstanceOf(CommandResult.Unresponsive.class);
          assertThat(side.usable()).isFalse();
        });
  }
}
