package dev.bootwitness.gallery;

import dev.bootwitness.gallery.Segment.Content;
import java.io.IOException;

/**
 * Spark with Debian's systemd as its init, without udev: seconds to the login prompt where a whole
 * distribution takes a minute.
 */
final class SystemdSpark {

  private static final String UNITS = "/lib/systemd/system/";
  private static final String WANTED = "/etc/systemd/system/multi-user.target.wants/";

  private SystemdSpark() {}

  /** A system that is well, in which all units named in {@code more} are. */
  static Exhibit row(String name) throws IOException, InterruptedException {
    return row(name, "");
  }

  static Exhibit row(String name, String words) throws IOException, InterruptedException {
    Segment system = system();
    return Spark.row(name, Spark.SERIAL + " rdinit=/lib/systemd/systemd " + words)
        .over(files -> files.and(system))
        .spec("machine", "{memory: 384MiB, cpus: 1}");
  }

  /** A unit that belongs to the boot, of these lines. */
  static Segment unit(Segment files, String name, String... lines) {
    return files
        .text(UNITS + name, String.join("\n", lines) + "\n")
        .with(WANTED + name, new Content.Link(UNITS + name));
  }

  private static Segment system() throws IOException, InterruptedException {
    Segment system =
        HostPrograms.of(
                "/lib/systemd/systemd",
                "/lib/systemd/systemd-journald",
                "/lib/systemd/systemd-shutdown",
                "/lib/systemd/systemd-sulogin-shell",
                "/lib/systemd/system-generators/systemd-fstab-generator",
                "/lib/systemd/system-generators/systemd-debug-generator",
                "/bin/systemctl",
                "/bin/journalctl",
                "/bin/mount",
                "/sbin/sulogin")
            .and(HostPrograms.folder("/lib/systemd/system", ".target", ".slice"))
            .and(
                HostPrograms.folder(
                    "/lib/systemd/system",
                    "journald.service",
                    "journald.socket",
                    "journald-dev-log.socket",
                    "emergency.service",
                    "rescue.service",
                    "systemd-poweroff.service",
                    "systemd-reboot.service",
                    "systemd-halt.service"))
            .with(
                "/etc/systemd/system/default.target", new Content.Link(UNITS + "multi-user.target"))
            .text("/etc/fstab", "")
            .text("/etc/machine-id", "0123456789abcdef0123456789abcdef\n");
    for (String early :
        new String[] {"systemd-journald.socket", "systemd-journald-dev-log.socket"}) {
      system =
          system.with(
              "/etc/systemd/system/sockets.target.wants/" + early, new Content.Link(UNITS + early));
    }
    system =
        system.with(
            "/etc/systemd/system/sysinit.target.wants/systemd-journald.service",
            new Content.Link(UNITS + "systemd-journald.service"));
    system =
        unit(
            system,
            "spark-setup.service",
            """
            [Unit]
            Description=Drivers and network of spark
            [Service]
            Type=oneshot
            RemainAfterExit=yes
            ExecStart=/gallery/setup
            """);
    system =
        system.script(
            "/gallery/setup",
            """
            #!/bin/sh
            export PATH=/bin
            hostname -F /etc/hostname
            modprobe virtio_pci
            for device in /sys/bus/virtio/devices/*/modalias; do
              read -r alias < "$device"
              modprobe -q "$alias"
            done
            mkdir -p /dev/virtio-ports
            for port in /sys/class/virtio-ports/*/name; do
              [ -e "$port" ] || break
              read -r name < "$port"
              device=${port%/name}
              ln -s "/dev/${device##*/}" "/dev/virtio-ports/$name"
            done
            """);
    return unit(
        system,
        "console-getty.service",
        """
        [Unit]
        Description=Login on the first serial port
        After=spark-setup.service
        [Service]
        Type=idle
        Restart=always
        ExecStart=/sbin/getty -L 115200 ttyS0 vt102
        UtmpIdentifier=ttyS0
        TTYPath=/dev/ttyS0
        TTYReset=yes
        IgnoreSIGPIPE=no
        SendSIGHUP=yes
        """);
  }
}
