package dev.bootwitness.engine.observe;

import dev.bootwitness.console.Console;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.spec.EvidenceSpec;
import dev.bootwitness.machine.Machine;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.screen.ScreenCapture;
import dev.bootwitness.machine.state.ProcessorWatch;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Observes a machine from outside and keeps what it sees: screen, processors, memory.
 *
 * <p>A screen that shows nothing new is not kept again. No observation throws because of what the
 * machine does: StallWatch reports a QEMU that does not answer, and the exit reports one that is
 * gone. Thread-safe: {@link SilenceWatch} and the run's own thread observe one after the other.
 */
public final class MachineEvidence {

  /** QEMU answers in milliseconds; this is for a host that swaps. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The time after which, at a failure, QEMU is asked nothing more. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

  /** How much silence makes pictures and registers worth their time at a failure. */
  static final Duration SILENT = Duration.ofSeconds(5);

  private static final String ASKED = "when somebody asked for it";

  private final RunContext context;
  private final Machine machine;
  private final Console console;
  private final ScreenWatch screen;
  private final MemoryEvidence dump;
  private final ReentrantLock lock = new ReentrantLock();

  /** What can be requested while the run is going on. */
  enum Wanted {
    SCREEN,
    PROCESSORS,
    MEMORY
  }

  private volatile Optional<ProcessorWatch> processors = Optional.empty();
  private volatile boolean programs;
  private boolean lost;
  private boolean failed;
  private String reported = "";

  public MachineEvidence(RunContext context, Machine machine, Console console) {
    this.context = context;
    this.machine = machine;
    this.console = console;
    this.screen = new ScreenWatch(context, console);
    this.dump = new MemoryEvidence(context, machine);
  }

  /**
   * Inspects the screen and reports it when it shows something new or has long shown the same.
   *
   * @return whether it was reported as unchanged
   */
  boolean screen(String why) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (lost) {
        return false;
      }
      Optional<ScreenCapture> now = machine.windows().screen(PATIENCE);
      return now.isPresent() && !now.get().picture().blank() && screen.seen(now.get(), why);
    } catch (MachineException e) {
      lost = true; // its end, or StallWatch, says why
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the screen shows text. */
  boolean showsText() {
    lock.lock();
    try {
      return screen.showsText();
    } finally {
      lock.unlock();
    }
  }

  private Duration silence() {
    return Duration.ofNanos(console.quietNanos());
  }

  /**
   * Checks whether the processors make progress; returns the file's name, empty when nothing was
   * kept.
   */
  public String processors(String why) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (lost) {
        return "";
      }
      ProcessorWatch watch = machine.windows().processors(PATIENCE);
      String kept =
          context
              .record()
              .evidence()
              .text("processors.txt", "the processors' registers, " + why, watch.text())
              .map(Event.EvidenceKept::file)
              .orElse("");
      seen(watch);
      return kept;
    } catch (MachineException e) {
      lost = true; // its end, or StallWatch, says why
      return "";
    } finally {
      lock.unlock();
    }
  }

  /** Checks whether the processors make progress, and keeps only the result. */
  void motion() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!lost) {
        seen(machine.windows().processors(PATIENCE));
      }
    } catch (MachineException e) {
      lost = true; // its end, or StallWatch, says why
    } finally {
      lock.unlock();
    }
  }

  private void seen(ProcessorWatch watch) {
    processors = Optional.of(watch);
    programs |= watch.inProgram();
    context
        .record()
        .append(
            new Event.ProcessorsSeen(
                watch.motion().name().toLowerCase(Locale.ROOT),
                watch.describe(),
                watch.inKernel()));
  }

  /**
   * Reports what a silent boot waits for, as far as is visible; again only when that has changed.
   */
  void reportWait(Stage stage) {
    lock.lock();
    try {
      String shown = screen.lastText();
      String now =
          "no more output at stage %s".formatted(stage.id())
              + (shown.isEmpty() ? "" : "; the screen shows \"" + shown + "\"")
              + processors.map(p -> "; " + p.describe()).orElse("");
      if (!now.equals(reported)) {
        reported = now;
        double within = context.pace().scale().of(context.spec().bootWithin()).toNanos() / 1e9;
        context.record().append(new Event.Awaiting("a login prompt or a shell", within, now));
      }
    } finally {
      lock.unlock();
    }
  }

  /** What the processors did when last inspected; empty when they never were. */
  public Optional<ProcessorWatch> processors() {
    return processors;
  }

  /** Whether one of them was ever seen in a program, so that the kernel has started its init. */
  public boolean programsRan() {
    return programs;
  }

  /** Whether all of them waited then. */
  public boolean idle() {
    return processors.filter(watch -> watch.motion() == ProcessorWatch.Motion.IDLE).isPresent();
  }

  /** Not every observation waits for a stopped QEMU; {@code StallWatch} reports it. */
  private void signOfLife() throws InterruptedException {
    try {
      machine.windows().alive(SIGN_OF_LIFE);
    } catch (MachineException e) {
      lost = true;
    }
  }

  /**
   * Keeps evidence of why a run failed, before the machine is ended; does nothing the second time.
   */
  public void atFailure() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (failed) {
        return;
      }
      failed = true;
      signOfLife();
      screen("when the run failed");
      if (silence().compareTo(SILENT) >= 0) {
        processors("when the run failed");
      }
      if (!lost && context.spec().evidence().memoryDump() == EvidenceSpec.MemoryDump.FAILURE) {
        var _ = dump.keep("when the run failed");
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps what a person requests.
   *
   * @param what the name of a {@link Wanted}, in lower case
   * @return {@code kept} and the file's name in the record, or {@code none} and why
   */
  String asked(String what) throws InterruptedException {
    Optional<Wanted> wanted =
        Arrays.stream(Wanted.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(what))
            .findFirst();
    if (wanted.isEmpty()) {
      return "none there is no such thing to capture";
    }
    lock.lockInterruptibly();
    try {
      if (lost) {
        return "none its machine has ended, or does not answer";
      }
      String file =
          switch (wanted.get()) {
            case SCREEN -> screenNow(ASKED);
            case PROCESSORS -> processors(ASKED);
            case MEMORY -> dump.keep(ASKED);
          };
      return file.isEmpty()
          ? "none it could not be captured, or the record has no more room; see events.jsonl"
          : "kept " + file;
    } finally {
      lock.unlock();
    }
  }

  /** Keeps a picture of the screen; returns its name, empty when there is none. */
  public String picture(String why) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return lost ? "" : screenNow(why);
    } finally {
      lock.unlock();
    }
  }

  private String screenNow(String why) throws InterruptedException {
    try {
      return machine
          .windows()
          .screen(PATIENCE)
          .map(now -> screen.keep(now.picture(), why))
          .orElse("");
    } catch (MachineException e) {
      lost = true; // its end, or StallWatch, says why
      return "";
    }
  }

  /** Captures nothing more: QEMU is gone, and any observation in progress with it. */
  public void finish() {
    lock.lock();
    try {
      lost = true;
    } finally {
      lock.unlock();
    }
  }
}
