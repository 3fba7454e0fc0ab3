package dev.bootwitness.machine;

import dev.bootwitness.machine.qmp.QmpEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes events on and keeps the reason of the last SHUTDOWN, which QEMU's exit status lacks. */
final class ShutdownReason implements Consumer<QmpEvent> {

  private final MachineListener listener;
  private volatile @Nullable String reason;

  ShutdownReason(MachineListener listener) {
    this.listener = listener;
  }

  @Override
  public void accept(QmpEvent event) {
    if (event instanceof QmpEvent.Shutdown shutdown) {
      reason = shutdown.reason();
    }
    listener.qmpEvent(event);
  }

  /** The reason; null when QEMU sent none. */
  @Nullable String get() {
    return reason;
  }
}
