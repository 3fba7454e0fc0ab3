package dev.bootwitness.prenixos.machine;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A disk that is plugged into a {@link ThawedGuest}.
 *
 * @param image its bytes, raw; they stay when the machine ends
 * @param serial also its name in QEMU; two disks may show the same one, see {@code shown}
 * @param shown the serial that the guest sees; empty for none
 * @param device QEMU's device with its options, without drive and serial
 * @param source what the drive reads: raw, or raw with errors
 */
record GuestDisk(Path image, String serial, String shown, String device, String source) {
  private static final String RAW = "driver=raw,file.driver=file,file.filename=%s";
  private static final String BROKEN =
      "driver=raw,file.driver=blkdebug,file.image.driver=file,file.image.filename=%s"
          + ",file.inject-error.0.event=none,file.inject-error.0.iotype=read,file.inject-error.0.errno=5";

  /** rotation_rate 1 stands for an SSD (SBC-3, block device characteristics page). */
  static GuestDisk ssd(Path folder, String serial, int mib) throws IOException {
    return blank(folder, serial, mib, "scsi-hd,bus=scsi0.0,rotation_rate=1");
  }

  static GuestDisk hdd(Path folder, String serial, int mib) throws IOException {
    return blank(folder, serial, mib, "scsi-hd,bus=scsi0.0,rotation_rate=7200");
  }

  static GuestDisk usb(Path folder, String serial, int mib) throws IOException {
    return blank(folder, serial, mib, "usb-storage,bus=usb.0");
  }

  /** Only one port is left for it. */
  static GuestDisk nvme(Path folder, String serial, int mib) throws IOException {
    return blank(folder, serial, mib, "nvme,bus=port0");
  }

  static GuestDisk optical(Path image, String serial) {
    return new GuestDisk(image, serial, serial, "scsi-cd,bus=scsi0.0", RAW + ",read-only=on");
  }

  private static GuestDisk blank(Path folder, String serial, int mib, String device)
      throws IOException {
    Path image = GuestBoot.blank(folder.resolve(serial), (long) mib << 20);
    return new GuestDisk(image, serial, serial, device, RAW);
  }

  GuestDisk with(String option) {
    return new GuestDisk(image, serial, shown, device + "," + option, source);
  }

  GuestDisk showing(String another) {
    return new GuestDisk(image, serial, another, device, source);
  }

  /** Every read fails with EIO (QEMU docs/devel/blkdebug.rst). */
  GuestDisk unreadable() {
    return new GuestDisk(image, serial, shown, device, BROKEN);
  }

  String drive() {
    return "if=none,id=" + id() + "," + String.format(java.util.Locale.ROOT, source, image);
  }

  String deviceOptions() {
    String[] parts = device.split(",", 2);
    String more = parts.length > 1 ? "," + parts[1] : "";
    return parts[0]
        + ",id=dev"
        + id()
        + ",drive="
        + id()
        + (shown.isEmpty() ? "" : ",serial=" + shown)
        + more;
  }

  String id() {
    return "d" + serial.replaceAll("\\W", "");
  }
}
