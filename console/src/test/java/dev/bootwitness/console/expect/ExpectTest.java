package dev.bootwitness.console.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectTest {

  private static final Duration QUIET = Duration.ofMillis(200);
  private static final TextPattern PROMPT = TextPattern.prompt("[^\\n]*\\$ ", QUIET);

  private final FakeClock clock = new FakeClock();
  private final ScriptedGuest guest = new ScriptedGuest(clock);
  private final Console console = guest.console();

  private ExpectTest says(int millis, String text) {
    guest.says(Duration.ofMillis(millis), text);
    return this;
  }

  private ExpectResult expect(TextPattern... any) {
    return expect(Expectation.of("the thing", any));
  }

  private ExpectResult expect(Expectation expectation) {
    return console.expect(expectation, Deadline.in(Duration.ofSeconds(10), clock));
  }

  private static ExpectResult.Matched matched(ExpectResult result) {
    assertThat(result).isInstanceOf(ExpectResult.Matched.class);
    return (ExpectResult.Matched) result;
  }

  @Test
  void aLiteralIsFoundWithWhatStoodBeforeIt() {
    says(5, "boot\r\n\033[32mok\033[0m login: ");
    ExpectResult.Matched found = matched(expect(TextPattern.literal("ok login")));
    assertThat(found.before()).isEqualTo("boot\n");
    assertThat(found.text()).isEqualTo("ok login");
    assertThat(found.start()).isEqualTo(5);
    assertThat(found.offset()).isEqualTo(11);
    assertThat(found.arrived()).isEqualTo(Duration.ofMillis(5).toNanos());
  }

  @Test
  void groupsOfARegularExpressionCome() {
    says(5, "eth0: 10.0.2.15/24\r\n");
    ExpectResult.Matched found = matched(expect(TextPattern.regex("(\\w+): ([0-9.]+)/(\\d+)(x)?")));
    assertThat(found.groups()).containsExactly("eth0: 10.0.2.15/24", "eth0", "10.0.2.15", "24", "");
  }

  @Test
  void theEarliestMatchWinsAndAtOnePlaceTheFirstPattern() {
    says(5, "alpha beta");
    assertThat(matched(expect(TextPattern.literal("beta"), TextPattern.literal("alpha"))).index())
        .isEqualTo(1);
    assertThat(matched(expect(TextPattern.regex("be"), TextPattern.literal("beta"))).index())
        .isZero();
  }

  @Test
  void aMatchIsConsumedAndNothingElseIs() {
    says(5, "one two one");
    assertThat(matched(expect(TextPattern.literal("one"))).start()).isZero();
    assertThat(expect(TextPattern.literal("missing")))
        .isInstanceOf(ExpectResult.DeadlinePassed.class);
    ExpectResult.Matched second = matched(expect(TextPattern.literal("one")));
    assertThat(second.start()).isEqualTo(8);
    assertThat(second.before()).isEqualTo(" two ");
    assertThat(console.hasUnread()).isFalse();
  }

  @Test
  void aMatchMaySpanReads() {
    says(5, "xx log").says(10, "in").says(15, ": ");
    assertThat(matched(expect(TextPattern.literal("login: "))).start()).isEqualTo(3);
    says(5, "\r\nab").says(10, "c").says(15, "de");
    assertThat(matched(expect(TextPattern.regex("^a\\w+e$"))).text()).isEqualTo("abcde");
  }

  @Test
  void aLineBeginsOnlyWhereALineBegins() {
    // The second look begins in the middle of the long line, which is not its beginning.
    says(5, "x".repeat(5000)).says(10, "login: ").says(15, "\r\nlogin: ");
    assertThat(matched(expect(TextPattern.regex("^login"))).start()).isEqualTo(5008);
  }

  @Test
  void aPromptCountsOnlyAtTheEndOfQuietOutput() {
    says(5, "cost: 5$ ").says(100, "each\r\n").says(150, "user$ ");
    ExpectResult.Matched found = matched(expect(PROMPT));
    assertThat(found.text()).isEqualTo("user$ ");
    assertThat(clock.nanos()).isEqualTo(Duration.ofMillis(350).toNanos());
  }

  @Test
  void aNegativeThatComesFirstMakesItHopeless() {
    says(5, "Kernel panic - not syncing").says(10, "login: ");
    ExpectResult result =
        expect(
            Expectation.of("a login prompt", TextPattern.literal("login: "))
                .unless(TextPattern.literal("Kernel panic")));
    assertThat(((ExpectResult.Hopeless) result).why()).isEqualTo("seen: Kernel panic");
    assertThat(clock.nanos()).isEqualTo(Duration.ofMillis(5).toNanos());
  }

  @Test
  void aNegativePromptMustBeQuietToo() {
    says(5, "$ ").says(50, "no prompt, wanted");
    ExpectResult result =
        expect(Expectation.of("it", TextPattern.literal("wanted")).unless(PROMPT));
    assertThat(matched(result).text()).isEqualTo("wanted");
  }

  @Test
  void whatIsAwaitedWinsOverGivingUpAndTheEnd() {
    says(5, "here");
    clock.after(
        Duration.ofMillis(5),
        () -> {
          console.giveUp("a decisive finding");
          console.end("");
        });
    clock.after(Duration.ofMillis(6), () -> {});
    matched(expect(TextPattern.literal("here")));
    assertThat(((ExpectResult.Hopeless) expect(TextPattern.literal("x"))).why())
        .isEqualTo("a decisive finding");
    console.carryOn();
    assertThat(expect(TextPattern.literal("x"))).isInstanceOf(ExpectResult.EndOfStream.class);
  }

  @Test
  void anInterruptedWaitSaysSoAndKeepsTheFlag() {
    Console real = new Console(guest, ConsoleClock.SYSTEM, ConsoleListener.NONE);
    Thread.currentThread().interrupt();
    ExpectResult result =
        real.expect(
            Expectation.of("it", TextPattern.literal("x")),
            Deadline.in(Duration.ofSeconds(10), ConsoleClock.SYSTEM));
    assertThat(result).isInstanceOf(ExpectResult.Interrupted.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aDeadlineSaysWhatWasLookedForAndWhatWasSeen() {
    says(5, "Starting udev\r\n").says(10, "50%\r100%\r\n\033[1;31mbad \u202e\001thing\033[0m");
    ExpectResult result = expect(TextPattern.literal("login: "), TextPattern.regex("\\$ $"));
    assertThat(((ExpectResult.Unmatched) result).describe())
        .isEqualTo(
            """
            the thing did not come within 10.0 s (waited 10.0 s)
              looked for  `login: ` or `\\$ $`
              time line   output from 0.0 s on, silence for the last 10.0 s
              last lines
                | Starting udev
                | 100%
                | bad \\u202ething\
            """);
  }

  @Test
  void nearMissesAreTold() {
    says(5, "host login: ");
    matched(expect(TextPattern.literal("host login: ")));
    says(2000, "Last Login: today\r\nuser$ is not all\r\n");
    ExpectResult result =
        expect(TextPattern.literal("host login: "), TextPattern.literal("last login"), PROMPT);
    assertThat(((ExpectResult.Unmatched) result).describe())
        .isEqualTo(
            """
            the thing did not come within 10.0 s (waited 10.0 s)
              looked for  `host login: ` or `last login` or `[^\\n]*\\$ `
              near miss   `host login: ` was seen 0.0 s before this wait began
              near miss   `last login` was seen, in other case
              near miss   `[^\\n]*\\$ ` was seen, but other output followed it
              time line   output from 2.0 s on, silence for the last 8.0 s
              last lines
                | host login: Last Login: today
                | user$ is not all\
            """);
  }

  @Test
  void aSilentWaitShowsWhatStoodBefore() {
    says(5, "the last words\r\n");
    matched(expect(TextPattern.literal("words\n")));
    guest.ends(Duration.ofSeconds(3), "Connection reset");
    ExpectResult result = expect(TextPattern.literal("more"));
    assertThat(((ExpectResult.Unmatched) result).describe())
        .isEqualTo(
            """
            the console ended after 3.0 s of waiting for the thing (Connection reset)
              looked for  `more`
              time line   silence for 3.0 s
              seen        nothing; before that
                | the last words\
            """);
  }

  @Test
  void aConsoleThatNeverSaidAnythingSaysSo() {
    assertThat(((ExpectResult.Unmatched) expect(TextPattern.literal("x"))).describe())
        .endsWith("\n  seen        nothing at all");
  }

  @Test
  void anEmptyExpectationOrPatternIsRefused() {
    assertThatThrownBy(() -> Expectation.of("nothing"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TextPattern.literal("")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a)\\1", "(?=a)b", "a(", "(?<!x)y"})
  void whatNoLinearTimeEngineCanDoIsRefused(String regex) {
    assertThatThrownBy(() -> TextPattern.regex(regex)).isInstanceOf(IllegalArgumentException.class);
  }
}
