package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.guest.UnitStates;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.record.Stage;
import java.time.Duration;
import java.util.Optional;

/** Where a boot is stuck at the end of a saved log, or what would have to be seen to know. */
final class LogStall {
  /** A healthy start that shows the animation at all has usually ended by then. */
  private static final Duration UNLIMITED = Duration.ofSeconds(20);

  private final LogFacts log;
  private final Conclusions findings;

  LogStall(LogFacts log, Conclusions findings) {
    this.log = log;
    this.findings = findings;
  }

  /** What the console shows at its end, if no login was reached. */
  void add() {
    LogLine menu = log.signs().waitingMenu();
    if (menu != null && findings.facts().highest().compareTo(Stage.LOADER) <= 0) {
      findings.add(
          "loader/waiting-at-menu",
          "the log ends at a loader's menu that counts nothing down",
          "serial",
          menu,
          Stage.LOADER);
    }
    LogLine last = log.last();
    if (last != null
        && last.text().startsWith("(initramfs)")
        && !findings.log().hasStartingWith("initrd/")) {
      findings.add(
          "initrd/emergency-shell",
          "the log ends at the prompt of an initramfs",
          "serial",
          last,
          Stage.INITRD);
    }
    boolean login = findings.facts().highest().compareTo(Stage.LOGIN) >= 0;
    BootSigns.StuckJob job = log.signs().stuck();
    if (job != null && !login && seconds(job.elapsed()) >= patience(job)) {
      findings.add(
          "systemd/unit-stuck",
          "systemd has waited for %s for %s (limit: %s)"
              .formatted(job.what(), job.elapsed(), job.limit()),
          "serial",
          job.line(),
          Stage.USERSPACE);
    }
    log.repeated()
        .filter(line -> findings.facts().highest().compareTo(Stage.KERNEL) >= 0)
        .ifPresent(line ->
            findings.add(
                "console/flooded",
                "the log ends in one message that is said again and again",
                "serial",
                line,
                findings.facts().highest()));
    LogLine target = log.signs().multiUser();
    boolean awaited = !log.driven() && !log.signs().workDone();
    if (target != null && awaited && !login && !log.signs().gettyStarted() && !log.ended()) {
      findings.add(
          "console/no-getty",
          "systemd reached its last target without starting a login on a serial console",
          "serial",
          target,
          Stage.USERSPACE);
    }
  }

  /** systemd itself will never report a job without a limit as stuck. */
  private static long patience(BootSigns.StuckJob job) {
    return (job.limit().equals("no limit") ? UNLIMITED : GuestFindings.STUCK).toSeconds();
  }

  private static long seconds(String span) {
    return UnitStates.duration(span).map(Duration::toSeconds).orElse(0L);
  }

  /** Names where the machine was stuck, if the end of the log shows that it was. */
  boolean stopped(Stage stage) {
    Optional<LogLine> left = log.end().leftTheConsole();
    if (left.isPresent() && stage == Stage.KERNEL) {
      findings.add(
          "kernel/no-serial-console",
          "the kernel left its early console, and its words name no serial one",
          "serial",
          left.get(),
          stage);
      return true;
    }
    Optional<LogEnd.Ended> ended = log.end().ended();
    if (ended.isEmpty() || stage == Stage.POWER_ON || log.ended()) {
      return false;
    }
    LogLine word = ended.get().lastWord();
    boolean waited = ended.get().silence() == null || ended.get().isSilent();
    if (waited && LogEnd.handsOver(word) && !log.kinds().kernelSpoke()) {
      findings.add(
          "loader/silent-after-load",
          "nothing came behind the loader's \"%s\" until the recording was ended"
              .formatted(word.text().strip()),
          "serial",
          word,
          Stage.LOADER);
      return true;
    }
    if (!ended.get().isSilent() || log.signs().stuck() != null) {
      return false;
    }
    findings.add(
        "console/stalled",
        "the console said nothing for %.0f s at stage %s, until the recording was ended"
            .formatted(ended.get().silence(), stage.id()),
        "serial",
        word,
        stage);
    return true;
  }

  String toDecide(Stage stage) {
    BootSigns.StuckJob job = log.signs().stuck();
    if (job != null) {
      return "the console until systemd's wait for %s ends (limit: %s)"
          .formatted(job.what(), job.limit());
    }
    return switch (stage) {
      case POWER_ON -> "a log from power-on: nothing in this one shows a stage of a boot";
      case FIRMWARE -> "what the firmware started next, or a picture of the screen";
      case LOADER ->
          "the kernel's own output: add console=ttyS0 earlyprintk=ttyS0 to its words, or take a"
              + " picture of the screen";
      case KERNEL, INITRD ->
          "the console after that line for another minute, and the processor's registers";
      case USERSPACE -> "the console until a login prompt, or `systemctl list-jobs`";
      default -> "the rest of the console";
    };
  }
}
