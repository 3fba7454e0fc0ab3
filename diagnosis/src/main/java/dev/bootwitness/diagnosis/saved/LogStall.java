package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.verdict.MissingEvidence;
import dev.bootwitness.record.Stage;
import java.util.Optional;

/** Where a boot is stuck at the end of a saved log, or what would have to be seen to know. */
final class LogStall {
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
          "the log ends at a loader's menu without a countdown",
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
    BootSigns.Awaited awaited = log.signs().awaited();
    if (awaited != null && !login && awaited.job().isStuck(false)) {
      findings.add(
          FindingBuilder.about(
                  "systemd/unit-stuck",
                  ConsoleText.quote("systemd has waited " + awaited.job().inWords()),
                  "serial",
                  ConsoleText.quote(awaited.line().text()))
              .subject(ConsoleText.quote(awaited.job().unit()))
              .line(awaited.line().number(), awaited.line().offset()),
          Stage.USERSPACE);
    }
    log.repeated()
        .filter(line -> findings.facts().highest().compareTo(Stage.KERNEL) >= 0)
        .ifPresent(line ->
            findings.add(
                "console/flooded",
                "one message repeats until the end of the log",
                "serial",
                line,
                findings.facts().highest()));
    boolean loginDue = !log.driven() && !log.signs().workDone() && !login && !log.ended();
    if (loginDue) {
      log.signs().getty().logEnded().ifPresent(found -> findings.add(found, Stage.USERSPACE));
    }
  }

  /** Names where the machine was stuck, if the end of the log shows that it was. */
  boolean stopped(Stage stage) {
    Optional<LogLine> left = log.end().leftTheConsole();
    if (left.isPresent() && stage == Stage.KERNEL) {
      findings.add(
          "kernel/no-serial-console",
          "the kernel left its early console, and its command line names no serial one",
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
          "nothing came after the loader's \"%s\" until the recording was ended"
              .formatted(word.text().strip()),
          "serial",
          word,
          Stage.LOADER);
      return true;
    }
    if (!ended.get().isSilent() || log.signs().awaited() != null) {
      return false;
    }
    findings.add(
        "console/stalled",
        "the console was silent for %.0f s at stage %s, until the recording was ended"
            .formatted(ended.get().silence(), stage.id()),
        "serial",
        word,
        stage);
    return true;
  }

  /** What would have to be seen to know whether the boot went on. */
  String toDecide(Stage stage) {
    BootSigns.Awaited awaited = log.signs().awaited();
    return awaited == null
        ? MissingEvidence.afterTheLog(stage)
        : "the console until systemd's wait for %s ends (%s)"
            .formatted(awaited.job().unit(), awaited.job().limitInWords());
  }
}
