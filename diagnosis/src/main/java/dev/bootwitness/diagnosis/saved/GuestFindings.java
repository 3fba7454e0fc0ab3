package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.guest.StatusFile;
import dev.bootwitness.diagnosis.guest.UnitState;
import dev.bootwitness.diagnosis.journal.JournalWatch;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Findings from what the guest reports about itself in a saved log: its journal, its units and
 * jobs, its storage, its network.
 */
final class GuestFindings {
  private final GuestReplies guest;
  private final JournalWatch journal;
  private final Conclusions findings;
  private final List<String> unknown = new ArrayList<>();

  GuestFindings(GuestReplies guest, JournalWatch journal, Conclusions findings) {
    this.guest = guest;
    this.journal = journal;
    this.findings = findings;
  }

  /**
   * Adds what there is.
   *
   * @return what it leaves open
   */
  List<String> add() {
    failures();
    storage();
    units();
    guest
        .network()
        .ifPresent(found ->
            findings.add(found.cause(), found.detail(), "guest", found.line(), Stage.LOGIN));
    return List.copyOf(unknown);
  }

  /** Complaints of programs count when a unit or storage failed. */
  private void failures() {
    List<JournalWatch.FailedUnit> failed = journal.failed();
    for (JournalWatch.FailedUnit unit : failed) {
      String cause = unit.cause();
      Finding finding =
          FindingBuilder.about(
                  cause,
                  "%s failed: %s".formatted(unit.unit(), unit.how()),
                  "journal",
                  ConsoleText.quote(unit.line().text()))
              .subject(unit.unit())
              .line(unit.line().number(), unit.line().offset())
              .advice(
                  "Read what it printed before that: `journalctl -b -u %s`.".formatted(unit.unit()))
              .finding();
      findings.add(finding, Severity.FAILURE, Stage.LOGIN);
    }
    boolean storageFailed = guest.storage().map(seen -> seen.value().failed()).orElse(false);
    boolean counts =
        !failed.isEmpty() || storageFailed || findings.log().has("systemd/unit-failed");
    for (JournalWatch.Complaint complaint : journal.complaints()) {
      RuleMatch match = complaint.match();
      Severity severity = counts ? match.rule().severity() : Severity.INFO;
      FindingBuilder finding =
          FindingBuilder.about(
                  match.rule().cause(),
                  complaint.identifier() + ": " + match.detail(),
                  "journal",
                  quote(complaint.quote()))
              .line(complaint.line().number(), complaint.line().offset());
      if (counts) {
        findings.add(
            match.advice().map(finding::advice).orElse(finding).finding(), severity, Stage.LOGIN);
      }
    }
  }

  private static String quote(String lines) {
    return String.join("\n", lines.lines().map(ConsoleText::quote).toList());
  }

  private void storage() {
    guest
        .storage()
        .ifPresent(seen -> {
          StatusFile.Status status = seen.value();
          status.meaning().ifPresent(meaning -> said(status, meaning, seen.line()));
          if (status.applied()) {
            guest
                .missingVolumes()
                .ifPresent(missing ->
                    findings.add(
                        "storage/wrong-layout",
                        "storage provisioning says %s (line %d), but its plan also has %s, which does not exist"
                            .formatted(
                                seen.line().text().strip(),
                                seen.line().number(),
                                String.join(", ", missing.value())),
                        "guest",
                        missing.line(),
                        Stage.LOGIN));
            guest
                .nothingThere()
                .ifPresent(line ->
                    findings.add(
                        "storage/vacuous",
                        "storage provisioning says %s (line %d), but nothing was written"
                            .formatted(seen.line().text().strip(), seen.line().number()),
                        "guest",
                        line,
                        Stage.LOGIN));
          }
        });
  }

  private void said(StatusFile.Status status, StatusFile.Meaning meaning, LogLine line) {
    String reason = status.reason().isEmpty() ? "" : ": " + status.reason();
    findings.add(
        meaning.cause(),
        "storage provisioning says " + status.words() + reason,
        "guest",
        line,
        Stage.LOGIN,
        meaning.advice());
  }

  private void units() {
    guest
        .deadlock()
        .ifPresent(seen ->
            findings.add(
                "systemd/ordering-deadlock",
                seen.value().sentence(),
                "guest",
                seen.line(),
                Stage.LOGIN));
    for (GuestReplies.Seen<UnitState> seen : guest.units()) {
      UnitState unit = seen.value();
      if (unit.isFailed() && journal.failed(unit.unit()).isEmpty()) {
        findings.unit(
            "systemd/unit-failed",
            unit.unit(),
            unit.unit()
                + " failed"
                + (unit.result().isEmpty() ? "" : " with result " + unit.result())
                + (unit.exitStatus().isPresent()
                    ? ", exit status " + unit.exitStatus().getAsInt()
                    : ""),
            seen.line());
        if (!journal.complained()) {
          unknown.add("why %s failed: its journal is not in this log".formatted(unit.unit()));
        }
      } else if (unit.isActivating()) {
        activating(seen);
      }
    }
  }

  /** Still starting when last seen: for too long, or cut off. */
  private void activating(GuestReplies.Seen<UnitState> seen) {
    UnitState unit = seen.value();
    String since = unit.since().map(span -> " for " + span.toSeconds() + " s").orElse("");
    if (unit.sub().equals("auto-restart")) {
      findings.unit(
          "systemd/unit-failed",
          unit.unit(),
          unit.unit() + " fails again and again: systemd restarts it",
          seen.line());
    } else if (unit.isStuck()) {
      findings.unit(
          "systemd/unit-stuck", unit.unit(), unit.unit() + " is activating" + since, seen.line());
    } else if (guest.storage().isEmpty() && guest.storageAsked()) {
      findings.add(
          "storage/unfinished",
          "%s was still running%s when the log ended, and there was no storage status yet"
              .formatted(unit.unit(), since),
          "guest",
          seen.line(),
          Stage.READY);
    } else {
      findings.add(
          "run/capture-incomplete",
          "%s was still starting%s when the log ended".formatted(unit.unit(), since),
          "guest",
          seen.line(),
          Stage.READY);
    }
  }
}
