package dev.bootwitness.diagnosis;

import static dev.bootwitness.diagnosis.RuleExample.ex;

import dev.bootwitness.record.Stage;
import java.util.List;

/** Examples of the rules for initrds. */
final class InitrdRuleExamples {
  private InitrdRuleExamples() {}

  static final List<RuleExample> ALL =
      List.of(
          ex(
              "storage-module-missing",
              Stage.INITRD,
              "modprobe: FATAL: Module nvme not found in directory /lib/modules/6.1.0-50-amd64",
              "nvme",
              "modprobe: FATAL: Module fuse not found in directory /lib/modules/6.1.0-50-amd64"),
          ex(
              "systemd-root-timeout",
              Stage.INITRD,
              "[ TIME ] Timed out waiting for device /dev/disk/by-uuid/3c4b.",
              "/dev/disk/by-uuid/3c4b",
              "         Expecting device /dev/disk/by-uuid/3c4b..."),
          ex(
              "mkinitcpio-root-missing",
              Stage.INITRD,
              "ERROR: device '/dev/sda9' not found. Skipping fsck.",
              "/dev/sda9",
              "Waiting 10 seconds for device /dev/sda9 ..."),
          ex(
              "nixos-root-missing",
              Stage.INITRD,
              "Timed out waiting for device /dev/disk/by-label/nixos, trying to mount anyway.",
              "/dev/disk/by-label/nixos",
              "waiting for device /dev/disk/by-label/nixos to appear..."),
          ex(
              "alpine-mount-failed",
              Stage.INITRD,
              " * Mounting boot media: failed.",
              "boot media",
              " * Mounting boot media: ok."),
          ex(
              "alpine-emergency",
              Stage.INITRD,
              "initramfs emergency recovery shell launched. Type 'exit' to continue boot",
              "Alpine",
              "Alpine Init 3.10.0-r0"),
          ex(
              "root-device-gave-up",
              Stage.INITRD,
              "Gave up waiting for root file system device.  Common problems:",
              "gave up",
              "Gave up waiting for suspend/resume device"),
          ex(
              "root-device-alert",
              Stage.INITRD,
              "ALERT!  UUID=1234-ABCD does not exist.  Dropping to a shell!",
              "UUID=1234-ABCD",
              "Begin: Waiting for root file system ..."),
          ex(
              "dracut-root-missing",
              Stage.INITRD,
              "[  185.1] dracut-initqueue[312]: Warning: /dev/disk/by-uuid/1234 does not exist",
              "/dev/disk/by-uuid/1234",
              "[  125.1] dracut-initqueue[312]: Warning: dracut-initqueue: timeout, still waiting for following initqueue hooks:"),
          ex(
              "live-medium-missing",
              Stage.INITRD,
              "Unable to find a medium containing a live file system",
              "live file system",
              "Begin: Looking for a medium containing a live file system"),
          ex(
              "live-image-unmountable",
              Stage.INITRD,
              "Can not mount /dev/loop0 (/run/live/medium/live/filesystem.squashfs) on /run/live/rootfs",
              "/run/live/medium/live/filesystem.squashfs",
              "mounting /dev/loop0 on /run/live/rootfs"),
          ex(
              "busybox-mount-failed",
              Stage.INITRD,
              "mount: mounting /dev/vda1 on /root failed: Invalid argument",
              "/dev/vda1 on /root failed: Invalid argument",
              "mount: mounting /dev on /root/dev failed: No such file or directory"),
          ex(
              "root-mount-failed",
              Stage.INITRD,
              "Failed to mount /dev/vda1 as root file system.",
              "/dev/vda1",
              "[FAILED] Failed to mount data.mount - /data."),
          ex(
              "initramfs-shell",
              Stage.INITRD,
              "BusyBox v1.35.0 (Debian 1:1.35.0-4+b3) built-in shell (ash)",
              "shell",
              "init started: BusyBox v1.35.0 (Debian 1:1.35.0-4+b3)"),
          ex("initramfs-prompt", Stage.INITRD, "(initramfs) ", "(initramfs)", "(initramfs) exit"),
          ex(
              "dracut-emergency",
              Stage.INITRD,
              "Entering emergency mode. Exit the shell to continue.",
              "emergency",
              "[  OK  ] Started dracut-emergency.path"),
          ex(
              "nixos-stage-1-failed",
              Stage.INITRD,
              "An error occurred in stage 1 of the boot process, which must mount the",
              "NixOS",
              "<<< NixOS Stage 1 >>>"),
          ex(
              "squashfs-unsupported",
              Stage.INITRD,
              "[    2.013000] SQUASHFS error: Filesystem uses \"zstd\" compression. This is not supported",
              "zstd",
              "[    5.115770] SQUASHFS error: zstd decompression failed, data probably corrupt"),
          ex(
              "busybox-root-missing",
              Stage.INITRD,
              " * Mounting root: mount: mounting UUID=0b1c on /sysroot failed: No such file or directory",
              "UUID=0b1c",
              "mount: mounting /dev on /root/dev failed: No such file or directory"),
          ex(
              "mount-refused",
              Stage.INITRD,
              "[    5.130000] dracut-initqueue[512]: mount: /run/initramfs/squashfs: wrong fs type, bad option, bad superblock on /dev/loop0, missing codepage or helper program, or other error.",
              "/run/initramfs/squashfs",
              "[    5.130000] dracut-initqueue[512]: mount: /dev/sr0 mounted on /run/initramfs/live."),
          ex(
              "live-image-refused",
              Stage.INITRD,
              "[    5.140000] dracut-initqueue[512]: Failed to mount block device of live image",
              "block device of live image",
              "[    5.130000] dracut-initqueue[512]: mount: /dev/sr0 mounted on /run/initramfs/live."),
          ex(
              "recovery-shell",
              Stage.INITRD,
              "You are being dropped to a recovery shell",
              "recovery shell",
              "recovery shell disabled"),
          ex(
              "alpine-mounting",
              Stage.INITRD,
              " * Mounting boot media: [    1.066929] virtio-pci 0000:00:02.0: leaving for legacy driver",
              "boot media",
              " * Mounting boot media: ok."),
          ex(
              "zfs-pool-not-imported",
              Stage.INITRD,
              "cannot import 'rpool': pool was previously in use from another system.",
              "rpool",
              "Begin: Importing ZFS root pool 'rpool' ... done."),
          ex(
              "encrypted-device-missing",
              Stage.INITRD,
              "  ALERT! encrypted source device UUID=3c8e does not exist, can't unlock vda5_crypt.",
              "UUID=3c8e",
              "cryptsetup: Waiting for encrypted source device UUID=3c8e..."),
          ex(
              "not-unlocked",
              Stage.INITRD,
              "cryptsetup: ERROR: vda3_crypt: maximum number of tries exceeded",
              "tries",
              "cryptsetup: vda3_crypt: set up successfully"),
          ex(
              "shell-instead-of-root",
              Stage.INITRD,
              "Something is wrong, starting recovery shell",
              "recovery shell",
              "Type exit if you do not want an emergency shell"),
          ex(
              "dracut-fatal",
              Stage.INITRD,
              "[    9.118823] dracut: FATAL: no partition id setup found",
              "no partition id",
              "[    9.118823] dracut: Mounted root filesystem /dev/vda2"),
          ex(
              "initramfs-without-root",
              Stage.INITRD,
              "Fatal error occurred - Could not locate linux data",
              "linux data",
              "* Looking for linux data ....."),
          ex(
              "guix-root-missing",
              Stage.INITRD,
              "ERROR: failed to resolve partition \"1b2c3d4e\"",
              "1b2c3d4e",
              "waiting for partition '1b2c3d4e' to appear..."),
          ex(
              "petalinux-root-missing",
              Stage.INITRD,
              "Device /dev/mmcblk0p2 not found",
              "/dev/mmcblk0p2",
              "Waiting for /dev/mmcblk0p2 to pop up (attempt 10)"),
          ex(
              "yocto-no-root",
              Stage.INITRD,
              "ERROR: There's no '/dev' on rootfs.",
              "rootfs",
              "Mounting /dev on rootfs."),
          ex(
              "ostree-root-missing",
              Stage.INITRD,
              "ostree-prepare-root[202]: ostree-prepare-root: Couldn't find specified OSTree root '/sysroot//ostree/boot.1/x/0': No such file or directory",
              "/sysroot//ostree",
              "ostree-prepare-root[202]: Resolved OSTree target to: /sysroot/ostree/deploy/x"));
}
