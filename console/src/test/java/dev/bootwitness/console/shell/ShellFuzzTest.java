package dev.bootwitness.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A framed shell over a line, and before a guest, of which nothing can be expected. */
class ShellFuzzTest {

  /** Long enough for everything the shell tries by itself. */
  private static final Duration BUDGET = Duration.ofMinutes(30);

  /** Noise, losses and changes, in what the guest prints and in what it hears. */
  @FuzzTest
  void whateverHappensOnTheLineAnAnswerIsExactAndACommandRunsOnce(FuzzedDataProvider data) {
    FakeClock clock = new FakeClock();
    FakeAgent agent = new FakeAgent(0);
    Console console = new ScriptedGuest(clock).handsOverTo(agent).console();
    Nonces nonces = Nonces.from(new SplittableRandom(1));
    FramedShell shell = FramedShell.start(console, nonces, Deadline.in(BUDGET, clock));
    String stdout = text(data).repeat(data.consumeInt(0, 400));
    String stderr = text(data);
    int exit = data.consumeInt(0, 255);
    agent.runs("command", exit, stdout, stderr);
    while (data.remainingBytes() > 0) {
      UnaryOperator<String> damage = damage(data);
      if (data.consumeBoolean()) {
        agent.prints(damage);
      } else {
        agent.hears(damage);
      }
    }
    CommandResult result = shell.run("command", Deadline.in(BUDGET, clock));
    assertThat(agent.ran().size()).isLessThanOrEqualTo(1);
    switch (result) {
      case CommandResult.Completed(var command, int status, var out, var err, var took) -> {
        assertThat(status).isEqualTo(exit);
        assertThat(out.text()).isEqualTo(stdout);
        assertThat(err.text()).isEqualTo(stderr);
      }
      // Each damage costs a question, and each question more patience than the one before.
      case CommandResult.TimedOut(var command, int status, var out, var err, var took) -> {
        assertThat(out.text()).isEqualTo(stdout);
        assertThat(err.text()).isEqualTo(stderr);
      }
      case CommandResult.Unresponsive unresponsive -> assertThat(unresponsive.seen()).isNotBlank();
      case CommandResult.Captured captured -> assertThat(captured.captor().program()).isNotEmpty();
    }
  }

  /** Command output that a terminal shows unchanged. */
  private static String text(FuzzedDataProvider data) {
    return data.consumeAsciiString(30).replaceAll("[^ -~\n]", "x");
  }

  private static UnaryOperator<String> damage(FuzzedDataProvider data) {
    int kind = data.consumeInt(0, 3);
    int place = data.consumeInt(0, 4000);
    String other = data.consumeAsciiString(8).replaceAll("[\r\u0003\u0015\u001c]", "");
    return said -> {
      int at = Math.min(place, said.length());
      int behind = Math.min(at + other.length() + 1, said.length());
      return switch (kind) {
        case 0 -> said.substring(0, at) + other + said.substring(at);
        case 1 -> said.substring(0, at) + said.substring(behind);
        case 2 -> said.substring(0, at) + other + said.substring(behind);
        default -> "";
      };
    };
  }

  /** A guest that knows the nonces, as every guest does, and answers whatever it likes. */
  @FuzzTest
  void aGuestThatMakesAnswersUpGetsAResultAndNoException(FuzzedDataProvider data) {
    FakeClock clock = new FakeClock();
    ScriptedGuest guest =
        new ScriptedGuest(clock)
            .handsOverTo(line -> {
              String[] words = line.split(" ", 4);
              return words.length < 2 || line.startsWith("=")
                  ? ""
                  : forged(data, "\r\n~bw" + words[1] + " ");
            });
    FramedShell shell =
        FramedShell.resume(guest.console(), Nonces.from(new SplittableRandom(1)), 0);
    byte[] stdin = data.consumeBytes(3);
    CommandResult result = shell.run(text(data), stdin, Deadline.in(Duration.ofMinutes(2), clock));
    if (result instanceof CommandResult.Completed completed) {
      assertThat(completed.exit()).isBetween(0, 999);
      assertThat(completed.stdout().bytes()).hasSizeLessThanOrEqualTo(10 << 20);
    }
    assertThat(clock.nanos()).isLessThan(BUDGET.toNanos());
  }

  private static String forged(FuzzedDataProvider data, String mark) {
    return switch (data.consumeInt(0, 9)) {
      case 0 -> mark + "s~\r\n";
      case 1 -> mark + "u~\r\n";
      case 2 -> mark + "a " + data.consumeInt(0, 3) + "~\r\n";
      case 3 -> mark + "k 4294967295 " + data.consumeInt(0, 3) + "~\r\n";
      case 4 ->
          mark + "r 0 1 " + data.consumeLong(0, Long.MAX_VALUE / 10) + " 1 5~" + mark + "e~\n";
      case 5 -> mark + "r 1 4294967295 0 4294967295 0~" + mark + "o~" + mark + "e~\r\n";
      case 6 -> mark + "c 4294967295 0~\r\n" + mark + "d~\r\n";
      case 7 -> mark + data.consumeAsciiString(20) + "~\r\n";
      default -> data.consumeString(40);
    };
  }
}
