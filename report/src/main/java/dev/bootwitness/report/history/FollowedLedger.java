package dev.bootwitness.report.history;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A project's ledger that is kept in memory, for a program that is asked again and again: only the
 * lines that were added since the last time are read.
 *
 * <p>The ledger is read as a whole when it was replaced, and when there is a record that it lacks
 * (its run was killed). Thread-safe.
 */
public final class FollowedLedger {

  private static final Comparator<LedgerEntry> IN_TIME =
      Comparator.comparing(LedgerEntry::beganAt).thenComparing(LedgerEntry::run);

  private final Ledger ledger;
  private final Predicate<Path> running;
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable Object file;
  private long read;
  private @Nullable List<LedgerEntry> runs;
  private Set<String> known = Set.of();

  /** Records that are no run's: they have nothing to judge. */
  private final Set<String> hopeless = new HashSet<>();

  /**
   * Follows a project's ledger.
   *
   * @param project the folder that holds {@code .bootwitness}
   * @param running whether the run of that folder is still going on; it is then omitted
   */
  public FollowedLedger(Path project, Predicate<Path> running) {
    this.ledger = Ledger.of(project);
    this.running = running;
  }

  /**
   * All runs that are over, oldest first, as they are now.
   *
   * @throws IOException when the ledger or the folder of the records cannot be read
   */
  public List<LedgerEntry> runs() throws IOException {
    lock.lock();
    try {
      List<LedgerEntry> before = runs;
      BasicFileAttributes now = attributes();
      if (before == null || now == null || !now.fileKey().equals(file) || now.size() < read) {
        return whole();
      }
      List<LedgerEntry> all = now.size() > read ? added(before) : before;
      return lacksRecord() ? whole() : all;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable BasicFileAttributes attributes() throws IOException {
    try {
      return Files.readAttributes(ledger.file().path(), BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private List<LedgerEntry> whole() throws IOException {
    // What is added meanwhile is read the next time, if need be once more.
    BasicFileAttributes now = attributes();
    file = now == null ? null : now.fileKey();
    read = now == null ? 0 : ledger.file().wholeLines(now.size());
    List<LedgerEntry> kept = keep(ledger.history(running).runs());
    hopeless.addAll(unlisted());
    return kept;
  }

  private List<LedgerEntry> added(List<LedgerEntry> before) throws IOException {
    LedgerFile.Added added = ledger.file().from(read);
    read = added.end();
    Map<String, LedgerEntry> all = new LinkedHashMap<>();
    before.forEach(run -> all.put(run.run(), run));
    added.lines().stream()
        .flatMap(line -> LedgerEntryJson.read(line).stream())
        .forEach(run -> all.put(run.run(), run));
    return keep(all.values().stream().sorted(IN_TIME).toList());
  }

  private List<LedgerEntry> keep(List<LedgerEntry> all) {
    Set<String> ids = HashSet.newHashSet(all.size());
    all.forEach(run -> ids.add(run.run()));
    known = ids;
    runs = List.copyOf(all);
    return runs;
  }

  private boolean lacksRecord() throws IOException {
    return !unlisted().isEmpty();
  }

  /** Records of runs that are over, yet have no line. */
  private List<String> unlisted() throws IOException {
    List<String> unlisted = new ArrayList<>();
    if (!Files.isDirectory(ledger.runs())) {
      return unlisted;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(ledger.runs())) {
      for (Path folder : folders) {
        String id = String.valueOf(folder.getFileName());
        if (!known.contains(id)
            && !hopeless.contains(id)
            && Files.exists(folder.resolve("events.jsonl"))
            && !Files.isSymbolicLink(folder)
            && !running.test(folder)) {
          unlisted.add(id);
        }
      }
    }
    return unlisted;
  }
}
