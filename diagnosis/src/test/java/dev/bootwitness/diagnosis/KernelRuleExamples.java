package dev.bootwitness.diagnosis;

import static dev.bootwitness.diagnosis.RuleExample.ex;

import dev.bootwitness.record.Stage;
import java.util.List;

/** Examples of the rules for the kernel. */
final class KernelRuleExamples {
  private KernelRuleExamples() {}

  static final List<RuleExample> ALL =
      List.of(
          ex(
              "trusty-panic",
              Stage.KERNEL,
              "[  740.950561] trusty: panic (caller 0xffffffffe0002314): failed(-5) to start app 6",
              "Trusty",
              "[  740.950561] trusty: trusty_app 6: entry 0x00008640"),
          ex(
              "lava-test-failed",
              Stage.LOGIN,
              "[   21.923250] <LAVA_SIGNAL_TESTCASE TEST_CASE_ID=emerg RESULT=fail UNITS=lines>",
              "emerg",
              "[   21.923250] <LAVA_SIGNAL_TESTCASE TEST_CASE_ID=emerg RESULT=pass UNITS=lines>"),
          ex(
              "init-not-executable",
              Stage.KERNEL,
              "[    1.234567] Failed to execute /init (error -8)",
              "not built for the machine",
              "[    1.234567] Failed to execute /init (error -12)"),
          ex(
              "init-without-interpreter",
              Stage.KERNEL,
              "[    1.234567] Starting init: /sbin/init exists but couldn't execute it (error -2)",
              "does not exist",
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
          ex(
              "overlay-unreadable",
              Stage.INITRD,
              "[    3.410000] overlayfs: failed to get inode (-5)",
              "overlayfs",
              "[    4.655910] overlayfs: \"xino\" feature enabled using 2 upper inode bits."),
          ex(
              "medium-error",
              Stage.USERSPACE,
              "[    9.012345] critical medium error, dev sda, sector 2048 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2",
              "sda",
              "[    9.012345] sd 0:0:0:0: [sda] Attached SCSI disk"));
}
