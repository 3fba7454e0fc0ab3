package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.JournalText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.stage.StageSigns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.safere.Pattern;

/**
 * Tells whether a line behind a shell's prompt is the machine's own word, and of now, or what a
 * command printed; and whether the guest ends because it was told to. Not thread-safe.
 */
public final class SpeakerAttribution {
  private static final Pattern STATUS = Pattern.compile("^\\[ *(?:OK|FAILED|TIME|DEPEND) *\\] ");
  private static final Pattern FIRMWARE =
      Pattern.compile("SeaBIOS \\(version|^UEFI firmware \\(version");
  private static final Pattern READS_LOGS =
      Pattern.compile(
          "\\b(?:dmesg|journalctl|cat|less|more|tail|head|grep|zcat|sed|awk|strings)\\b");

  /** What is no text of anybody: reading it may make the kernel speak. */
  private static final Pattern READS_DEVICE = Pattern.compile("(?:^|[ =<])/(?:dev|proc|sys)/");

  /** Prints what the kernel said before. */
  private static final Pattern PRINTS_KERNEL_LOG =
      Pattern.compile("\\b(?:dmesg|journalctl)\\b|/var/log/|/dev/kmsg|\\.log\\b");

  private static final Pattern ORDERLY =
      Pattern.compile(
          "The system will (?:power off|reboot|halt|suspend)|The system is going down|Reached target (?:\\S+ - )?(?:Power-Off|Reboot|Halt|System Power Off|System Reboot|System Halt|System Shutdown|Shutdown|Late Shutdown Services|Unmount All Filesystems)|Sent SIGTERM to all processes|Requesting system (?:poweroff|reboot|halt)|Power key pressed|is shutting down");

  /** Somebody at a terminal has asked for it (systemd src/login/logind-wall.c, sysvinit). */
  private static final Pattern ASKED =
      Pattern.compile("^Broadcast message from \\S+ (?:on |\\()(?:pts/\\d|tty|hvc|console)");

  /**
   * A restart that is part of a boot (policycoreutils, selinux-autorelabel;
   * systemd.offline-updates(7)).
   */
  private static final Pattern ANNOUNCED =
      Pattern.compile(
          "^\\*\\*\\* Warning -- SELinux \\S+ policy relabel is required|Reached target .*(?:system-update\\.target|Offline System Update)");

  /** What a kernel without printk.time= says of its own, not being asked. */
  private static final Pattern PLAIN_KERNEL =
      Pattern.compile(
          "^(?:Kernel panic - not syncing|---\\[ end |sysrq: |BUG: |Oops: |watchdog: BUG: |INFO: task \\S+ blocked for more than|Out of memory: Killed process \\d+|\\S+ invoked oom-killer: )");

  private static final Pattern ENDS =
      Pattern.compile(
          "^reboot: (?:Power down|System halted|Restarting system|machine restart)|^(?:Power down|System halted|Restarting system)\\.$");
  private static final Pattern POWERS_OFF = Pattern.compile("[Pp]ower down|System halted");

  /** What {@link #ORDERLY} and {@link #ENDS} need, told apart from all other lines in one pass. */
  private static final LineSieve OF_AN_END =
      new LineSieve(
          List.of(ORDERLY.pattern(), ENDS.pattern(), ASKED.pattern(), ANNOUNCED.pattern()));

  /** Whether what a command prints has turned out to be a kernel's log. */
  private boolean dump;

  private boolean printsKernelLog;
  private boolean readsFile;
  private boolean orderly;
  private boolean broadcast;
  private boolean announced;

  /** Whether the kernel of this boot prints no times. */
  private boolean plainKernel;

  private boolean ended;

  /** A command was typed. */
  public void command(String command) {
    dump = false;
    printsKernelLog = PRINTS_KERNEL_LOG.matcher(command).find();
    readsFile = READS_LOGS.matcher(command).find() && !READS_DEVICE.matcher(command).find();
  }

  /** The machine has started over. */
  public void restarted() {
    dump = false;
    orderly = false;
    broadcast = false;
    announced = false;
    ended = false;
  }

  /** Whether a line behind a prompt is the machine's own. */
  public boolean is(LogLine line, ConsoleText text, Session session, LogClock clock) {
    if (FIRMWARE.matcher(text.body()).find()) {
      return true;
    }
    if (text.stamped()) {
      boolean banner = StageSigns.kernelBanner(text.body());
      boolean read = READS_LOGS.matcher(session.lastCommand()).find();
      if (banner && !read && (session.shutdownAsked() || ended)) {
        return true;
      }
      dump |= banner || printsKernelLog || !clock.isNow(text.uptime());
      dump |= readsFile && clock.isFarAhead(text.uptime());
      return !dump && JournalText.entry(line.text()).isEmpty();
    }
    if (plainKernel && !readsFile && !printsKernelLog && PLAIN_KERNEL.matcher(text.body()).find()) {
      return true;
    }
    boolean status = STATUS.matcher(text.body()).find() && !session.readsOldLogs();
    return status || orderly || ended;
  }

  /** Takes note of a line of the console: whether the kernel prints times. */
  public void console(ConsoleText text) {
    if (text.body().startsWith("Linux version ") && StageSigns.kernelBanner(text.body())) {
      plainKernel = !text.stamped();
    }
  }

  /** Takes note of whether a line says that the guest ends in order, and at whose word. */
  public void orderly(String text) {
    if (mayTellOfAnEnd(text)) {
      orderly |= ORDERLY.matcher(text).find();
      broadcast |= ASKED.matcher(text).find();
      announced |= ANNOUNCED.matcher(text).find();
    }
  }

  private static boolean mayTellOfAnEnd(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean[] found = {OF_AN_END.unknown().length > 0};
    OF_AN_END.candidates(bytes, 0, bytes.length, pattern -> found[0] = true);
    return found[0];
  }

  /** Whether a line is the kernel's last in a boot. */
  public static boolean ends(String body) {
    return mayTellOfAnEnd(body) && ENDS.matcher(body).find();
  }

  /**
   * A line of the console: whether the guest ends with it as it was told to. One that ends in order
   * was told by somebody, and one that has done its work ends by itself.
   */
  public boolean endsAsTold(String body, Session session, boolean mayEnd, boolean workDone) {
    boolean end = ends(body);
    ended |= end;
    boolean inOrder = (orderly || workDone) && mayEnd && POWERS_OFF.matcher(body).find();
    return end && (session.shutdownAsked() || asked() || inOrder);
  }

  /** Whether its end was meant: by somebody at a terminal, not this one perhaps, or by the boot. */
  public boolean asked() {
    return announced || (broadcast && orderly);
  }

  public boolean ended() {
    return ended;
  }
}
