package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.diagnosis.kernel.StuckKernel;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one boot of the machine. A further boot has facts of its own, since what was seen
 * last belongs to the boot that is over. Not thread-safe.
 */
public final class BootFacts {

  private Stage stage = Stage.POWER_ON;

  /** The event by which each stage was first reached. */
  private final Map<Stage, StampedEvent> reached = new EnumMap<>(Stage.class);

  private @Nullable Long powerOnNanos;
  private @Nullable StampedEvent lastLine;
  private @Nullable Long progressNanos;
  private final StuckKernel stuck = new StuckKernel();
  private Event.@Nullable ScreenSeen screen;
  private Event.@Nullable ProcessorsSeen processors;
  private Event.@Nullable Awaiting awaiting;
  private Event.@Nullable LoginStep login;
  private boolean sideOpen;
  private boolean restarting;

  void poweredOn(StampedEvent event) {
    powerOnNanos = event.nanos();
  }

  void reach(StampedEvent event, Stage now) {
    stage = now;
    reached.putIfAbsent(now, event);
  }

  void startOver() {
    stage = Stage.POWER_ON;
  }

  void restart() {
    restarting = true;
  }

  void line(StampedEvent event, Event.ConsoleLine line) {
    // An empty line may be the echo of what was typed.
    if (line.text().isBlank()) {
      return;
    }
    lastLine = event;
    if (!stuck.complains(event.seconds(), line.text())) {
      progressNanos = event.nanos();
    }
  }

  void screen(Event.ScreenSeen seen) {
    screen = seen;
  }

  void processors(Event.ProcessorsSeen seen) {
    processors = seen;
  }

  void awaiting(Event.Awaiting what) {
    awaiting = what;
  }

  void login(Event.LoginStep step) {
    login = step;
  }

  void sideOpen(boolean open) {
    sideOpen = open;
  }

  /** The stage that was reached last. */
  public Stage stage() {
    return stage;
  }

  /** The event by which each stage was first reached. */
  public Map<Stage, StampedEvent> reached() {
    return reached;
  }

  /** Seconds from power-on to each stage, in the order in which they came. */
  Map<Stage, Double> stageTimes() {
    Map<Stage, Double> times = new LinkedHashMap<>();
    reached.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> entry.getValue().nanos()))
        .forEach(entry -> {
          Double at = at(entry.getValue());
          // What came before power-on belongs to a clone that did not start.
          if (at != null && at >= 0) {
            times.put(entry.getKey(), at);
          }
        });
    return times;
  }

  /** Seconds since power-on; null before it. */
  @Nullable Double at(StampedEvent stamped) {
    return powerOnNanos == null ? null : (stamped.nanos() - powerOnNanos) / 1e9;
  }

  double standing(long now) {
    return progressNanos == null ? Double.POSITIVE_INFINITY : (now - progressNanos) / 1e9;
  }

  double silence(long now) {
    return lastLine == null ? Double.POSITIVE_INFINITY : (now - lastLine.nanos()) / 1e9;
  }

  double quiet(long now) {
    return lastLine == null && powerOnNanos != null ? (now - powerOnNanos) / 1e9 : silence(now);
  }

  /** The last console line with text; null when there was none. */
  public @Nullable StampedEvent lastLine() {
    return lastLine;
  }

  /** The screen as seen last; null when it never was. */
  public Event.@Nullable ScreenSeen screen() {
    return screen;
  }

  /** The processors as seen last; null when they never were. */
  public Event.@Nullable ProcessorsSeen processors() {
    return processors;
  }

  /** What the run awaited last; null when it awaited nothing. */
  public Event.@Nullable Awaiting awaiting() {
    return awaiting;
  }

  /** The last step of the login; null before it began. */
  public Event.@Nullable LoginStep login() {
    return login;
  }

  /** Whether commands go over the side channel, not over the console. */
  public boolean sideOpen() {
    return sideOpen;
  }

  /** Whether a step ends this boot, so that its end is no fault. */
  public boolean restarting() {
    return restarting;
  }
}
