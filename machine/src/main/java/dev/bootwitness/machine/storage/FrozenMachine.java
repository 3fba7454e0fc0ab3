package dev.bootwitness.machine.storage;

import java.nio.file.Path;

/**
 * The files of a machine that was frozen: its memory, the state of its devices, and what its guest
 * had written to disks. They are read-only; any number of clones may share them.
 *
 * @param directory their directory, absolute; it must not be moved while a clone runs
 */
public record FrozenMachine(Path directory) {

  /** The guest's memory, in full length; zeros are holes. */
  public Path memory() {
    return directory.resolve("memory");
  }

  /** The devices' state, in QEMU's migration format. */
  public Path devices() {
    return directory.resolve("devices");
  }

  /** A disk as it was then: a copy of the machine's own file of that name. */
  public Path disk(Path own) {
    return directory.resolve(own.getFileName().toString());
  }
}
