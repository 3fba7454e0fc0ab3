package dev.bootwitness.machine;

import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.OwnedProcess;
import dev.bootwitness.machine.qemu.QemuArguments;
import dev.bootwitness.machine.qmp.QmpClient;
import dev.bootwitness.machine.qmp.QmpCommand;
import dev.bootwitness.machine.qmp.QmpEvent;
import dev.bootwitness.machine.storage.MachineFiles;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Plugs data disks into a running machine and pulls them out. It hears QEMU's events, since only an
 * event says that a disk is gone. Thread-safe.
 */
final class DiskSlots {

  private final MachineConfig config;
  private final MachineFiles files;
  private final Leavings leavings;

  DiskSlots(MachineConfig config, MachineFiles files, Leavings leavings) {
    this.config = config;
    this.files = files;
    this.leavings = leavings;
  }

  /** Passes QEMU's events on and notices which devices have left. */
  static final class Leavings implements Consumer<QmpEvent> {
    private final Consumer<QmpEvent> next;
    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    Leavings(Consumer<QmpEvent> next) {
      this.next = next;
    }

    @Override
    public void accept(QmpEvent event) {
      if (event instanceof QmpEvent.DeviceDeleted gone) {
        CompletableFuture<Void> waiting = awaited.remove(gone.device());
        if (waiting != null) {
          waiting.complete(null);
        }
      }
      next.accept(event);
    }
  }

  void plug(int disk, QmpClient qmp, OwnedProcess process)
      throws MachineException, InterruptedException {
    String device = QemuArguments.diskDevice(config, files, movable(disk));
    // The human monitor takes the words of the command line; QMP would want each value's type.
    String answer =
        MachineLauncher.await(
            process, qmp.execute(QmpCommand.monitor("device_add " + device)), "a disk's arrival");
    if (!answer.isBlank()) {
      throw new MachineException(new MachineFailure.MonitorRefused(answer.strip()));
    }
  }

  boolean pull(int disk, Duration patience, QmpClient qmp, OwnedProcess process)
      throws MachineException, InterruptedException {
    String id = QemuArguments.diskId(movable(disk));
    CompletableFuture<Void> gone =
        leavings.awaited.computeIfAbsent(id, _ -> new CompletableFuture<>());
    MachineLauncher.await(process, qmp.execute(QmpCommand.unplug(id)), "a disk's removal");
    try {
      gone.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private int movable(int disk) {
    if (config.dataDisks().get(disk).presence() == DataDisk.Presence.FIXED) {
      throw new IllegalArgumentException("data disk " + disk + " was not declared to come or go");
    }
    return disk;
  }
}
