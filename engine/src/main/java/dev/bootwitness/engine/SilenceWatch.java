package dev.bootwitness.engine;

import dev.bootwitness.console.Console;
import dev.bootwitness.record.Stage;
import java.time.Duration;

/**
 * Looks at the machine from outside while its console is silent: at its screen every few seconds,
 * at its processors once a silence, and whether QEMU answers at all.
 *
 * <p>Once there is a shell, silence is a command at work, and only QEMU's sign of life is asked
 * for.
 */
final class SilenceWatch implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Between two looks; a working boot is rarely silent for as long. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  /** A silence in which the processors are looked at; see {@link BootFindings#NORMAL_SILENCE}. */
  private static final Duration STALLED = Duration.ofSeconds(20);

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
      boolean processors = false;
      while (true) {
        Thread.sleep(PERIOD);
        Duration quiet = Duration.ofNanos(console.quietNanos());
        processors &= quiet.compareTo(STALLED) >= 0;
        boolean due =
            quiet.compareTo(SILENT) >= 0 && System.nanoTime() - looked >= SILENT.toNanos();
        if (due) {
          look(quiet, processors);
          processors |= quiet.compareTo(STALLED) >= 0;
          looked = System.nanoTime();
        }
      }
    } catch (InterruptedException closed) {
      // The end of the run.
    }
  }

  private void look(Duration quiet, boolean processorsSeen) throws InterruptedException {
    if (recorder.stage() == Stage.READY) {
      return;
    }
    String why = "the console silent for " + quiet.toSeconds() + " s";
    evidence.screen(why);
    if (quiet.compareTo(STALLED) >= 0 && !processorsSeen) {
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
