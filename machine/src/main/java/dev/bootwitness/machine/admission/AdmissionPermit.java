package dev.bootwitness.machine.admission;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to have a machine, until {@link #close} or the end of this process, however it ends.
 * Thread-safe; what cannot be written to the ledger is skipped, and the machine continues.
 */
public final class AdmissionPermit implements AutoCloseable {

  private final ReentrantLock lock = new ReentrantLock();
  private final MachineRegistry.Entry entry;
  private MachineRegistry.Line line;
  private boolean closed;

  AdmissionPermit(MachineRegistry.Entry entry, MachineRegistry.Line line) {
    this.entry = entry;
    this.line = line;
  }

  /** QEMU is running: its real memory use can be looked up. */
  public void runs(long pid) {
    write(pid, line.boots());
  }

  /** The boot is over: the core is free for another machine. */
  public void booted() {
    write(line.pid(), false);
  }

  private void write(long pid, boolean boots) {
    lock.lock();
    try {
      if (!closed && (pid != line.pid() || boots != line.boots())) {
        line = line.with(pid, boots);
        entry.write(line);
      }
    } catch (IOException e) {
      // Others then assume that it holds more than it does.
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        entry.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
