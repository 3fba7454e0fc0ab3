package dev.bootwitness.machine.checkpoint;

import dev.bootwitness.machine.host.SparseCopy;
import dev.bootwitness.machine.storage.FreezeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to make one checkpoint, held by one run on this host. The checkpoint is placed
 * completely or, by {@link #close}, not at all.
 */
public final class CheckpointReservation implements AutoCloseable {

  private final CheckpointStore store;
  private final CheckpointKey key;
  private final UseLock lock;
  private final AtomicBoolean closed = new AtomicBoolean();

  CheckpointReservation(CheckpointStore store, CheckpointKey key, UseLock lock) {
    this.store = store;
    this.key = key;
    this.lock = lock;
  }

  /** An empty folder of mode 0700 to freeze into. */
  public Path folder() throws IOException {
    Path folder = store.makingFolder(key);
    Folders.remove(folder);
    return Folders.createPrivate(folder);
  }

  /**
   * Makes the content of {@link #folder} the checkpoint of this key, replacing any older one.
   *
   * @return false when runs still use an older one; nothing is kept in that case
   */
  public boolean place(FreezeResult frozen, About about) throws IOException {
    Path folder = store.makingFolder(key);
    List<FileSeal> seals = new ArrayList<>();
    for (Map.Entry<Path, SparseCopy.Content> file : frozen.files().entrySet()) {
      seals.add(FileSeal.of(file.getKey(), file.getValue()));
    }
    new Manifest(key.id(), about, store.hostBoot(), seals).write(folder);
    Optional<UseLock> alone = store.alone(key);
    if (alone.isEmpty()) {
      return false;
    }
    try (UseLock _ = alone.get()) {
      Folders.remove(store.folder(key));
      Files.move(folder, store.folder(key), StandardCopyOption.ATOMIC_MOVE);
    }
    return true;
  }

  /** Releases the right; anything not placed is removed. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return; // by now the folder may belong to another run
    }
    try {
      Folders.remove(store.makingFolder(key));
    } catch (IOException e) {
      // The next run that makes it, or prune, removes the rest.
    } finally {
      lock.close();
    }
  }
}
