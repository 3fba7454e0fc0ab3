package dev.bootwitness.junit;

import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.session.AttendedGuest;
import dev.bootwitness.engine.session.GuestWork;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.report.followup.AfterRun;
import dev.bootwitness.report.story.StoryTeller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

  private final String name;
  private final Spec spec;
  private final RunOptions options;
  private final StoryTeller teller = new StoryTeller();
  private final BlockingQueue<Job<?>> jobs = new LinkedBlockingQueue<>();
  private final CompletableFuture<Path> open = new CompletableFuture<>();
  private final CompletableFuture<RunResult> ended = new CompletableFuture<>();
  private final ReentrantLock closing = new ReentrantLock();
  private boolean closed;

  private MachineSession(String name, Spec spec, RunOptions options) {
    this.name = name;
    this.spec = spec;
    this.options = options;
  }

  /**
   * Boots the machine, or restores it from its checkpoint.
   *
   * @param name of the run, in its record
   * @throws BootFailedError when there is no shell to work with; the record is complete then
   */
  static MachineSession boot(String name, Spec spec, RunOptions options) {
    MachineSession session = new MachineSession(name, spec, options);
    // A platform thread: it starts QEMU, and writes the record by blocking file channels.
    Thread.ofPlatform().daemon().name("run " + name).start(session::run);
    try {
      CompletableFuture.anyOf(session.open, session.ended).get();
      if (session.open.isDone()) {
        return session;
      }
      throw new BootFailedError(FailureMessage.whole(session.finish()));
    } catch (InterruptedException e) {
      session.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " booted", e);
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    }
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
    Job<T> job = new Job<>(task);
    jobs.add(job);
    try {
      CompletableFuture.anyOf(job.answer, ended).exceptionally(_ -> true).get();
      if (!job.answer.isDone()) {
        throw lost();
      }
      return answer(job);
    } catch (InterruptedException e) {
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
