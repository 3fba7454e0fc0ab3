package dev.bootwitness.machine.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of a user: one folder each, named by its key.
 *
 * <p>A checkpoint is trusted when length, inode and times of all its files are unchanged since it
 * was made, in the same boot of the host, and the checksums of manifest and devices' state are
 * correct. When one of these differs, or after a boot of the host, all checksums are computed.
 * Silent damage by the disk in between is not noticed.
 *
 * <p>A user of a checkpoint holds a shared lock on its key; replacing or removing it takes an
 * exclusive lock. Thread-safe; any number of processes.
 */
public final class CheckpointStore {

  private static final String MAKING = ".making-";

  private final Path root;
  private final String hostBoot;

  /**
   * A store in a folder, which is created when needed.
   *
   * @param hostBoot names the present boot of the host
   */
  public CheckpointStore(Path root, String hostBoot) {
    this.root = root.toAbsolutePath();
    this.hostBoot = hostBoot;
  }

  /** A store for the present boot of this host. */
  public static CheckpointStore at(Path root) {
    String boot;
    try {
      boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      boot = ""; // where /proc is not mounted, as if the host never booted
    }
    return new CheckpointStore(root, boot);
  }

  /** Where the checkpoints lie. */
  public Path root() {
    return root;
  }

  /**
   * Looks for a checkpoint, checks it, and removes it when it is damaged.
   *
   * @throws IOException when the store itself cannot be read or written
   */
  public Lookup find(CheckpointKey key) throws IOException {
    if (!Files.isDirectory(folder(key))) {
      return new Lookup.Missing();
    }
    Optional<UseLock> lock = UseLock.shared(lockFile(key.id(), "use"));
    if (lock.isEmpty() || !Files.isDirectory(folder(key))) {
      lock.ifPresent(UseLock::close);
      return new Lookup.Missing();
    }
    boolean found = false;
    try {
      Optional<Manifest> manifest = Manifest.read(folder(key));
      Optional<String> damage = damage(key, manifest);
      if (damage.isEmpty() && manifest.isPresent()) {
        found = true;
        touch(key);
        return new Lookup.Found(
            new HeldCheckpoint(folder(key), manifest.get().about(), lock.get()));
      }
      lock.get().close();
      boolean _ = remove(key.id());
      return new Lookup.Damaged(damage.orElse("its manifest is damaged"));
    } finally {
      if (!found) {
        lock.get().close();
      }
    }
  }

  /** What is wrong with it; empty when nothing is. */
  private Optional<String> damage(CheckpointKey key, Optional<Manifest> read) throws IOException {
    if (read.isEmpty() || !read.get().key().equals(key.id())) {
      return Optional.of("its manifest is missing, damaged or of another checkpoint");
    }
    Manifest manifest = read.get();
    Path folder = folder(key);
    boolean sure = manifest.hostBoot().equals(hostBoot) && !hostBoot.isEmpty();
    for (FileSeal seal : manifest.files()) {
      sure = sure && seal.untouched(folder);
    }
    List<FileSeal> restamped = new ArrayList<>();
    for (FileSeal seal : manifest.files()) {
      boolean check = !sure || seal.name().equals("devices");
      if (check && !seal.whole(folder)) {
        return Optional.of("its file " + seal.name() + " is missing or has changed");
      }
      restamped.add(seal.restamped(folder));
    }
    if (!sure) {
      manifest.checked(hostBoot, restamped).write(folder);
    }
    return Optional.empty();
  }

  private void touch(CheckpointKey key) {
    try {
      Files.setLastModifiedTime(folder(key).resolve(Manifest.NAME), FileTime.from(Instant.now()));
    } catch (IOException e) {
      // It will appear less recently used than it is.
    }
  }

  /** The right to make a checkpoint of this key; empty while another run has it. */
  public Optional<CheckpointReservation> reserve(CheckpointKey key) throws IOException {
    return UseLock.exclusive(lockFile(key.id(), "make"))
        .map(lock -> new CheckpointReservation(this, key, lock));
  }

  /** Removes one; false when runs use it, or there is none. */
  public boolean remove(String id) throws IOException {
    Path folder = root.resolve(new CheckpointKey(id).id());
    if (!Files.isDirectory(folder)) {
      return false;
    }
    Optional<UseLock> alone = UseLock.exclusive(lockFile(id, "use"));
    if (alone.isEmpty()) {
      return false;
    }
    try (UseLock _ = alone.get()) {
      Folders.remove(folder);
      return true;
    }
  }

  /** All checkpoints, the most recently used first. */
  public List<Stored> list() throws IOException {
    List<Stored> stored = new ArrayList<>();
    for (Path folder : folders("[0-9a-f]{32}")) {
      try {
        stored.add(stored(folder));
      } catch (NoSuchFileException e) {
        // Another process has just removed it.
      }
    }
    stored.sort(Comparator.comparing(Stored::used).reversed());
    return List.copyOf(stored);
  }

  private Stored stored(Path folder) throws IOException {
    String id = folder.getFileName().toString();
    Optional<Manifest> manifest = Manifest.read(folder);
    Path newest = folder.resolve(Manifest.NAME);
    Optional<UseLock> alone = UseLock.exclusive(lockFile(id, "use"));
    alone.ifPresent(UseLock::close);
    return new Stored(
        id,
        manifest
            .filter(m -> m.files().stream().allMatch(file -> file.fits(folder)))
            .map(Manifest::about),
        manifest.map(m -> m.files().stream().mapToLong(FileSeal::stored).sum()).orElse(0L),
        Files.getLastModifiedTime(Files.exists(newest) ? newest : folder).toInstant(),
        alone.isEmpty());
  }

  /**
   * Removes the least recently used checkpoints until the rest is within a budget, and what killed
   * runs left unfinished; never removes one in use.
   *
   * @param budgetBytes zero removes all that can be removed
   * @return what was removed
   */
  public List<Stored> prune(long budgetBytes) throws IOException {
    for (Path unfinished : folders("\\.making-[0-9a-f]{32}")) {
      String id = unfinished.getFileName().toString().substring(MAKING.length());
      Optional<UseLock> right = UseLock.exclusive(lockFile(id, "make"));
      if (right.isPresent()) {
        try (UseLock _ = right.get()) {
          Folders.remove(unfinished);
        }
      }
    }
    List<Stored> oldestLast = list();
    long total = oldestLast.stream().mapToLong(Stored::bytes).sum();
    List<Stored> removed = new ArrayList<>();
    for (Stored checkpoint : oldestLast.reversed()) {
      boolean mustGo = total > budgetBytes || checkpoint.about().isEmpty();
      if (mustGo && remove(checkpoint.id())) {
        total -= checkpoint.bytes();
        removed.add(checkpoint);
      }
    }
    return List.copyOf(removed);
  }

  private List<Path> folders(String name) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(path -> path.getFileName().toString().matches(name)).toList();
    }
  }

  Path folder(CheckpointKey key) {
    return root.resolve(key.id());
  }

  Path makingFolder(CheckpointKey key) {
    return root.resolve(MAKING + key.id());
  }

  String hostBoot() {
    return hostBoot;
  }

  Optional<UseLock> alone(CheckpointKey key) throws IOException {
    return UseLock.exclusive(lockFile(key.id(), "use"));
  }

  private Path lockFile(String id, String what) throws IOException {
    return Folders.createPrivate(root).resolve("." + id + "." + what);
  }
}
