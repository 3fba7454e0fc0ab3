package dev.bootwitness.machine.checkpoint;

import dev.bootwitness.machine.storage.MachineStart;
import java.nio.file.Path;
import java.util.Optional;

/** A checkpoint that cannot be removed while this is open. */
public final class HeldCheckpoint implements AutoCloseable {

  private final Path folder;
  private final About about;
  private final UseLock lock;

  HeldCheckpoint(Path folder, About about, UseLock lock) {
    this.folder = folder;
    this.about = about;
    this.lock = lock;
  }

  /** What was frozen. */
  public About about() {
    return about;
  }

  /** How to start it without its spec; empty for one of an older version. */
  public Optional<MachineRecipe> recipe() {
    return MachineRecipe.read(folder);
  }

  /** How to start a clone of it. */
  public MachineStart origin() {
    return MachineStart.of(folder);
  }

  @Override
  public void close() {
    lock.close();
  }
}
