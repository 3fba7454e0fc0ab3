package dev.bootwitness.junit;

import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.session.AttendedGuest;
import dev.bootwitness.engine.session.GuestWork;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.StepSpec;
import dev.bootwitness.record.Stage;
import dev.bootwitness.report.followup.AfterRun;
import dev.bootwitness.report.story.StoryTeller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A run whose guest waits for what tests want of it. The run has a thread of its own, on which
 * every task is done, one after the other; any thread may ask. Closing ends the machine and writes
 * the reports.
 */
final class MachineSession implements GuestWork, AutoCloseable {

  private static final Job<Boolean> END = new Job<>(_ -> true);

  /** A class may hold the room that its own method waits for: no test waits without end. */
  private static final Duration ROOM = Duration.ofMinutes(10);

  private final String name;
  private final Spec spec;
  private final RunOptions options;
  private final StoryTeller teller = new StoryTeller();
  private final BlockingQueue<Job<?>> jobs = new LinkedBlockingQueue<>();
  private final CompletableFuture<Path> open = new CompletableFuture<>();
  private final CompletableFuture<RunResult> ended = new CompletableFuture<>();
  private final ReentrantLock closing = new ReentrantLock();
  private final Thread runs;
  private boolean closed;

  private MachineSession(String name, Spec spec, RunOptions options) {
    this.name = name;
    this.spec = spec.with(spec.manner().waiting(ROOM));
    this.options = options;
    // A platform thread: it starts QEMU, and writes the record by blocking file channels.
    this.runs = Thread.ofPlatform().daemon().name("run " + name).unstarted(this::run);
  }

  /**
   * Boots the machine, or restores it from its checkpoint.
   *
   * @param name of the run, in its record
   * @throws NoGuestError when there is no shell to work with; the record is complete then
   * @throws IllegalStateException when this thread is interrupted; the machine is then gone
   */
  static MachineSession boot(String name, Spec spec, RunOptions options) {
    MachineSession session = new MachineSession(name, spec, options);
    session.runs.start();
    try {
      CompletableFuture.anyOf(session.open, session.ended).get();
      if (session.open.isDone()) {
        return session;
      }
      throw noGuest(session.finish());
    } catch (InterruptedException e) {
      session.abandon();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " booted", e);
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    }
  }

  private static NoGuestError noGuest(RunResult result) {
    String verdict = FailureMessage.whole(result);
    String step = StepsFailedError.first(result.verdict());
    return step.isEmpty() && result.verdict().stage() != Stage.READY
        ? new BootFailedError(verdict, result.record())
        : new StepsFailedError(step, verdict, result.record());
  }

  /** Ends the run at once, whatever it does; the record says that it was interrupted. */
  private void abandon() {
    runs.interrupt();
    close();
  }

  private void run() {
    try {
      ended.complete(Bootwitness.run(spec, options, teller, this));
    } catch (RecordUnwritableException | RuntimeException | Error e) {
      // Whatever it is, nobody must wait for this thread for ever.
      ended.completeExceptionally(e);
    }
  }

  @Override
  public Optional<String> name() {
    return Optional.of(name);
  }

  @Override
  public void with(AttendedGuest guest) throws RunStopped, InterruptedException {
    open.complete(guest.record());
    Job<?> job = jobs.take();
    while (!job.equals(END)) {
      job.run(guest);
      job = jobs.take();
    }
  }

  /** A task, and where its answer goes. */
  private record Job<T>(GuestTask<T> task, CompletableFuture<T> answer) {
    Job(GuestTask<T> task) {
      this(task, new CompletableFuture<>());
    }

    void run(AttendedGuest guest) throws RunStopped, InterruptedException {
      try {
        answer.complete(task.with(guest));
      } catch (RunStopped | InterruptedException e) {
        answer.completeExceptionally(e);
        throw e;
      } catch (IOException | RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }
  }

  /** Whether the guest can be asked. */
  boolean isAlive() {
    return !ended.isDone();
  }

  /** The directory of the record. */
  Path record() {
    return open.join();
  }

  /**
   * Does something with the guest and waits for it; a wait that is interrupted leaves the task to
   * its own deadline.
   *
   * @throws GuestLostError when the guest is lost by it, or was before
   */
  <T> T call(GuestTask<T> task) {
    return call(task, () -> {});
  }

  /**
   * Takes a step, which may boot the guest anew. A wait that is interrupted ends the run, since
   * nothing is known of a guest between two boots.
   *
   * @throws GuestLostError when the step failed, or the guest was lost before
   * @throws IllegalArgumentException when the machine as it is cannot take it; it stays as it is
   */
  void take(StepSpec step) {
    var _ =
        call(
            guest -> {
              guest.take(step);
              return true;
            },
            this::abandon);
  }

  private <T> T call(GuestTask<T> task, Runnable interrupted) {
    Job<T> job = new Job<>(task);
    jobs.add(job);
    try {
      CompletableFuture.anyOf(job.answer, ended).exceptionally(_ -> true).get();
      if (!job.answer.isDone()) {
        throw lost();
      }
      return answer(job);
    } catch (InterruptedException e) {
      interrupted.run();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the guest was asked", e);
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    }
  }

  private <T> T answer(Job<T> job) throws InterruptedException, ExecutionException {
    try {
      return job.answer.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RunStopped || cause instanceof InterruptedException) {
        throw lost();
      }
      if (cause instanceof IOException io) {
        throw new UncheckedIOException(io);
      }
      if (cause instanceof RuntimeException wrong) {
        throw wrong;
      }
      throw broken(cause);
    }
  }

  private GuestLostError lost() throws InterruptedException, ExecutionException {
    return new GuestLostError(FailureMessage.whole(ended.get()));
  }

  private static IllegalStateException broken(@Nullable Throwable cause) {
    return new IllegalStateException(
        "Bootwitness could not run the machine: " + (cause == null ? "?" : cause.getMessage()),
        cause);
  }

  /** Ends the machine, if it still runs, and writes the reports. */
  RunResult finish() throws InterruptedException, ExecutionException {
    jobs.add(END);
    RunResult result = ended.get();
    closing.lock();
    try {
      if (!closed) {
        closed = true;
        var _ =
            AfterRun.write(
                result.verdict(),
                result.record(),
                teller,
                options.environment(),
                new AfterRun.Wishes(name, spec.keep().archive(), spec.keep().queue()));
      }
    } finally {
      closing.unlock();
    }
    return result;
  }

  @Override
  public void close() {
    try {
      var _ = finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    }
  }
}
