package dev.bootwitness.console.expect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.PtyConsoleChannel;
import dev.bootwitness.console.channel.PtySize;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ScreenPatternTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();
  private final ScriptedGuest guest = new ScriptedGuest(clock);
  private final Console console = guest.console();

  private static TextPattern row(int row, String text) {
    return TextPattern.screen(
        "row " + row + " shows " + text, screen -> screen.line(row).equals(text));
  }

  private void says(int millis, String text) {
    guest.says(Duration.ofMillis(millis), text);
  }

  private ExpectResult expect(Expectation expectation) {
    return console.expect(expectation, Deadline.in(TEN_SECONDS, clock));
  }

  @Test
  void whatWasDrawnInAnyOrderIsSeenWhenItHasSettled() {
    says(5, "\033[2J\033[3;5Hld");
    says(6, "\033[3;1Hwor");
    says(7, "\033[3;4Hld  ");
    ExpectResult result = expect(Expectation.of("the title", row(3, "world")));
    assertThat(result).isInstanceOf(ExpectResult.Matched.class);
    assertThat(((ExpectResult.Matched) result).text()).isEqualTo("\n\nworld");
    assertThat(clock.nanos()).isEqualTo(Duration.ofMillis(7).plus(TextPattern.SETTLED).toNanos());
  }

  @Test
  void aFloodIsNotLookedAtAndItsEndIs() {
    List<String> looks = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      says(i, "\rprogress " + i);
    }
    TextPattern done =
        TextPattern.screen(
            "the end",
            screen -> {
              looks.add(screen.line(1));
              return screen.line(1).endsWith("200");
            });
    assertThat(expect(Expectation.of("the end", done))).isInstanceOf(ExpectResult.Matched.class);
    assertThat(looks).containsExactly("progress 200");
  }

  @Test
  void aProgramThatNeverRestsIsLookedAtWhenTheWaitIsOver() {
    for (int i = 1; i <= 1000; i++) {
      says(i * 20, "\033[H" + i + "\033[2;1Hmenu");
    }
    assertThat(expect(Expectation.of("the menu", row(2, "menu"))))
        .isInstanceOf(ExpectResult.Matched.class);
    assertThat(clock.nanos()).isEqualTo(TEN_SECONDS.toNanos());
  }

  @Test
  void aScreenCanMakeAWaitHopeless() {
    says(5, "\033[2J\033[HGRUB rescue");
    ExpectResult result =
        expect(
            Expectation.of("a login", TextPattern.literal("login:")).unless(row(1, "GRUB rescue")));
    assertThat(result).isInstanceOf(ExpectResult.Hopeless.class);
    assertThat(((ExpectResult.Hopeless) result).why()).isEqualTo("seen: row 1 shows GRUB rescue");
  }

  @Test
  void whatIsNotThereIsNamedByItsDescription() {
    says(5, "\033[Hsomething else");
    ExpectResult result = expect(Expectation.of("the title", row(1, "title")));
    assertThat(((ExpectResult.DeadlinePassed) result).describe())
        .contains("`row 1 shows title`", "something else");
  }

  @Test
  @Timeout(60)
  void anEditorOnARealTerminalIsDrivenByItsScreen(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("fstab"), "first\nsecond\nthird\n");
    ProcessBuilder vi = new ProcessBuilder("busybox", "vi", file.toString());
    vi.environment().put("TERM", "linux");
    try (PtyConsoleChannel channel =
            PtyConsoleChannel.start(vi, new PtySize(Console.COLUMNS, Console.ROWS));
        Console live = new Console(channel, ConsoleClock.SYSTEM, ConsoleListener.NONE).start()) {
      await(live, row(2, "second"));
      live.send("jdd");
      await(live, row(2, "third"));
      live.send(":wq\r");
      assertThat(channel.exitStatus().join()).isZero();
    }
    assertThat(file).hasContent("first\nthird\n");
  }

  private static void await(Console live, TextPattern pattern) {
    Deadline deadline = Deadline.in(Duration.ofSeconds(50), ConsoleClock.SYSTEM);
    assertThat(live.expect(Expectation.of("the editor's screen", pattern), deadline))
        .isInstanceOf(ExpectResult.Matched.class);
  }
}
