package dev.bootwitness.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.report.history.SlowLines.SlowLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowLinesTest {

  @Test
  void theLineAfterWhichItTookLongerIsNamedWhateverNumbersItHolds() {
    List<StampedEvent> before =
        boot(
            "[    0.1] Linux version 6.1", 0.25,
            "[    0.3] Begin: Mounting root on 8f3a", 0.5,
            "Started udevd[212].", 0.25);
    List<StampedEvent> now =
        boot(
            "[    0.2] Linux version 6.1", 0.25,
            "[   10.4] Begin: Mounting root on 77b1", 8.5,
            "Started udevd[99].", 0.25);

    assertThat(SlowLines.compare(now, before))
        .containsExactly(new SlowLine(2, "[   10.4] Begin: Mounting root on 77b1", 8.5, 0.5));
  }

  @Test
  void aLineThatTheBaselineDoesNotHaveTookNothingThere() {
    assertThat(SlowLines.compare(boot("a", 0.25, "fsck: recovering", 4.0), boot("a", 0.25)))
        .containsExactly(new SlowLine(2, "fsck: recovering", 4.0, 0));
  }

  @Test
  void linesThatComeOftenCountTogetherAndTheLongestIsNamed() {
    assertThat(SlowLines.compare(boot("retry 1", 0.25, "retry 2", 0.5), boot("retry 1", 0.25)))
        .containsExactly(new SlowLine(2, "retry 2", 0.75, 0.25));
  }

  @Test
  void theTimeAfterAnEmptyLineIsThatOfTheLineBefore() {
    assertThat(SlowLines.compare(boot("login:", 0.25, " ", 4.0), boot("login:", 0.25, "", 1.0)))
        .containsExactly(new SlowLine(1, "login:", 4.25, 1.25));
  }

  @Test
  void nothingGrewInTwoBootsOfOneImage() {
    assertThat(SlowLines.compare(boot("a 1", 0.5, "b 2", 1.0), boot("a 3", 0.25, "b 4", 0.75)))
        .isEmpty();
  }

  /** Lines and the seconds after each, then the shell, then a line of a check. */
  private static List<StampedEvent> boot(Object... linesAndSeconds) {
    List<StampedEvent> events = new ArrayList<>();
    double at = 0;
    for (int i = 0; i < linesAndSeconds.length; i += 2) {
      events.add(event(at, new Event.ConsoleLine(i / 2 + 1, 0, (String) linesAndSeconds[i])));
      at += (Double) linesAndSeconds[i + 1];
    }
    events.add(event(at, new Event.StageReached(Stage.READY, 0, "")));
    events.add(event(at + 1, new Event.ConsoleLine(99, 0, "of a check")));
    events.add(event(at + 90, new Event.ConsoleLine(100, 0, "of another")));
    return events;
  }

  private static StampedEvent event(double seconds, Event event) {
    return new StampedEvent(1, Math.round(seconds * 1e9), Instant.EPOCH, event);
  }
}
