package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.JournalText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.stage.StageSigns;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Decides whether a line after a shell's prompt is the machine's own present output or a command's
 * output, and whether the guest ends because it was asked to. Not thread-safe.
 */
public final class SpeakerAttribution {
  private static final LinePattern STATUS = Signs.of("boot-status");
  private static final LinePattern FIRMWARE = Signs.of("speaker-firmware");
  private static final LinePattern READS_LOGS = Signs.of("speaker-reads-logs");

  /** Files that are not text: reading them may make the kernel print. */
  private static final LinePattern READS_DEVICE = Signs.of("speaker-reads-device");

  /** Prints what the kernel printed before. */
  private static final LinePattern PRINTS_KERNEL_LOG = Signs.of("speaker-prints-kernel-log");

  private static final LinePattern ORDERLY = Signs.of("speaker-orderly");

  /** A person at a terminal has asked for it (systemd src/login/logind-wall.c, sysvinit). */
  private static final LinePattern ASKED = Signs.of("speaker-asked");

  /**
   * A restart that is part of a boot (policycoreutils, selinux-autorelabel;
   * systemd.offline-updates(7)).
   */
  private static final LinePattern ANNOUNCED = Signs.of("speaker-announced");

  /** Installs a system, which ends in a restart. */
  private static final LinePattern INSTALLS = Signs.of("speaker-installs");

  /** What a kernel without printk.time= prints by itself. */
  private static final LinePattern PLAIN_KERNEL = Signs.of("speaker-plain-kernel");

  private static final LinePattern ENDS = Signs.of("speaker-ends");
  private static final LinePattern POWERS_OFF = Signs.of("speaker-powers-off");

  /**
   * What {@link #ORDERLY} and {@link #ENDS} need, distinguished from all other lines in one pass.
   */
  private static final LineSieve OF_AN_END =
      new LineSieve(
          Stream.of(ORDERLY, ENDS, ASKED, ANNOUNCED, INSTALLS)
              .flatMap(sign -> sign.texts().stream())
              .toList());

  /** Whether what a command prints has turned out to be a kernel's log. */
  private boolean dump;

  private boolean printsKernelLog;
  private boolean readsFile;
  private boolean orderly;
  private boolean broadcast;
  private boolean announced;
  private boolean installs;

  /** Whether the kernel of this boot prints no times. */
  private boolean plainKernel;

  private boolean ended;

  /** A command was typed. */
  public void command(String command) {
    dump = false;
    printsKernelLog = PRINTS_KERNEL_LOG.isIn(command);
    readsFile = READS_LOGS.isIn(command) && !READS_DEVICE.isIn(command);
  }

  /** The machine has started over. */
  public void restarted() {
    dump = false;
    orderly = false;
    broadcast = false;
    announced = false;
    installs = false;
    ended = false;
  }

  /** Whether a line after a prompt is the machine's own. */
  public boolean is(LogLine line, ConsoleText text, Session session, LogClock clock) {
    if (FIRMWARE.isIn(text.body())) {
      return true;
    }
    if (text.stamped()) {
      boolean banner = StageSigns.kernelBanner(text.body());
      boolean read = READS_LOGS.isIn(session.lastCommand());
      if (banner && !read && (session.shutdownAsked() || ended)) {
        return true;
      }
      dump |= banner || printsKernelLog || !clock.isNow(text.uptime());
      dump |= readsFile && clock.isFarAhead(text.uptime());
      return !dump && JournalText.entry(line.text()).isEmpty();
    }
    if (plainKernel && !readsFile && !printsKernelLog && PLAIN_KERNEL.isIn(text.body())) {
      return true;
    }
    boolean status = STATUS.isIn(text.body()) && !session.readsOldLogs();
    return status || orderly || ended;
  }

  /** Observes a line of the console: whether the kernel prints times. */
  public void console(ConsoleText text) {
    if (text.body().startsWith("Linux version ") && StageSigns.kernelBanner(text.body())) {
      plainKernel = !text.stamped();
    }
  }

  /** Observes whether a line says that the guest ends in an orderly way, and at whose request. */
  public void orderly(String text) {
    if (mayTellOfAnEnd(text)) {
      orderly |= ORDERLY.isIn(text);
      broadcast |= ASKED.isIn(text);
      announced |= ANNOUNCED.isIn(text);
      installs |= INSTALLS.isIn(text);
    }
  }

  private static boolean mayTellOfAnEnd(String text) {
    return OF_AN_END.mayMatch(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a line is the kernel's last in a boot. */
  public static boolean ends(String body) {
    return mayTellOfAnEnd(body) && ENDS.isIn(body);
  }

  /**
   * Whether the guest ends with this console line as requested. A guest that ends in an orderly way
   * was asked to by somebody; one that has done its work ends by itself.
   */
  public boolean endsAsTold(String body, Session session, boolean mayEnd, boolean workDone) {
    boolean end = ends(body);
    ended |= end;
    boolean inOrder = (orderly || workDone) && mayEnd && POWERS_OFF.isIn(body);
    return end && (session.shutdownAsked() || asked() || inOrder);
  }

  /**
   * Whether its end was intended: by a person at a terminal, perhaps another one, by the boot, or
   * by an installer that is done.
   */
  public boolean asked() {
    return announced || ((broadcast || installs) && orderly);
  }

  public boolean ended() {
    return ended;
  }
}
