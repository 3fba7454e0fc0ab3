package dev.bootwitness.machine.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The private files of one machine, all absolute.
 *
 * @param qmpSocket where this program listens and QEMU connects with its monitor
 * @param moreSerialSockets the same for the serial ports but the first
 * @param sideSocket the same for the side channel's virtio-serial port
 * @param tpmSocket where swtpm listens and QEMU connects; null when there is no TPM
 * @param overlay takes the writes to a boot disk; null when there is no boot disk
 * @param dataDisks one qcow2 file per data disk, in the order of the config
 * @param uefi null when the firmware is not UEFI
 */
public record MachineFiles(
    Path qmpSocket,
    List<Path> moreSerialSockets,
    Path sideSocket,
    @Nullable Path tpmSocket,
    @Nullable Path overlay,
    List<Path> dataDisks,
    @Nullable Uefi uefi) {

  public MachineFiles {
    moreSerialSockets = List.copyOf(moreSerialSockets);
    dataDisks = List.copyOf(dataDisks);
  }

  /** The files the guest writes to, by names that are the same in every machine of one config. */
  public List<Path> written() {
    List<Path> written = new ArrayList<>(dataDisks);
    if (overlay != null) {
      written.add(overlay);
    }
    if (uefi != null) {
      written.add(uefi.vars());
    }
    return List.copyOf(written);
  }

  /** The disks that the guest may write to, the boot disk first. */
  public List<Path> disks() {
    List<Path> disks = new ArrayList<>();
    if (overlay != null) {
      disks.add(overlay);
    }
    disks.addAll(dataDisks);
    return List.copyOf(disks);
  }

  /**
   * The two flash chips of a UEFI firmware.
   *
   * @param code the host's own file, only read
   * @param vars this machine's copy of the variable store
   */
  public record Uefi(Path code, Path vars) {}
}
