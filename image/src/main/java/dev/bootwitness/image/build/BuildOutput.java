package dev.bootwitness.image.build;

import dev.bootwitness.image.nix.NixLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a builder's output means: lines for a person, and the step it is at.
 *
 * <p>Takes lines from one thread; may be asked by others.
 */
abstract sealed class BuildOutput {

  private static final int LAST_LINES = 20;

  private final BuildListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  // The lock guards the lines; only the output's thread adds some.
  private final ArrayDeque<String> lastLines = new ArrayDeque<>();
  private BuildProgress latest = new BuildProgress("", "", BuildProgress.UNKNOWN);

  private BuildOutput(BuildListener listener) {
    this.listener = listener;
  }

  static BuildOutput of(Builder builder, BuildListener listener) {
    return switch (builder) {
      case Builder.Command _ -> new Plain(listener);
      case Builder.Nix _ -> new OfNix(listener);
    };
  }

  /** Takes a line as the builder wrote it, made printable; returns it as a person reads it. */
  abstract List<String> take(String raw);

  /** The most telling end of the output: of what failed, if that is known. */
  List<String> lastLines() {
    lock.lock();
    try {
      return new ArrayList<>(lastLines);
    } finally {
      lock.unlock();
    }
  }

  /** Whether Nix had something to build; always, for other builders. */
  boolean built() {
    return true;
  }

  final void tell(String line) {
    lock.lock();
    try {
      if (lastLines.size() == LAST_LINES) {
        lastLines.removeFirst();
      }
      lastLines.addLast(line);
    } finally {
      lock.unlock();
    }
    listener.line(line);
  }

  final void progress(BuildProgress now) {
    if (!now.equals(latest)) {
      latest = now;
      listener.progress(now);
    }
  }

  final BuildProgress latest() {
    return latest;
  }

  /** The lines of a command. */
  private static final class Plain extends BuildOutput {
    Plain(BuildListener listener) {
      super(listener);
    }

    @Override
    List<String> take(String raw) {
      BuildSteps.of(raw).ifPresent(this::progress);
      tell(raw);
      return List.of(raw);
    }
  }

  /** The log of Nix, in which a builder's lines are wrapped. */
  private static final class OfNix extends BuildOutput {
    private final ReentrantLock lock = new ReentrantLock();
    private final NixLog log = new NixLog();

    OfNix(BuildListener listener) {
      super(listener);
    }

    @Override
    List<String> take(String raw) {
      NixLog.Reading reading = read(raw);
      progress(now(reading));
      reading.lines().forEach(this::tell);
      return reading.lines();
    }

    private NixLog.Reading read(String raw) {
      lock.lock();
      try {
        return log.read(raw);
      } finally {
        lock.unlock();
      }
    }

    /** A derivation that makes a squashfs is shown to do that, and not merely to build. */
    private BuildProgress now(NixLog.Reading reading) {
      if (!reading.step().equals("building")) {
        return new BuildProgress(reading.step(), reading.detail(), BuildProgress.UNKNOWN);
      }
      Optional<BuildProgress> shown = reading.spoken().flatMap(BuildSteps::of);
      if (shown.isPresent()) {
        return new BuildProgress(shown.get().step(), reading.detail(), shown.get().percent());
      }
      return latest().detail().equals(reading.detail()) && !latest().step().equals("copying")
          ? latest()
          : new BuildProgress("building", reading.detail(), BuildProgress.UNKNOWN);
    }

    @Override
    boolean built() {
      lock.lock();
      try {
        return log.built();
      } finally {
        lock.unlock();
      }
    }

    @Override
    List<String> lastLines() {
      lock.lock();
      try {
        List<String> failed = log.lastLinesOfFailed();
        return failed.isEmpty() ? super.lastLines() : failed;
      } finally {
        lock.unlock();
      }
    }
  }
}
