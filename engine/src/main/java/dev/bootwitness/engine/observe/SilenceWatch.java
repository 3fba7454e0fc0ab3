package dev.bootwitness.engine.observe;

import dev.bootwitness.console.Console;
import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.engine.console.ConsoleRecorder;
import dev.bootwitness.record.Stage;
import java.time.Duration;
import java.util.Arrays;

/**
 * Observes the machine from outside while its console is silent. It inspects the screen every few
 * seconds, or at once while nothing has appeared or a system shows itself only there. It inspects
 * the processors now and then, or at once when the only thing left to see is that they have nothing
 * to do.
 *
 * <p>Once there is a shell, silence means a running command, and QEMU is only asked for a sign of
 * life.
 */
public final class SilenceWatch implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofMillis(250);

  /**
   * How much silence to accept before a kernel has appeared: its console may be only the screen.
   */
  private static final Duration NO_KERNEL = Duration.ofSeconds(2);

  /** The time between two looks at a screen that may be the only thing to see. */
  private static final Duration APART = Duration.ofSeconds(1);

  /** The same while it shows something. */
  private static final Duration ON_SCREEN = Duration.ofMillis(500);

  /** How much silence may mean the end of a boot; an inspection takes longer than that. */
  private static final Duration STILL = Duration.ofMillis(400);

  /** How much silence leads to consulting the image about whether anything can still come. */
  private static final Duration AT_REST = Duration.ofSeconds(2);

  /** The time between two looks; a working boot is rarely silent for that long. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  /** Seconds of silence after which the processors are inspected. */
  private static final int[] STALLED = {8, 12, 20, 30, 45, 60, 90, 120, 180, 240, 300};

  private final Console console;
  private final ConsoleRecorder recorder;
  private final MachineEvidence evidence;
  private final Diagnosis diagnosis;
  private final Duration patience;
  private final Runnable image;
  private final Thread thread;

  /** Whether the processors had something to do in the present silence. */
  private boolean worked;

  private boolean imageAsked;

  private volatile boolean gaveUp;

  private SilenceWatch(
      Console console,
      ConsoleRecorder recorder,
      MachineEvidence evidence,
      Diagnosis diagnosis,
      Duration patience,
      Runnable image) {
    this.patience = patience;
    this.image = image;
    this.console = console;
    this.diagnosis = diagnosis;
    this.recorder = recorder;
    this.evidence = evidence;
    this.thread = Thread.ofVirtual().name("silence-watch").unstarted(this::watch);
  }

  /**
   * Starts to look.
   *
   * @param patience the spec's boot deadline, as written: a waiting guest is not slower on a slow
   *     host, so when all of that time has passed in waiting, the boot is over
   * @param image returns what the image says about its logins; called once, when a system that
   *     consists only of an initramfs is stuck
   */
  public static SilenceWatch start(
      Console console,
      ConsoleRecorder recorder,
      MachineEvidence evidence,
      Diagnosis diagnosis,
      Duration patience,
      Runnable image) {
    SilenceWatch watch = new SilenceWatch(console, recorder, evidence, diagnosis, patience, image);
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
        // Output without end may say nothing new; then it is as good as silence.
        Duration old = old();
        int stalled = (int) Arrays.stream(STALLED).filter(s -> old.toSeconds() >= s).count();
        boolean deeper = stalled > before;
        before = stalled;
        // A system that only the screen shows is observed there.
        boolean noKernel = recorder.stage().compareTo(Stage.KERNEL) < 0;
        boolean onScreen = noKernel && evidence.showsText();
        Duration silent = noKernel ? NO_KERNEL : SILENT;
        long apart = (onScreen ? ON_SCREEN : noKernel ? APART : silent).toNanos();
        if (quiet.compareTo(silent) >= 0 && (deeper || System.nanoTime() - looked >= apart)) {
          look(quiet, deeper, onScreen);
          looked = System.nanoTime();
        } else if (deeper && recorder.stage().compareTo(Stage.LOGIN) < 0) {
          evidence.processors("nothing new on the console for " + old.toSeconds() + " s");
        } else if (quiet.compareTo(STILL) >= 0
            && recorder.stage().compareTo(Stage.LOGIN) < 0
            && diagnosis.stillnessDecides()) {
          evidence.motion();
        } else if (quiet.compareTo(AT_REST) >= 0 && !imageAsked && runsInit()) {
          askImage(quiet);
        }
        if (deeper) {
          worked = (worked && stalled > 1) || !evidence.idle();
        }
        if (old.compareTo(patience) >= 0 && stalled > 0 && !gaveUp) {
          if (noKernel && !evidence.programsRan() && old.minus(quiet).compareTo(SILENT) > 0) {
            // Firmware and loaders poll, so a processor is busy whatever they do.
            giveUp("the console repeated itself");
          } else if (!worked) {
            endIdle(old);
          }
        }
      }
    } catch (InterruptedException closed) {
      // The end of the run.
    }
  }

  /** Whether a boot was given up after being idle for all of its time. */
  public boolean gaveUp() {
    return gaveUp;
  }

  private void endIdle(Duration old) throws InterruptedException {
    if (recorder.stage().compareTo(Stage.LOGIN) < 0) {
      evidence.motion();
      if (evidence.idle() && old().compareTo(old) >= 0) {
        giveUp("the console showed nothing new and the guest was idle");
      }
    }
  }

  /** How long nothing came, or nothing new. */
  private Duration old() {
    Duration quiet = Duration.ofNanos(console.quietNanos());
    Duration same = recorder.sameOld();
    return same.compareTo(quiet) > 0 ? same : quiet;
  }

  private void giveUp(String why) {
    gaveUp = true;
    console.giveUp(why);
  }

  /** A quiet boot does not announce it. */
  private boolean runsInit() {
    Stage stage = recorder.stage();
    boolean hidden = stage.compareTo(Stage.KERNEL) <= 0 && evidence.programsRan();
    // At a prompt, no line has ended that would have informed the recorder.
    return hidden || (stage.compareTo(Stage.LOGIN) < 0 && recorder.onlyInit());
  }

  private void askImage(Duration quiet) throws InterruptedException {
    evidence.motion();
    if (evidence.idle() && console.quietNanos() >= quiet.toNanos()) {
      imageAsked = true;
      image.run();
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
    evidence.reportWait(recorder.stage());
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      // Every wait of it can be interrupted; nothing may be reported after the end of the run.
      thread.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
