package dev.bootwitness.machine;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files one machine has to itself, all absolute.
 *
 * @param qmpSocket where this program listens and QEMU connects with its monitor
 * @param serialSocket the same for the first serial port
 * @param sideSocket the same for the side channel's virtio-serial port
 * @param overlay takes the writes to a boot disk; null when there is no boot disk
 * @param dataDisks one qcow2 file a data disk, in the order of the config
 * @param uefi null when the firmware is the BIOS
 */
record MachineFiles(
    Path qmpSocket,
    Path serialSocket,
    Path sideSocket,
    @Nullable Path overlay,
    List<Path> dataDisks,
    @Nullable Uefi uefi) {

  MachineFiles {
    dataDisks = List.copyOf(dataDisks);
  }

  /**
   * OVMF's two flash chips.
   *
   * @param code the host's own file, only read
   * @param vars this machine's copy of the variable store
   */
  record Uefi(Path code, Path vars) {}
}
