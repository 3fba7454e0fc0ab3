package dev.bootwitness.engine.console;

import dev.bootwitness.console.Console;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Starts the default entry of a boot menu that counts down, as a person would who presses Enter.
 *
 * <p>It types only where a countdown is shown before a kernel has printed anything, so what it
 * types is read by a boot loader and by nobody else.
 */
public final class MenuWatch {

  private static final Duration PERIOD = Duration.ofMillis(100);

  /** A menu that took the key is gone by then; one that did not goes on counting. */
  private static final Duration TAKEN = Duration.ofMillis(1500);

  private final Console console;
  private final ConsoleRecorder recorder;
  private final RecordWriter record;
  private final BooleanSupplier over;

  private MenuWatch(
      Console console, ConsoleRecorder recorder, RecordWriter record, BooleanSupplier over) {
    this.console = console;
    this.recorder = recorder;
    this.record = record;
    this.over = over;
  }

  /**
   * Watches until a shell answers or the machine is gone.
   *
   * @param over whether the machine is gone
   */
  public static void start(
      Console console, ConsoleRecorder recorder, RecordWriter record, BooleanSupplier over) {
    MenuWatch watch = new MenuWatch(console, recorder, record, over);
    Thread.ofVirtual().name("menu-watch").start(watch::watch);
  }

  private void watch() {
    try {
      boolean typed = false;
      while (recorder.stage() != Stage.READY && !over.getAsBoolean()) {
        Thread.sleep(PERIOD);
        if (recorder.stage().compareTo(Stage.KERNEL) >= 0) {
          typed = false; // a restart brings the menu again
        } else if (!typed) {
          Optional<MenuCountdown> menu = countdown();
          typed = menu.isPresent();
          if (menu.isPresent()) {
            enter(menu.get());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<MenuCountdown> countdown() {
    return MenuCountdown.of(console.screen().lines());
  }

  private void enter(MenuCountdown menu) throws InterruptedException {
    console.send("\r");
    long end = System.nanoTime() + TAKEN.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.sleep(PERIOD);
      if (recorder.stage().compareTo(Stage.KERNEL) >= 0 || countdown().isEmpty()) {
        recorder.menuEntered(menu.seconds());
        note("entered a boot menu with %d s left".formatted(menu.seconds()));
        return;
      }
    }
    note("a boot menu counts down and takes no key from the serial line");
  }

  private void note(String text) {
    record.append(new Event.ToolOutput("menu", text));
  }
}
