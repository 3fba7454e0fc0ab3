package dev.bootwitness.gallery;

import java.nio.file.Path;

/** Specs of guests that stop before anybody is logged in, for tests of who enters them. */
public final class StoppedGuests {

  private StoppedGuests() {}

  /** Stops at the prompt of emergency mode, at its second boot; returns the spec. */
  public static Path emergency(Path folder) throws Exception {
    return brokenFstab(folder).spec("keep", "failure").prepare(folder);
  }

  /** Stops at GRUB's prompt; returns the spec. */
  public static Path grub(Path folder) throws Exception {
    return Exhibit.of(
            "grub",
            Disks.grub(
                "serial --unit=0 --speed=115200\nterminal_input serial\nterminal_output serial\n",
                "serial",
                "terminal",
                "normal"))
        .spec("machine", "{memory: 256MiB, cpus: 1, network: none}")
        .spec("keep", "failure")
        .prepare(folder);
  }

  /** The system of {@link SystemdSpark} with an /etc/fstab that lasts. */
  static Exhibit brokenFstab(Path folder) throws Exception {
    return SystemdSpark.row("broken-fstab", "rdinit=/gallery/persist")
        .over(files ->
            files.script(
                "/gallery/persist",
                """
                #!/bin/sh
                export PATH=/bin
                mount -t proc proc /proc
                mount -t sysfs sysfs /sys
                mount -t devtmpfs devtmpfs /dev
                modprobe virtio_pci
                modprobe virtio_blk
                mkdir -p /persist
                mount -t ext4 /dev/vda /persist
                [ ! -e /persist/fstab ] || cp /persist/fstab /etc/fstab
                umount /persist /dev /sys /proc
                exec /lib/systemd/systemd
                """))
        .spec(
            "machine",
            "{memory: 384MiB, cpus: 1, disks: [{name: etc, image: %s}]}"
                .formatted(Disks.ext4(folder)))
        .spec(
            "steps",
            """

              - {name: well, run: systemctl is-system-running --wait, prints: running, within: 20s}
              - name: break fstab
                run: mount -t ext4 /dev/vda /persist && echo '/dev/disk/by-label/DATA /data ext4 x-systemd.device-timeout=3s 0 2' > /persist/fstab && umount /persist
              - reboot
              - {name: never asked, run: 'true'}
            """);
  }
}
