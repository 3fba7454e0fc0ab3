package dev.bootwitness.machine.host;

import java.io.IOException;
import java.nio.file.Path;

/** Something left by a run whose process is gone, which that process would have removed. */
public sealed interface Leftover {

  /** What it is, where, and whose it was, for a person. */
  String describe();

  /** Removes it, or ends it; does nothing if it is gone. */
  void remove() throws IOException;

  /**
   * A private directory.
   *
   * @param owner id of the process that made it
   * @param bytes size of what is in it
   */
  record Directory(Path path, long owner, long bytes) implements Leftover {
    @Override
    public String describe() {
      return "%s (%d KiB) of process %d, which is gone".formatted(path, bytes / 1024, owner);
    }

    @Override
    public void remove() throws IOException {
      PrivateDirectory.remove(path);
    }
  }

  /** A QEMU that is still running without its owner. */
  record Qemu(ProcessHandle process, long owner) implements Leftover {
    @Override
    public String describe() {
      return "QEMU, process %d, of process %d, which is gone".formatted(process.pid(), owner);
    }

    /** The handle knows when its process started, so another one with its id is left alone. */
    @Override
    public void remove() {
      process.destroyForcibly();
    }
  }
}
