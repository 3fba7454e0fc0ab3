package dev.bootwitness.machine.storage;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a machine that was frozen: its memory, the state of its devices, and what its guest
 * had written to disks. They are read-only; any number of clones may share them.
 *
 * @param directory their directory, absolute; it must not be moved while a clone runs
 */
public record FrozenMachine(Path directory) {

  /**
   * Whether the memory is a file of its own, which clones share. What was itself a clone has it in
   * the devices' state, since QEMU holds no file with what that clone has written.
   */
  public boolean hasMemoryFile() {
    return Files.exists(memory());
  }

  /** The guest's memory, in full length; zeros are holes. Absent if it is among the devices. */
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
