package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.Screen;
import dev.bootwitness.console.terminal.TextFlow;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** See {@link TextPattern#screen}. */
final class ScreenPattern extends TextPattern {

  private final Predicate<Screen> shows;
  private final Duration quiet;

  ScreenPattern(String description, Predicate<Screen> shows, Duration quiet) {
    super(description);
    this.shows = shows;
    this.quiet = quiet;
  }

  /** A match at the end of all text, with the screen's rows as its text, or null. */
  @Nullable Match find(Screen screen, long end) {
    return shows.test(screen) ? new Match(end, end, List.of(screen.text())) : null;
  }

  @Override
  @Nullable Match find(TextFlow flow, long from, long to) {
    return null; // text says nothing of the screen
  }

  @Override
  long resume(TextFlow flow, long searched) {
    return searched;
  }

  @Override
  Duration quiet() {
    return quiet;
  }

  @Override
  List<NearMiss> almost() {
    return List.of();
  }
}
