package dev.bootwitness.junit;

import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.report.history.Ledger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The machine that the methods of a test class share, booted when the first of them needs it, and
 * the source of the clones for the others. A boot that failed is not tried again: it is the failure
 * of the class, and the methods are not run because of it. Thread-safe.
 */
final class ClassMachine implements AutoCloseable {

  private final Class<?> owner;
  private final Spec spec;
  private final Path project;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable MachineSession shared;
  private @Nullable NoGuestError failure;
  private boolean booted;

  ClassMachine(Class<?> owner, Spec spec, Path project) {
    this.owner = owner;
    this.spec = spec;
    this.project = project;
  }

  /** The test class with the annotation. */
  Class<?> owner() {
    return owner;
  }

  /**
   * The machine that methods share.
   *
   * @throws TestAbortedException when its boot failed, or its guest was lost in an earlier test
   */
  MachineSession shared() {
    lock.lock();
    try {
      MachineSession now = shared == null ? first(owner.getSimpleName()) : shared;
      shared = now;
      if (!now.isAlive()) {
        throw new TestAbortedException("not run: the guest was lost in an earlier test");
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  /** Whether methods have used the shared machine, and how. */
  Optional<MachineSession> used() {
    lock.lock();
    try {
      return Optional.ofNullable(shared);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A machine for one method; the caller closes it.
   *
   * @throws TestAbortedException when the first boot of the class failed
   */
  MachineSession fresh(String method) {
    String name = owner.getSimpleName() + "." + method;
    lock.lock();
    try {
      // The first boot makes the checkpoint; until it has, nobody else needs to try.
      if (!booted) {
        return first(name);
      }
    } finally {
      lock.unlock();
    }
    return boot(name);
  }

  private MachineSession first(String name) {
    if (failure != null) {
      throw notRun(failure);
    }
    try {
      MachineSession session = boot(name);
      booted = true;
      return session;
    } catch (NoGuestError e) {
      if (booted) {
        throw e;
      }
      failure = e;
      throw notRun(e);
    }
  }

  private MachineSession boot(String name) {
    RunOptions options =
        new RunOptions(project, System.getenv(), version()).knowing(Ledger.of(project).usual(name));
    return MachineSession.boot(name, spec, options);
  }

  private static TestAbortedException notRun(NoGuestError failure) {
    return new TestAbortedException(
        "not run, because %s: %s"
            .formatted(
                failure.what(), FailureMessage.headline(String.valueOf(failure.getMessage()))));
  }

  /** The failure of the class; empty when its machine booted, or nothing needed it. */
  Optional<NoGuestError> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  private static String version() {
    String version = ClassMachine.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public void close() {
    used().ifPresent(MachineSession::close);
  }
}
