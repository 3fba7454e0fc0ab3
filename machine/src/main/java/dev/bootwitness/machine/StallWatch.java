package dev.bootwitness.machine;

import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.qmp.QmpCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Notices that QEMU itself has stalled, which a guest's silence alone does not show: it asks QEMU
 * for its state every two seconds and, if no answer comes, asks the kernel about the process.
 *
 * <p>It ends with the machine, or with the first stall it reports.
 */
public final class StallWatch {

  private static final Duration PERIOD = Duration.ofSeconds(2);

  /** A swapping host, or saving the devices' state, may delay QEMU for seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Machine machine;
  private final Consumer<MachineFailure> stalled;

  private StallWatch(Machine machine, Consumer<MachineFailure> stalled) {
    this.machine = machine;
    this.stalled = stalled;
  }

  /**
   * Watches from now on.
   *
   * @param stalled is called once, on a thread of its own, when QEMU has stalled
   */
  public static void start(Machine machine, Consumer<MachineFailure> stalled) {
    Thread.ofVirtual().name("stall-watch").start(new StallWatch(machine, stalled)::watch);
  }

  private void watch() {
    try {
      while (!machine.exited().isDone()) {
        Optional<MachineFailure> failure = ask();
        if (failure.isPresent()) {
          stalled.accept(failure.get());
          return;
        }
        TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // The monitor is gone, and QEMU with it: its end is reported elsewhere.
    }
  }

  /** Asks one question, and inspects the process whenever the answer is late. */
  private Optional<MachineFailure> ask() throws ExecutionException, InterruptedException {
    CompletableFuture<String> answer = machine.qmp().execute(QmpCommand.queryStatus());
    for (Duration waited = PERIOD; waited.compareTo(PATIENCE) <= 0; waited = waited.plus(PERIOD)) {
      try {
        answer.get(PERIOD.toNanos(), TimeUnit.NANOSECONDS);
        return Optional.empty();
      } catch (TimeoutException _) {
        char state = state(machine.pid());
        if (state == 'T' || state == 't') {
          return Optional.of(new MachineFailure.Stopped(machine.pid(), state == 't'));
        }
      }
    }
    return Optional.of(new MachineFailure.Silent(machine.pid(), state(machine.pid()), PATIENCE));
  }

  /** The process's state from proc(5), after the name in parentheses; a blank when it is gone. */
  private static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException | StringIndexOutOfBoundsException _) {
      return ' ';
    }
  }
}
