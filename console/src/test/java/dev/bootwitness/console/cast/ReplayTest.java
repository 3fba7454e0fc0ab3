package dev.bootwitness.console.cast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import dev.bootwitness.console.login.Login;
import dev.bootwitness.console.login.LoginPlan;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.console.shell.FakeAgent;
import dev.bootwitness.console.shell.Nonces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  private static final CastHeader HEADER = new CastHeader(80, 24, Instant.EPOCH, "");

  @TempDir private Path folder = Path.of("");

  private static Cast cast(CastEvent... events) {
    return new Cast(HEADER, List.of(events), false);
  }

  private static CastEvent output(long millis, String text) {
    return new CastEvent.Output(millis * 1_000_000, text);
  }

  private static CastEvent input(long millis, String text) {
    return new CastEvent.Input(millis * 1_000_000, text);
  }

  private static ExpectResult expect(Console console, String text, FakeClock clock) {
    return console.expect(
        Expectation.of(text, TextPattern.literal(text)),
        Deadline.in(Duration.ofSeconds(100), clock));
  }

  /** The result of a login, and its time. */
  private record Seen(String how, long nanos) {}

  private static Seen login(Console console, FakeClock clock, String password) {
    LoginPlan plan = new LoginPlan("eve", Optional.of(password), false, Optional.empty());
    Nonces nonces = Nonces.from(new SplittableRandom(7));
    Login login = new Login(console, plan, nonces, () -> true, (_, _) -> {});
    LoginResult result = login.run(Deadline.in(Duration.ofMinutes(2), clock));
    return switch (result) {
      case LoginResult.LoggedIn in -> new Seen(in.how(), clock.nanos());
      case LoginResult.Refused refused -> new Seen(refused.toString(), clock.nanos());
    };
  }

  @Test
  void aRecordedLoginReplayedHasTheSameResultAtTheSameTime() throws IOException {
    FakeClock clock = new FakeClock();
    ScriptedGuest guest = new ScriptedGuest(clock);
    guest.says(Duration.ofMillis(2345), "\r\nspark login: ");
    guest.answers("eve", "eve\r\nPassword: ");
    guest.answersAfter(Duration.ofMillis(777), "s3cret", "\r\nWelcome ●\r\n$ ");
    guest.answers(
        " sh -c 'printf .*\"~bw\" \"(\\w+)\" \"\\$\\(id -u\\)\".*", "\r\n~bw$1:1000:~\r\n$ ");
    guest.handsOverTo(new FakeAgent(1000));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    CastRecorder recorder =
        new CastRecorder(new CastWriter(file, HEADER), clock, UnaryOperator.identity());
    Seen live = login(guest.console(recorder), clock, "s3cret");
    assertThat(live.how).isEqualTo("login as eve, uid 1000 verified");

    Path path = Files.write(folder.resolve("login.cast"), file.toByteArray());
    assertThat(Files.readString(path)).doesNotContain("s3cret");
    FakeClock virtual = new FakeClock();
    Console replayed = new CastPlayer(Cast.read(path), virtual).console(ConsoleListener.NONE);
    assertThat(login(replayed, virtual, "not kept in the recording")).isEqualTo(live);
  }

  @Test
  void outputComesAtItsRecordedTime() {
    FakeClock clock = new FakeClock();
    Cast cast = cast(output(1500, "one "), output(61_500, "two"));
    Console console = new CastPlayer(cast, clock).console(ConsoleListener.NONE);
    assertThat(expect(console, "one", clock)).isInstanceOf(ExpectResult.Matched.class);
    assertThat(clock.nanos()).isEqualTo(1_500_000_000);
    assertThat(expect(console, "two", clock)).isInstanceOf(ExpectResult.Matched.class);
    assertThat(clock.nanos()).isEqualTo(61_500_000_000L);
  }

  @Test
  void anAnswerComesAsLongAfterTheTypingAsItDid() {
    FakeClock clock = new FakeClock();
    Cast cast = cast(output(100, "login: "), input(200, "eve\r"), output(250, "Password: "));
    Console console = new CastPlayer(cast, clock).console(ConsoleListener.NONE);
    assertThat(expect(console, "login: ", clock)).isInstanceOf(ExpectResult.Matched.class);
    assertThat(expect(console, "Password", clock)).isInstanceOf(ExpectResult.DeadlinePassed.class);
    console.send("bob\r");
    long typed = clock.nanos();
    assertThat(expect(console, "Password", clock)).isInstanceOf(ExpectResult.Matched.class);
    assertThat(clock.nanos() - typed).isEqualTo(50_000_000);
  }

  @Test
  void typingBeforeItsTimeOpensItsGateWhenItIsReached() {
    FakeClock clock = new FakeClock();
    Cast cast = cast(output(100, "a"), input(200, "x"), output(250, "b"));
    Console console = new CastPlayer(cast, clock).console(ConsoleListener.NONE);
    console.send("early");
    assertThat(expect(console, "ab", clock)).isInstanceOf(ExpectResult.Matched.class);
    assertThat(clock.nanos()).isEqualTo(150_000_000);
  }

  @Test
  void theConsoleEndsIfTheRecordedOneDid() {
    FakeClock clock = new FakeClock();
    Cast cast = cast(output(100, "a"), new CastEvent.Closed(300_000_000, "QEMU is gone"));
    Console console = new CastPlayer(cast, clock).console(ConsoleListener.NONE);
    assertThat(expect(console, "b", clock))
        .isInstanceOfSatisfying(
            ExpectResult.EndOfStream.class,
            end -> assertThat(end.reason()).isEqualTo("QEMU is gone"));
    assertThat(clock.nanos()).isEqualTo(300_000_000);
  }

  @Test
  void aRawLogIsASessionToo() {
    FakeClock clock = new FakeClock();
    Cast cast = Cast.ofRawLog("[    0.0] Linux ●\r\nlogin: ".getBytes(StandardCharsets.UTF_8));
    Console console = new CastPlayer(cast, clock).console(ConsoleListener.NONE);
    assertThat(expect(console, "login: ", clock)).isInstanceOf(ExpectResult.Matched.class);
    assertThat(console.lastLines(9)).containsExactly("[    0.0] Linux ●", "login: ");
  }

  @Test
  void aChannelPlaysTheSameByWhateverClockItIsGiven() throws IOException {
    FakeClock clock = new FakeClock();
    Cast cast =
        cast(
            output(100, "login: "),
            input(200, "eve\r"),
            output(250, "hello"),
            new CastEvent.Closed(300_000_000, ""));
    try (CastChannel channel = new CastChannel(cast, clock)) {
      byte[] buffer = new byte[4];
      assertThat(channel.read(buffer)).isEqualTo(4);
      assertThat(clock.nanos()).isEqualTo(100_000_000);
      assertThat(channel.read(buffer)).isEqualTo(3);
      channel.write(new byte[] {'x'});
      assertThat(channel.read(buffer)).isEqualTo(4);
      assertThat(buffer).containsExactly('h', 'e', 'l', 'l');
      assertThat(clock.nanos()).isEqualTo(150_000_000);
      assertThat(channel.read(buffer)).isEqualTo(1);
      assertThat(channel.read(buffer)).isEqualTo(-1);
      assertThat(clock.nanos()).isEqualTo(200_000_000);
    }
  }
}
