package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.cast.Cast;
import dev.bootwitness.console.cast.CastPlayer;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.login.Login;
import dev.bootwitness.console.login.LoginPlan;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.record.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People at the console of a real machine: the program on pseudo-terminals, beside its run. */
@Timeout(180)
class AttachIT {

  /**
   * The run waits here, as root, for a person. It asks the terminal where its cursor is first.
   * Other lines than a person's come too: the console's answer, and the framed shell asking for its
   * end.
   */
  private static final String WAITS =
      "checks: [{name: wait, run: 'printf \"\\033[6ngate-$((40+2))\\n\" >/dev/console; while read -r a;"
          + " do case $a in *from-*) echo heard-from-${a##*from-} >/dev/console;; *bye*) break;; esac;"
          + " done </dev/console', within: 10m}]\n";

  private static final Pattern CURSOR_QUERY = Pattern.compile("\u001b\\[6n");
  private static final Pattern CURSOR_REPORT = Pattern.compile("\\[[0-9]+;[0-9]+R");

  @TempDir Path folder;

  private Cli.@Nullable Started run;

  /** A test that failed must not leave a machine that waits for ten minutes. */
  @AfterEach
  void endRun() {
    if (run != null) {
      run.destroy();
    }
  }

  private record Person(PtyConsoleChannel terminal, Console screen) implements AutoCloseable {
    @Override
    public void close() {
      screen.close();
    }
  }

  /** stty(1) on the same terminal reports its modes before and after. */
  private static Person attach(Path run, String... options) throws IOException {
    List<String> command = Cli.of("attach", run.toString()).and(options).command();
    ProcessBuilder program =
        new ProcessBuilder(
            "sh",
            "-c",
            "a=$(stty -a); \"$@\"; s=$?; [ \"$a\" = \"$(stty -a)\" ] && echo modes same; echo"
                + " status $s",
            "sh");
    program.command().addAll(command);
    program.environment().put("TERM", "xterm-256color");
    PtyConsoleChannel terminal = PtyConsoleChannel.start(program, new PtySize(200, 50));
    return new Person(
        terminal, new Console(terminal, ConsoleClock.SYSTEM, ConsoleListener.NONE).start());
  }

  private static void see(Person person, String text) {
    ExpectResult result =
        person.screen.expect(
            Expectation.of(text, TextPattern.literal(text)),
            Deadline.in(Duration.ofSeconds(90), ConsoleClock.SYSTEM));
    assertThat(result).as(result.toString()).isInstanceOf(ExpectResult.Matched.class);
  }

  @Test
  void twoPeopleWatchOneTypesOneLeavesAndTheRunGoesOn() throws Exception {
    // Without the side channel: with it the serial line's shell is idle and takes the person's
    // lines.
    Cli.Started started =
        SparkSpec.GOOD
            .withAppend("console=ttyS0,115200n8 initcall_blacklist=virtio_console_init")
            .with(WAITS)
            .run(folder)
            .start();
    run = started;
    started.awaitLine("login", "uid 0 verified");
    Path record = SparkSpec.PROJECT.resolve(".bootwitness/runs/latest").toRealPath();
    try (Person typist = attach(record);
        Person reader = attach(record, "--read-only")) {
      see(typist, "Attached to ");
      see(typist, "gate-42");
      see(reader, "Read-only");
      see(reader, "gate-42");
      // The reader's keys go nowhere: what is heard is the typist's line alone.
      reader.screen.send("from-the-reader\r\035?");
      see(reader, "Ctrl-] q leaves");
      typist.screen.send("from-the-typist\r");
      see(typist, "heard-from-the-typist");
      see(reader, "heard-from-the-typist");
      reader.screen.send("\035q");
      see(reader, "You left ");
      see(reader, "modes same");
      see(reader, "status 0");
      // The last line ends the check, and so the run, while somebody is attached.
      typist.screen.send("bye\r");
      see(typist, "has ended.");
      see(typist, "modes same");
      see(typist, "status 0");
    }
    Cli.Ended ended = started.end();
    assertThat(ended.exit()).as(ended.output()).isZero();
    String typed = typed(ended.events());
    assertThat(typed).contains("from-the-typist").doesNotContain("from-the-reader");
    // The people's terminals (a Console each) would have answered the query too, had they seen it.
    String received = Files.readString(ended.record().serialRaw(), StandardCharsets.ISO_8859_1);
    long asked = CURSOR_QUERY.matcher(received).results().count();
    assertThat(asked).isPositive();
    assertThat(CURSOR_REPORT.matcher(typed).results()).hasSize((int) asked);
    assertThat(Files.exists(ended.record().attachSocket(), LinkOption.NOFOLLOW_LINKS)).isFalse();

    try (Person late = attach(record)) {
      see(late, " has ended. Read its console in ");
      see(late, "status 2");
    }
    assertReplays(ended);
  }

  private static String typed(List<Event> events) {
    StringBuilder typed = new StringBuilder();
    for (Event event : events) {
      typed.append(event instanceof Event.ConsoleSent sent ? sent.text() : "");
    }
    return typed.toString();
  }

  /** The run's own cast takes a login to root again, without the machine. */
  private static void assertReplays(Cli.Ended ended) throws IOException {
    Cast cast = Cast.read(ended.record().serialCast());
    assertThat(cast.torn()).isFalse();
    FakeClock clock = new FakeClock();
    Console console = new CastPlayer(cast, clock).console(ConsoleListener.NONE);
    LoginPlan plan =
        new LoginPlan("spark", Optional.of("not kept"), true, Optional.of("not kept either"));
    Iterator<String> nonces = nonces(cast).iterator();
    Login login = new Login(console, plan, nonces::next, () -> true, (_, _) -> {});
    assertThat(login.run(Deadline.in(Duration.ofMinutes(5), clock)))
        .isInstanceOfSatisfying(LoginResult.LoggedIn.class, in -> assertThat(in.uid()).isZero());
  }

  private static List<String> nonces(Cast cast) {
    Matcher marks = Pattern.compile("\"~bw\" \"([0-9a-f]{8})\\b").matcher("");
    return cast.typed().stream()
        .flatMap(typed -> marks.reset(typed).results().map(mark -> mark.group(1)).toList().stream())
        .toList();
  }
}
