package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class BundledRulesTest {
  private static final List<Rule> RULES = Rules.bundled();

  private final RuleEngine engine = RuleEngine.bundled();

  /**
   * @param stage where the rule is tried
   * @param fires text on which it fires
   * @param detail a part of the detail it then gives
   * @param misses text that is nearly the same and means something else
   */
  record Example(String rule, Stage stage, String fires, String detail, String misses) {}

  private static Example ex(String rule, Stage stage, String fires, String detail, String misses) {
    return new Example(rule, stage, fires, detail, misses);
  }

  static final List<Example> EXAMPLES =
      List.of(
          ex(
              "seabios-no-bootable-device",
              Stage.FIRMWARE,
              "No bootable device.  Retrying in 60 seconds.",
              "SeaBIOS",
              "Boot failed: not a bootable disk"),
          ex(
              "ovmf-no-bootable-option",
              Stage.FIRMWARE,
              "BdsDxe: No bootable option or device was found.",
              "UEFI",
              "BdsDxe: failed to load Boot0001 \"UEFI QEMU DVD-ROM\": Not Found"),
          ex("uefi-shell-prompt", Stage.FIRMWARE, "Shell> ", "UEFI", "Shell> echo -off"),
          ex(
              "grub-file-not-found",
              Stage.LOADER,
              "error: file `/boot/vmlinuz-6.1.0' not found.",
              "/boot/vmlinuz-6.1.0",
              "error: file `/boot/grub/fonts/unicode.pf2' not found."),
          ex(
              "grub-no-such-device",
              Stage.LOADER,
              "error: no such device: 1234-ABCD.",
              "1234-ABCD",
              "error: no suitable video mode found."),
          ex(
              "grub-configuration",
              Stage.LOADER,
              "error: ../../grub-core/script/function.c:119:can't find command `linuks'.",
              "linuks",
              "error: no suitable video mode found."),
          ex(
              "grub-gives-up",
              Stage.LOADER,
              "  Failed to boot both default and fallback entries.",
              "back to its menu",
              "  Booting a command list"),
          ex(
              "grub-kernel-refused",
              Stage.LOADER,
              "error: ../../grub-core/loader/i386/linux.c:690:invalid magic number.",
              "invalid magic number",
              "error: no suitable video mode found."),
          ex(
              "init-not-executable",
              Stage.KERNEL,
              "[    1.234567] Failed to execute /init (error -8)",
              "another processor",
              "[    1.234567] Failed to execute /init (error -12)"),
          ex(
              "init-without-interpreter",
              Stage.KERNEL,
              "[    1.234567] Starting init: /sbin/init exists but couldn't execute it (error -2)",
              "is not there",
              "[    1.234567] Run /sbin/init as init process"),
          ex(
              "init-not-permitted",
              Stage.KERNEL,
              "[    1.234567] Failed to execute /init (error -13)",
              "may not be executed",
              "[    1.234567] Failed to execute /init (error -1)"),
          ex(
              "kernel-for-another-processor",
              Stage.LOADER,
              "This kernel requires an x86-64 CPU, but only detected an i686 CPU.",
              "x86-64",
              "This kernel requires nothing of the kind"),
          ex(
              "program-for-another-processor",
              Stage.INITRD,
              "Fatal glibc error: CPU does not support x86-64-v2",
              "x86-64-v2",
              "Fatal glibc error: cannot get entropy for arc4random"),
          ex(
              "storage-module-missing",
              Stage.INITRD,
              "modprobe: FATAL: Module nvme not found in directory /lib/modules/6.1.0-50-amd64",
              "nvme",
              "modprobe: FATAL: Module fuse not found in directory /lib/modules/6.1.0-50-amd64"),
          ex(
              "no-room",
              Stage.USERSPACE,
              "cp: error writing '/var/lib/app/state': No space left on device",
              "No space left",
              "cp: cannot stat '/var/lib/app/state': No such file or directory"),
          ex(
              "not-writable",
              Stage.USERSPACE,
              "touch: cannot touch '/var/lib/app/state': Read-only file system",
              "Read-only",
              "ln: failed to create symbolic link '/root/x': Read-only file system"),
          ex(
              "pam-module",
              Stage.LOGIN,
              "Nov 25 22:00:00 spark auth.err login: PAM unable to dlopen(pam_absent.so): /lib/security/pam_absent.so: cannot open shared object file",
              "pam_absent.so",
              "Nov 25 22:00:00 spark auth.info login: pam_unix(login:session): session opened"),
          ex(
              "init-program-not-executable",
              Stage.INITRD,
              "can't run '/etc/init.d/rcS': Permission denied",
              "/etc/init.d/rcS",
              "can't run '/etc/init.d/rcS': Resource temporarily unavailable"),
          ex(
              "getty-login-missing",
              Stage.LOGIN,
              "getty: ttyS0: can't execute '/sbin/login-ng'",
              "/sbin/login-ng",
              "getty: ttyS0: input/output error"),
          ex(
              "grub-no-kernel",
              Stage.LOADER,
              "error: ../../grub-core/loader/i386/linux.c:1:you need to load the kernel first.",
              "kernel",
              "error: no suitable video mode found."),
          ex(
              "grub-rescue",
              Stage.LOADER,
              "Entering rescue mode...",
              "GRUB",
              "Entering recovery mode of the menu"),
          ex(
              "grub-rescue-prompt",
              Stage.LOADER,
              "grub rescue> ",
              "grub rescue>",
              "grub rescue> ls"),
          ex("grub-prompt", Stage.LOADER, "grub> ", "grub>", "grub> boot"),
          ex("syslinux-prompt", Stage.LOADER, "boot: ", "boot:", "boot: linux single"),
          ex(
              "syslinux-kernel-not-found",
              Stage.LOADER,
              "Could not find kernel image: linux",
              "linux",
              "Loading linux... ok"),
          ex(
              "syslinux-load-failed",
              Stage.LOADER,
              "Loading /boot/bzImage... failed: No such file or directory",
              "/boot/bzImage: No such file",
              "Loading /boot/bzImage... ok"),
          ex(
              "syslinux-no-configuration",
              Stage.LOADER,
              "No DEFAULT or UI configuration directive found!",
              "No DEFAULT",
              "Automatic boot in 10 seconds..."),
          ex(
              "systemd-boot-load-failed",
              Stage.LOADER,
              "Error loading \\EFI\\nixos\\kernel.efi: Not Found",
              "\\EFI\\nixos\\kernel.efi: Not Found",
              "Error loading the wallpaper, using none"),
          ex(
              "panic-no-root",
              Stage.KERNEL,
              "[    1.234567] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)",
              "on unknown-block(0,0)",
              "[    1.234567] VFS: Mounted root (ext4 filesystem) readonly on device 254:1."),
          ex(
              "root-cannot-open",
              Stage.KERNEL,
              "[    1.2] VFS: Cannot open root device \"vda9\" or unknown-block(0,0): error -6",
              "\"vda9\"",
              "[    1.2] VFS: Disk quotas dquot_6.6.0"),
          ex(
              "panic-no-init",
              Stage.INITRD,
              "[    1.234567] Kernel panic - not syncing: No working init found.  Try passing init= option to kernel.",
              "No working init found",
              "[    1.234567] Run /init as init process"),
          ex(
              "panic-init-ended",
              Stage.INITRD,
              "[    1.234567] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100",
              "exitcode=0x00000100",
              "[    1.234567] Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b"),
          ex(
              "panic-init-killed",
              Stage.USERSPACE,
              "[    1.234567] Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000008b",
              "0x0000008b",
              "[    1.234567] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000000"),
          ex(
              "panic-init-program-missing",
              Stage.INITRD,
              "[    1.234567] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00007f00",
              "status 127",
              "[    1.234567] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000f00"),
          ex(
              "initramfs-no-init",
              Stage.INITRD,
              "No init found. Try passing init= bootarg.",
              "no init",
              "init found at /sbin/init"),
          ex(
              "panic-out-of-memory",
              Stage.KERNEL,
              "[    1.234567] Kernel panic - not syncing: System is deadlocked on memory",
              "deadlocked",
              "[    1.234567] Memory: 471480K/523768K available"),
          ex(
              "panic",
              Stage.KERNEL,
              "[    1.234567] Kernel panic - not syncing: Fatal exception in interrupt",
              "Fatal exception in interrupt",
              "[    1.234567] ---[ end Kernel panic - not syncing: Fatal exception in interrupt ]---"),
          ex(
              "oops",
              Stage.USERSPACE,
              "[   11.234567] BUG: kernel NULL pointer dereference, address: 0000000000000000",
              "NULL pointer",
              "[   11.234567] traps: a.out[99] general protection fault ip:401000 sp:7ffe error:0 in a.out"),
          ex(
              "soft-lockup",
              Stage.USERSPACE,
              "[   60.234567] watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [swapper/0:1]",
              "for 22 s, in swapper/0:1",
              "[   60.234567] watchdog: BUG: soft lockup - CPU#0 stuck for 67s! [swapper/0:1]"),
          ex(
              "soft-lockup-long",
              Stage.USERSPACE,
              "[   60.234567] watchdog: BUG: soft lockup - CPU#0 stuck for 67s! [swapper/0:1]",
              "for 67 s, in swapper/0:1",
              "[   60.234567] watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [swapper/0:1]"),
          ex(
              "hard-lockup",
              Stage.KERNEL,
              "[   60.234567] NMI watchdog: Watchdog detected hard LOCKUP on cpu 1",
              "processor 1",
              "[   60.234567] NMI watchdog: Enabled. Permanently consumes one hw-PMU counter."),
          ex(
              "rcu-stall",
              Stage.KERNEL,
              "[   60.234567] rcu: INFO: rcu_preempt self-detected stall on CPU",
              "rcu_preempt",
              "[    0.234567] rcu: Preemptible hierarchical RCU implementation."),
          ex(
              "hung-task",
              Stage.USERSPACE,
              "[  242.234567] INFO: task kworker/0:1:12 blocked for more than 120 seconds.",
              "kworker/0:1",
              "[  242.234567] INFO: lockdep is turned off."),
          ex(
              "oom-killed",
              Stage.USERSPACE,
              "[   42.234567] Out of memory: Killed process 412 (stress) total-vm:12kB, anon-rss:8kB",
              "killed stress",
              "[   42.234567] Started systemd-oomd.service - Userspace Out-Of-Memory (OOM) Killer."),
          ex(
              "io-error",
              Stage.USERSPACE,
              "[   75.115770] I/O error, dev vda, sector 0 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2",
              "vda",
              "[   75.115770] I/O error, dev fd0, sector 0 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2"),
          ex(
              "filesystem-error",
              Stage.INITRD,
              "[    5.115770] EXT4-fs error (device vda1): ext4_lookup:1858: inode #2: comm ls: deleted inode",
              "vda1",
              "[    5.115770] EXT4-fs (vda1): mounted filesystem with ordered data mode."),
          ex(
              "squashfs-error",
              Stage.USERSPACE,
              "[   45.115770] SQUASHFS error: Unable to read metadata cache entry [4d2c]",
              "metadata cache",
              "[    5.115770] squashfs: version 4.0 (2009/01/31) Phillip Lougher"),
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
              "getty-respawning",
              Stage.USERSPACE,
              "INIT: Id \"S0\" respawning too fast: disabled for 5 minutes",
              "S0",
              "INIT: Entering runlevel: 2"),
          ex(
              "getty-failed",
              Stage.USERSPACE,
              "[   31.000000] systemd[1]: serial-getty@ttyS0.service: Start request repeated too quickly.",
              "ttyS0",
              "systemd[1]: serial-getty@ttyS0.service: Deactivated successfully."),
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
              "sysv-maintenance",
              Stage.POWER_ON,
              "*** An error occurred during the file system check.",
              "init stopped",
              "Give root password for the test account: ********"),
          ex(
              "emergency-mode",
              Stage.USERSPACE,
              "You are in emergency mode. After logging in, type \"journalctl -xb\" to view",
              "emergency",
              "[  OK  ] Stopped emergency.service - Emergency Shell."),
          ex(
              "maintenance-prompt",
              Stage.USERSPACE,
              "Press Enter for maintenance",
              "maintenance",
              "Press Enter to activate this console"),
          ex(
              "unit-failed",
              Stage.USERSPACE,
              "[FAILED] Failed to start nginx.service - A web server.",
              "nginx.service",
              "[FAILED] Failed unmounting iso.mount - /iso."),
          ex(
              "unit-failed-by-description",
              Stage.USERSPACE,
              "[FAILED] Failed to start Network Time Synchronization.",
              "\"Network Time Synchronization\"",
              "[FAILED] Failed to start nginx.service - A web server."),
          ex(
              "unit-failed-result",
              Stage.USERSPACE,
              "[   11.234567] systemd[1]: nginx.service: Failed with result 'exit-code'.",
              "nginx.service failed with result exit-code",
              "[   11.234567] systemd[1]: nginx.service: Deactivated successfully."),
          ex(
              "pre-nixos-failed",
              Stage.LOGIN,
              "pre-nixos: Provisioning failed.",
              "pre-nixos.service",
              "pre-nixos: Storage provisioning completed automatically."),
          ex(
              "openrc-failed",
              Stage.USERSPACE,
              " * ERROR: networking failed to start",
              "networking",
              " * Starting networking ... [ ok ]"),
          ex(
              "ordering-cycle",
              Stage.USERSPACE,
              "[ SKIP ] Ordering cycle found, skipping paths.target - Path Units",
              "paths.target",
              "[  OK  ] Reached target paths.target - Path Units."),
          ex(
              "start-job-timeout",
              Stage.USERSPACE,
              "[ TIME ] Timed out waiting for device dev-vdb.device - /dev/vdb.",
              "dev-vdb.device",
              "[ ***  ] (1 of 5) A start job is running for /dev/ttyS0 (31s / 1min 30s)"),
          ex(
              "start-operation-timeout",
              Stage.USERSPACE,
              "[   99.234567] systemd[1]: slow.service: start operation timed out. Terminating.",
              "slow.service",
              "[   99.234567] systemd[1]: slow.service: stop-sigterm timed out. Killing."),
          ex(
              "exec-missing",
              Stage.USERSPACE,
              "[   9.234567] (serve)[412]: app.service: Failed at step EXEC spawning /usr/bin/serve: No such file or directory",
              "/usr/bin/serve",
              "[   9.234567] app.service: Failed at step CHDIR spawning /usr/bin/serve: No such file or directory"),
          ex(
              "command-not-found",
              Stage.USERSPACE,
              "-bash: frobnicate: command not found",
              "frobnicate",
              "  Volume group \"main\" not found"),
          ex(
              "script-program-missing",
              Stage.USERSPACE,
              "/etc/rc.local: line 3: frobnicate: command not found",
              "frobnicate in line 3",
              "/scripts/local-block/mdadm: line 42: mdadm: not found"),
          ex(
              "shim-load-failed",
              Stage.FIRMWARE,
              "Failed to open \\EFI\\BOOT\\grubx64.efi - Not Found",
              "grubx64.efi",
              "Failed to open the fallback list, going on"),
          ex(
              "ipxe-nothing-to-boot",
              Stage.FIRMWARE,
              "Nothing to boot: No such file or directory (https://ipxe.org/2d03e13b)",
              "No such file",
              "iPXE 1.0.0+ -- Open Source Network Boot Firmware -- https://ipxe.org"),
          ex(
              "initramfs-damaged",
              Stage.KERNEL,
              "[    0.612345] Initramfs unpacking failed: invalid magic at start of compressed archive",
              "invalid magic",
              "[    0.612345] Trying to unpack rootfs image as initramfs..."),
          ex(
              "optical-io-error",
              Stage.INITRD,
              "[   11.208700] print_req_error: I/O error, dev sr0, sector 1443776",
              "sr0",
              "[    9.123456] I/O error, dev sr0, sector 1443776 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 2"),
          ex(
              "medium-sense",
              Stage.INITRD,
              "[    9.012345] sd 0:0:0:0: [sda] tag#12 Sense Key : Medium Error [current]",
              "sda",
              "[    9.012345] sr 1:0:0:0: [sr0] tag#0 Sense Key : Illegal Request [current]"),
          ex(
              "verity-corrupted",
              Stage.USERSPACE,
              "[    1.480019] device-mapper: verity: 254:1: data block 1024 is corrupted",
              "1024",
              "[    1.480019] device-mapper: verity: sha256 using implementation \"sha256-generic\""),
          ex(
              "nvme-dead",
              Stage.INITRD,
              "[   61.440221] nvme nvme0: Device not ready; aborting initialisation, CSTS=0x0",
              "not ready",
              "[    1.440221] nvme nvme0: 2/0/0 default/read/poll queues"),
          ex(
              "disk-trouble",
              Stage.INITRD,
              "[    2.111221] ata1.00: failed command: READ FPDMA QUEUED",
              "READ FPDMA",
              "[    2.303100] ata2: SATA link down (SStatus 0 SControl 300)"),
          ex(
              "filesystem-unmountable",
              Stage.INITRD,
              "[    2.111221] EXT4-fs (vda1): error loading journal",
              "journal",
              "[    2.102100] EXT4-fs (vda1): VFS: Can't find ext4 filesystem"),
          ex(
              "unreadable-init",
              Stage.USERSPACE,
              "[    2.013000] Starting init: /sbin/init exists but couldn't execute it (error -5)",
              "error -5",
              "[    2.013000] Starting init: /sbin/init exists but couldn't execute it (error -8)"),
          ex(
              "squashfs-unsupported",
              Stage.INITRD,
              "[    2.013000] SQUASHFS error: Filesystem uses \"zstd\" compression. This is not supported",
              "zstd",
              "[    5.115770] SQUASHFS error: zstd decompression failed, data probably corrupt"),
          ex(
              "workqueue-lockup",
              Stage.USERSPACE,
              "[   90.434890] BUG: workqueue lockup - pool cpus=0 flags=0x4 nice=0 stuck for 57s!",
              "57 s",
              "[    6.003967] workqueue: drm_fb_helper_damage_work hogged CPU for >10000us 4 times, consider switching to WQ_UNBOUND"),
          ex(
              "oom-invoked",
              Stage.USERSPACE,
              "[   30.100000] stress invoked oom-killer: gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=0",
              "stress",
              "[   30.100000] oom_reaper: reaped process 812 (stress), now anon-rss:0kB"),
          ex(
              "oom-of-a-unit",
              Stage.USERSPACE,
              "[   30.100000] systemd[1]: app.service: A process of this unit has been killed by the OOM killer.",
              "app.service",
              "[   30.100000] systemd[1]: systemd-oomd.service: Deactivated successfully."),
          ex("uboot-prompt", Stage.FIRMWARE, "=> ", "U-Boot", "=> printenv bootcmd"),
          ex(
              "uboot-no-kernel",
              Stage.LOADER,
              "Wrong Image Format for bootm command",
              "Wrong Image",
              "## Booting kernel from Legacy Image at 82000000 ..."),
          ex(
              "busybox-root-missing",
              Stage.INITRD,
              " * Mounting root: mount: mounting UUID=0b1c on /sysroot failed: No such file or directory",
              "UUID=0b1c",
              "mount: mounting /dev on /root/dev failed: No such file or directory"),
          ex(
              "sysv-script-failed",
              Stage.USERSPACE,
              "[FAIL] Starting web server: nginx failed!",
              "nginx",
              "Starting Dropbear SSH server: dropbear."),
          ex(
              "serial-getty-waits-for-its-line",
              Stage.USERSPACE,
              "[DEPEND] Dependency failed for serial-getty@ttyS0.service - Serial Getty on ttyS0.",
              "ttyS0",
              "[DEPEND] Dependency failed for data.mount - /data."),
          ex(
              "overlay-unreadable",
              Stage.INITRD,
              "[    3.410000] overlayfs: failed to get inode (-5)",
              "overlayfs",
              "[    4.655910] overlayfs: \"xino\" feature enabled using 2 upper inode bits."),
          ex(
              "mount-refused",
              Stage.INITRD,
              "[    5.130000] dracut-initqueue[512]: mount: /run/initramfs/squashfs: wrong fs type, bad option, bad superblock on /dev/loop0, missing codepage or helper program, or other error.",
              "/run/initramfs/squashfs",
              "[    5.130000] dracut-initqueue[512]: mount: /dev/sr0 mounted on /run/initramfs/live."),
          ex(
              "medium-error",
              Stage.USERSPACE,
              "[    9.012345] critical medium error, dev sda, sector 2048 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2",
              "sda",
              "[    9.012345] sd 0:0:0:0: [sda] Attached SCSI disk"),
          ex(
              "recovery-shell",
              Stage.INITRD,
              "You are being dropped to a recovery shell",
              "recovery shell",
              "recovery shell disabled"),
          ex(
              "exec-failed-status",
              Stage.USERSPACE,
              "[   12.345678] systemd[1]: app.service: Main process exited, code=exited, status=203/EXEC",
              "app.service",
              "[   12.345678] systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE"),
          ex(
              "init-program-missing",
              Stage.INITRD,
              "can't run '/sbin/agetty': No such file or directory",
              "/sbin/agetty",
              "can't open '/dev/tty2': No such file or directory"),
          ex(
              "systemd-frozen",
              Stage.USERSPACE,
              "[!!!!!!] Failed to start default target, freezing.",
              "default target",
              "[  OK  ] Reached target Freezing things."),
          ex(
              "segfault",
              Stage.USERSPACE,
              "[   12.234567] serve[412]: segfault at 0 ip 0000000000401136 sp 00007ffd error 6 in serve[401000+1000]",
              "serve",
              "[    1.234567] init[1]: segfault at 0 ip 0000000000400078 sp 00007ffd error 6 in init[400000+1000]"),
          ex(
              "core-dumped",
              Stage.USERSPACE,
              "[   12.234567] systemd-coredump[420]: Process 412 (serve) of user 0 dumped core.",
              "serve",
              "[  OK  ] Listening on systemd-coredump.socket - Process Core Dump Socket."),
          ex(
              "traceback",
              Stage.USERSPACE,
              "cloud-init[400]: Traceback (most recent call last):",
              "Python",
              "cloud-init[400]: no traceback available"),
          ex(
              "power-down",
              Stage.USERSPACE,
              "[   20.827367] reboot: Power down",
              "Power down",
              "[    1.827367] reboot: Power off not available: System halted instead"),
          ex(
              "restart",
              Stage.USERSPACE,
              "[   20.827367] reboot: Restarting system",
              "Restarting",
              "[   20.827367] systemd[1]: Restarting system logger"),
          ex(
              "storage-detection-error",
              Stage.LOGIN,
              "pre-nixos: Storage detection encountered an error; provisioning ran in plan-only mode.",
              "plan-only",
              "pre-nixos: Storage provisioning ran in plan-only mode."));

  private Stream<RuleMatch> matches(Stage stage, String text) {
    return Stream.concat(engine.line(stage, text).stream(), engine.prompt(stage, text).stream());
  }

  private static Rule rule(String id) {
    return RULES.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void aRuleFiresOnItsTextAndNotOnItsNearMiss(Example example) {
    assertThat(matches(example.stage(), example.fires()))
        .filteredOn(match -> match.rule().id().equals(example.rule()))
        .singleElement()
        .satisfies(match -> assertThat(match.detail()).contains(example.detail()));
    assertThat(matches(example.stage(), example.misses()))
        .extracting(match -> match.rule().id())
        .doesNotContain(example.rule());
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void oneTextHasOneCause(Example example) {
    assertThat(matches(example.stage(), example.fires()))
        .extracting(match -> match.rule().cause().id())
        .containsOnly(rule(example.rule()).cause().id());
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void noRuleFiresOnceAShellIsReady(Example example) {
    assertThat(matches(Stage.READY, example.fires())).isEmpty();
  }

  @Test
  void everyRuleHasItsExample() {
    assertThat(RULES)
        .filteredOn(rule -> rule.channel() == Rule.Channel.SERIAL)
        .extracting(Rule::id)
        .containsExactlyInAnyOrderElementsOf(EXAMPLES.stream().map(Example::rule).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          script-program-missing | /etc/init.d/rcS: 12: start-network: not found
          script-program-missing | /init: line 7: switch_root: not found
          init-program-missing   | INIT: cannot execute "/sbin/getty"
          rcu-stall              | INFO: rcu_sched self-detected stall on CPU
          rcu-stall              | [  103.088153] rcu: rcu_preempt kthread starved for 38227 jiffies! g-1127 f0x0 RCU_GP_WAIT_FQS(5) ->state=0x402 ->cpu=1
          rcu-stall              | [    5.002846] rcu: INFO: rcu_sched detected expedited stalls on CPUs/tasks: { 3-... } 12 jiffies s: 25 root: 0x4008/.
          hung-task              | [  242.748762] INFO: task systemd-udevd:212 blocked in I/O wait for more than 120 seconds.
          oom-killed             | [   61.234567] Killed process 812 (stress) total-vm:1048576kB, anon-rss:524288kB, file-rss:0kB, shmem-rss:0kB
          oom-killed             | [   61.234567] Memory cgroup out of memory: Killed process 812 (stress) total-vm:1048576kB
          soft-lockup            | [   48.090228] NMI watchdog: BUG: soft lockup - CPU#1 stuck for 41s! [migration/1:12]
          emergency-mode         | [  OK  ] Reached target emergency.target - Emergency Mode.
          unit-failed-result     | systemd[1]: app.service: Start request repeated too quickly.
          systemd-frozen         | [    3.123456] systemd[1]: Freezing execution.
          systemd-frozen         | systemd[1]: Caught <SEGV>, dumped core as pid 213.
          segfault               | [   12.234567] traps: serve[412] general protection fault ip:55d sp:7ff error:0 in serve[55d+1]
          """)
  void otherWordsForTheSameFireItToo(String rule, String text) {
    assertThat(matches(Stage.USERSPACE, text))
        .extracting(match -> match.rule().id())
        .containsExactly(rule);
  }

  @Test
  void knownNoiseFiresNothing() {
    assertThat(
            Stream.of(
                "[   14.978648] /dev/root: Can't open blockdev",
                "kbd_mode: KDSKBMODE: Inappropriate ioctl for device",
                "[   75.115770] Buffer I/O error on dev fd0, logical block 0, async page read",
                "  Volume group \"main\" not found",
                "[FAILED] Failed unmounting /iso.",
                "ln: failed to create symbolic link '/root/.nix-defexpr/channels/channels': Read-only file system"))
        .allSatisfy(noise -> {
          for (Stage stage : Stage.values()) {
            assertThat(matches(stage, noise)).as("at %s", stage.id()).isEmpty();
          }
        });
  }

  @Test
  void aLoginShellsBannerIsNoEmergency() {
    assertThat(matches(Stage.LOGIN, "BusyBox v1.35.0 (Debian) built-in shell (ash)")).isEmpty();
  }
}
