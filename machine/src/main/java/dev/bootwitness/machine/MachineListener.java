package dev.bootwitness.machine;

import dev.bootwitness.machine.qmp.QmpEvent;

/**
 * Hears what a machine reports while it runs.
 *
 * <p>Each method is called by one thread at a time, but the two may be called at once. They must
 * not block: QEMU's next report waits for them.
 */
public interface MachineListener {

  /** QEMU wrote a line to stderr or stdout; at most 4096 characters, without its line end. */
  default void qemuSaid(String line) {}

  /** QEMU reported an event. */
  default void qmpEvent(QmpEvent event) {}
}
