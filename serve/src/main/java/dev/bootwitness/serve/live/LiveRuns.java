package dev.bootwitness.serve.live;

import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.serve.store.RunFolders;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The runs that are going on in a project, found by their records, which processes of others write.
 *
 * <p>{@link #look} finds what is new. Every folder is asked once whether its run goes on; one that
 * has just been made is asked again, since its mark comes a moment later. Thread-safe.
 */
public final class LiveRuns {

  /** A run marks its record right after it has made it. */
  private static final Duration YOUNG = Duration.ofSeconds(20);

  private final RunFolders folders;
  private final Predicate<Path> running;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, FollowedRecord> live = new TreeMap<>();
  private final Set<String> over = new HashSet<>();
  private final List<Subscription> subscribers = new CopyOnWriteArrayList<>();

  /** When the folder of the records was last listed. */
  private Instant listed = Instant.EPOCH;

  /**
   * Creates it; nothing is known before the first {@link #look}.
   *
   * @param running whether the run of that folder is going on
   */
  public LiveRuns(RunFolders folders, Predicate<Path> running, InstantSource clock) {
    this.folders = folders;
    this.running = running;
    this.clock = clock;
  }

  /** What happened to a run. */
  public sealed interface Change {
    /** The run's state now. */
    LiveState state();

    /** It began, or was going on when somebody subscribed. */
    record Began(LiveState state) implements Change {}

    /** It moved on. */
    record Moved(LiveState state) implements Change {}

    /** It is over, or was killed. */
    record Ended(LiveState state) implements Change {}
  }

  /** The states of the runs that are going on, oldest first. */
  public List<LiveState> now() {
    lock.lock();
    try {
      return live.values().stream().map(FollowedRecord::state).toList();
    } finally {
      lock.unlock();
    }
  }

  /** The state of a run that is going on, and has not ended since the last {@link #look}. */
  public Optional<LiveState> now(String id) {
    lock.lock();
    try {
      return Optional.ofNullable(live.get(id))
          .filter(run -> running.test(run.record().path()))
          .map(FollowedRecord::state);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the end of a run is still to be reported, as a {@link Change.Ended}. */
  public boolean follows(String id) {
    lock.lock();
    try {
      return live.containsKey(id);
    } finally {
      lock.unlock();
    }
  }

  /** Begins to report changes to somebody; the first ones are the runs that are going on. */
  public Subscription subscribe() {
    lock.lock();
    try {
      Subscription subscription = new Subscription(subscribers::remove);
      live.values().forEach(run -> subscription.put(new Change.Began(run.state())));
      subscribers.add(subscription);
      return subscription;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Finds new runs and reads what the others have added to their records.
   *
   * @throws IOException when the folder of the records cannot be read
   */
  public void look() throws IOException {
    lock.lock();
    try {
      begun();
      for (FollowedRecord run : List.copyOf(live.values())) {
        LiveState before = run.state();
        LiveState now = run.follow();
        if (!before.equals(now)) {
          publish(new Change.Moved(now));
        }
        if (!running.test(run.record().path())) {
          // What it added before its mark was gone.
          LiveState last = run.follow();
          live.remove(last.id());
          over.add(last.id());
          publish(new Change.Ended(last));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void begun() throws IOException {
    for (RunDirectory record : unknown()) {
      if (running.test(record.path())) {
        FollowedRecord run = new FollowedRecord(record, clock.instant());
        live.put(record.id(), run);
        publish(new Change.Began(run.follow()));
      } else if (!isYoung(record)) {
        over.add(record.id());
      }
    }
  }

  /** Records that were not there, or not marked, the last time. */
  private List<RunDirectory> unknown() throws IOException {
    List<RunDirectory> unknown = new ArrayList<>();
    if (!Files.isDirectory(folders.path())) {
      return unknown;
    }
    FileTime changed = Files.getLastModifiedTime(folders.path());
    // A folder changes when something is put into it; while it is young, its runs may be, too.
    if (changed.toInstant().plus(YOUNG).isBefore(listed)) {
      return unknown;
    }
    listed = clock.instant();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folders.path())) {
      for (Path folder : all) {
        String id = String.valueOf(folder.getFileName());
        if (!over.contains(id) && !live.containsKey(id)) {
          folders.find(id).ifPresent(unknown::add);
        }
      }
    }
    return unknown;
  }

  private boolean isYoung(RunDirectory record) throws IOException {
    try {
      return Files.getLastModifiedTime(record.path())
          .toInstant()
          .plus(YOUNG)
          .isAfter(clock.instant());
    } catch (NoSuchFileException e) {
      return false; // removed meanwhile
    }
  }

  private void publish(Change change) {
    subscribers.forEach(subscriber -> subscriber.put(change));
  }
}
