package dev.bootwitness.diagnosis.stage;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Follows a boot on its serial console: from what a terminal shows, it recognises when a later
 * {@link Stage} is reached.
 *
 * <p>Stages never go backwards, except at a banner that comes once per boot: then the machine has
 * probably started over ({@link StageChange.Restarted}). After {@link #ready} everything on the
 * console belongs to commands, and nothing is concluded from it. Not thread-safe.
 */
public final class StageTracker {
  /** After these, the kernel does not print again in the same boot. */
  private static final LinePattern LAST_WORDS = Signs.of("kernel-last-words");

  /** In an initramfs that looks for a root, it is the shell of a program that gave up. */
  private static final LinePattern BUSYBOX_SHELL = Signs.of("kernel-busybox-shell");

  private static final Stage[] FROM_LATEST = {
    Stage.LOGIN, Stage.USERSPACE, Stage.INITRD, Stage.KERNEL, Stage.LOADER, Stage.FIRMWARE
  };

  private Stage stage = Stage.POWER_ON;
  private SystemdStage systemd = new SystemdStage();

  /** Whether this boot's kernel has printed so much that a second banner is another boot's. */
  private boolean kernelSettled;

  /** Whether this boot's kernel has reported that it ends. */
  private boolean lastWords;

  /** Whether something in the initramfs has said that it looks for the real root. */
  private boolean looksForRoot;

  /** The patterns this class itself looks for. */
  static List<String> texts() {
    return Stream.of(LAST_WORDS, BUSYBOX_SHELL).flatMap(sign -> sign.texts().stream()).toList();
  }

  /** The stage reached. */
  public Stage stage() {
    return stage;
  }

  /**
   * Whether the kernel runs an init in its initramfs, and none of the known ones that look for
   * another root there: then the initramfs may be the whole system.
   */
  public boolean onlyInit() {
    return stage == Stage.INITRD && !looksForRoot;
  }

  /** A whole line, without its line end. */
  public Optional<StageChange> line(String text) {
    if (stage == Stage.READY) {
      return Optional.empty();
    }
    ConsoleText line = ConsoleText.of(text);
    if (!StageSigns.mayShow(line.body())) {
      kernelSettled |= line.uptime() >= 1;
      return line.stamped() ? reach(Stage.KERNEL, text) : Optional.empty();
    }
    Optional<StageChange> restart = restart(line.body(), text);
    if (restart.isPresent()) {
      return restart;
    }
    lastWords |= LAST_WORDS.isIn(line.body());
    kernelSettled |= line.uptime() >= 1;
    Stage shown = shownBy(line.body(), line.stamped());
    looksForRoot |=
        stage.compareTo(Stage.INITRD) <= 0
            && StageSigns.line(Stage.INITRD, line.body())
            && !line.body().startsWith("Run /init ");
    boolean itsShell = onlyInit() && BUSYBOX_SHELL.isIn(line.body());
    return reach(itsShell ? Stage.LOGIN : shown, text);
  }

  private Stage shownBy(String body, boolean stamped) {
    Stage bySystemd = systemd.line(body, stage, looksForRoot);
    looksForRoot |= bySystemd == Stage.INITRD;
    for (Stage candidate : FROM_LATEST) {
      if (candidate.compareTo(stage) <= 0) {
        // An earlier stage says nothing new.
        break;
      }
      if (candidate == bySystemd
          || StageSigns.line(candidate, body)
          || (stamped && candidate == Stage.KERNEL)) {
        return candidate;
      }
    }
    return Stage.POWER_ON;
  }

  /**
   * Whether a whole line is from a systemd that is not yet known to be in an initrd or not: a later
   * line may show it ({@link SystemdStage#tells}), and a caller that can wait for it reports it by
   * {@link #systemdIsIn}.
   */
  public boolean leavesOpen(String text) {
    ConsoleText line = ConsoleText.of(text);
    return StageSigns.mayShow(line.body()) && systemd.leavesOpen(line.body(), stage, looksForRoot);
  }

  /**
   * A journal shows a working systemd that has not reported being in an initrd, as it otherwise
   * would have.
   */
  public Optional<StageChange> managerAtWork(String text) {
    return stage.compareTo(Stage.INITRD) < 0 ? reach(Stage.USERSPACE, text) : Optional.empty();
  }

  public void systemdIsIn(Stage place) {
    systemd.isIn(place);
  }

  /** The complete unfinished line, each time it has grown. */
  public Optional<StageChange> unfinished(String text) {
    if (stage == Stage.READY || !StageSigns.mayBePrompt(text)) {
      return Optional.empty();
    }
    for (Stage candidate : FROM_LATEST) {
      if (StageSigns.prompt(candidate, text)) {
        return reach(candidate, text);
      }
    }
    return Optional.empty();
  }

  /** A shell of the wanted user has answered: from here on the console belongs to commands. */
  public Optional<StageChange> ready(String evidence) {
    return reach(Stage.READY, evidence);
  }

  private Optional<StageChange> reach(Stage candidate, String evidence) {
    if (candidate.compareTo(stage) <= 0) {
      return Optional.empty();
    }
    stage = candidate;
    return Optional.of(new StageChange.Reached(stage, evidence));
  }

  /**
   * Firmware goes back to itself from a loader that failed, and a loader may be started twice;
   * neither is a reboot. A kernel that changes from its early to its real console may repeat its
   * first lines, and after a login somebody may print the kernel's log.
   */
  private Optional<StageChange> restart(String body, String text) {
    boolean kernelRan = stage.compareTo(Stage.KERNEL) >= 0;
    if (stage.compareTo(Stage.FIRMWARE) > 0 && StageSigns.firmwareBanner(body)) {
      return restarted(Stage.FIRMWARE, text);
    }
    if (kernelRan && StageSigns.loaderBanner(body)) {
      return restarted(Stage.LOADER, text);
    }
    if (kernelRan && StageSigns.kernelBanner(body) && isAnotherKernel()) {
      return restarted(Stage.KERNEL, text);
    }
    return Optional.empty();
  }

  private boolean isAnotherKernel() {
    return switch (stage) {
      case KERNEL -> kernelSettled || lastWords;
      case LOGIN -> lastWords;
      default -> true;
    };
  }

  private Optional<StageChange> restarted(Stage from, String evidence) {
    stage = from;
    systemd = new SystemdStage();
    kernelSettled = false;
    lastWords = false;
    looksForRoot = false;
    return Optional.of(new StageChange.Restarted(from, evidence));
  }
}
