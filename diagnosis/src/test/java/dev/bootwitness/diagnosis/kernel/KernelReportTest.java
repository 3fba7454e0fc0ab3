package dev.bootwitness.diagnosis.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelReportTest {

  /** As printed by lib/dump_stack.c and arch/x86/kernel/dumpstack.c. */
  private static Optional<String> title(String report) {
    String[] lines = report.split("\n", -1);
    KernelReport kernel = new KernelReport(lines[0]);
    for (int i = 1; i < lines.length; i++) {
      kernel.line(lines[i]);
    }
    return kernel.title();
  }

  @Test
  void theFirstFunctionThatOnlyReportsLocksOrCopiesIsSkipped() {
    assertThat(
            title(
                """
                BUG: KASAN: slab-out-of-bounds in memcpy+0x1d/0x40
                Write of size 8 at addr ffff888105c3a000 by task a/1
                Call Trace:
                 dump_stack+0x194/0x257
                 kasan_report+0x37/0x50
                 memcpy+0x1d/0x40
                 sample_fill.isra.0+0x22/0x60
                 __x64_sys_ioctl+0x6f/0x1b0
                """))
        .hasValue("KASAN: slab-out-of-bounds Write in sample_fill");
  }

  @Test
  void aReportWithoutItsTraceIsTorn() {
    assertThat(title("general protection fault: 0000 [#1] SMP\n"))
        .hasValue("general protection fault in corrupted");
  }

  @Test
  void registersNameTheFunctionBeforeTheTrace() {
    assertThat(
            title(
                """
                BUG: kernel NULL pointer dereference, address: 0000000000000010
                RIP: 0010:sample_open+0x12/0x40
                Call Trace:
                 do_dentry_open+0x1d/0x40
                """))
        .hasValue("BUG: unable to handle kernel NULL pointer dereference in sample_open");
  }

  @Test
  void aLockReportNamesWhoTakesTheLock() {
    assertThat(
            title(
                """
                WARNING: possible circular locking dependency detected
                mount/102 is trying to acquire lock:
                ffff888103d0c0e0 (&sb->s_umount){++++}-{3:3}, at: sample_freeze+0x41/0x120
                but task is already holding lock:
                ffff888101e2a128 (&disk->open_mutex){+.+.}-{3:3}, at: blkdev_open+0x6f/0x1b0
                """))
        .hasValue("possible deadlock in sample_freeze");
  }

  @Test
  void aStallIsNamedAfterTheCallThatContainsTheLoop() {
    assertThat(
            title(
                """
                rcu: INFO: rcu_preempt self-detected stall on CPU
                Call Trace:
                 <IRQ>
                 dump_stack+0x194/0x257
                 apic_timer_interrupt+0xf/0x20
                 </IRQ>
                RIP: 0010:_raw_spin_unlock_irqrestore+0x8c/0xe0
                 sample_step+0x10/0x20
                 sample_ioctl+0x10/0x20
                 do_vfs_ioctl+0x10/0x20
                 __x64_sys_ioctl+0x6f/0x1b0
                """))
        .hasValue("INFO: rcu detected stall in sample_ioctl");
  }

  @Test
  void anArmTraceNamesTheCalledFunctionFirst() {
    assertThat(
            title(
                """
                BUG: scheduling while atomic: sh/1/0x00000002
                [<8010b3ec>] (dump_backtrace) from [<8010b6dc>] (show_stack+0x18/0x1c)
                [<8010b6c4>] (show_stack) from [<8040b6dc>] (sample_wait+0x18/0x1c)
                [<8040b6c4>] (sample_wait) from [<8050b6dc>] (sample_read+0x18/0x1c)
                """))
        .hasValue("BUG: scheduling while atomic in sample_wait");
  }

  @Test
  void whatIsNoReportHasNoTitle() {
    assertThat(title("EXT4-fs error (device vda1): bad entry\n")).isEmpty();
  }
}
