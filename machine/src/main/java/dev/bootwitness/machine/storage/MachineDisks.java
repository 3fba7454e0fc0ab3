package dev.bootwitness.machine.storage;

import dev.bootwitness.machine.host.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What stays of a machine that is switched off: its disks, firmware variables and the state of its
 * TPM. A machine of the same config can be started with them ({@link MachineStart.Again}) and then
 * owns them; {@link #close} removes them. Not thread-safe.
 */
public final class MachineDisks implements AutoCloseable {

  private final PrivateDirectory directory;
  private boolean owned = true;

  MachineDisks(PrivateDirectory directory) {
    this.directory = directory;
  }

  /** A file of theirs. */
  Path file(String name) {
    return directory.file(name);
  }

  /** Where they are. */
  public Path path() {
    return directory.path();
  }

  /** The directory, which belongs to the caller from now on. */
  PrivateDirectory release() {
    if (!owned) {
      throw new IllegalStateException("a machine has these disks already");
    }
    owned = false;
    return directory;
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      owned = false;
      directory.close();
    }
  }
}
