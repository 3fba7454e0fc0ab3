package dev.bootwitness.engine;

import dev.bootwitness.console.Console;
import dev.bootwitness.record.Stage;
import java.time.Duration;
import java.util.Arrays;

/**
 * Looks at the machine from outside while its console is silent: at its screen every few seconds,
 * or every second while a system shows itself only there, and now and then at its processors.
 *
 * <p>Once there is a shell, silence is a command at work, and only QEMU's sign of life is asked
 * for.
 */
final class SilenceWatch implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Between two looks; a working boot is rarely silent for as long. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  /** Seconds of silence after which the processors are looked at. */
  private static final int[] STALLED = {8, 12, 20, 30, 45, 60, 90, 120, 180, 240, 300};

  private final Console console;
  private final ConsoleRecorder recorder;
  private final MachineEvidence evidence;
  private final Thread thread;

  private SilenceWatch(Console console, ConsoleRecorder recorder, MachineEvidence evidence) {
    this.console = console;
    this.recorder = recorder;
    this.evidence = evidence;
    this.thread = Thread.ofVirtual().name("silence-watch").unstarted(this::watch);
  }

  static SilenceWatch start(Console console, ConsoleRecorder recorder, MachineEvidence evidence) {
    SilenceWatch watch = new SilenceWatch(console, recorder, evidence);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      long looked = System.nanoTime();
      int before = 0;
      while (true) {
        Thread.sleep(PERIOD);
        Duration quiet = Duration.ofNanos(console.quietNanos());
        int stalled = (int) Arrays.stream(STALLED).filter(s -> quiet.toSeconds() >= s).count();
        boolean deeper = stalled > before;
        before = stalled;
        // A system that only the screen shows is followed there.
        boolean onScreen = recorder.stage().compareTo(Stage.KERNEL) < 0 && evidence.showsText();
        long apart = onScreen ? 0 : SILENT.toNanos();
        if (quiet.compareTo(SILENT) >= 0 && (deeper || System.nanoTime() - looked >= apart)) {
          look(quiet, deeper, onScreen);
          looked = System.nanoTime();
        }
      }
    } catch (InterruptedException closed) {
      // The end of the run.
    }
  }

  private void look(Duration quiet, boolean deeper, boolean onScreen) throws InterruptedException {
    if (recorder.stage() == Stage.READY) {
      return;
    }
    String why = "the console silent for " + quiet.toSeconds() + " s";
    boolean stands = evidence.screen(why);
    if (deeper || (stands && onScreen)) {
      evidence.processors(why);
    }
    evidence.tellWait(recorder.stage());
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      // Every wait of it can be interrupted; nothing may be told after the end of the run.
      thread.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
