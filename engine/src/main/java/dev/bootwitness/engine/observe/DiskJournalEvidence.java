package dev.bootwitness.engine.observe;

import dev.bootwitness.diagnosis.LogExplainer;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.engine.inspect.Foresight;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.image.survey.DiskJournal;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Takes the journal from the disks of a failed guest that gave no shell, after its machine has
 * ended, and reports what it says about the failure.
 */
public final class DiskJournalEvidence {

  /** Of all disks together; the verdict has been reported before. */
  private static final Duration WITHIN = Duration.ofSeconds(20);

  /** A guest's clock begins with this host's, but may count whole seconds only. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private static final int MOST_BYTES = 1 << 20;

  private final RunContext context;

  public DiskJournalEvidence(RunContext context) {
    this.context = context;
  }

  /**
   * Takes it if the run failed.
   *
   * @param disks the guest's, which no machine uses any more
   */
  public void take(List<Path> disks) throws InterruptedException {
    context.record().awaitDelivery();
    if (disks.isEmpty() || context.diagnosis().primary().isEmpty()) {
      return;
    }
    Instant began = Instant.now().minusNanos(context.elapsedNanos()).minus(CLOCKS_DIFFER);
    try (OpenPhase phase = context.begin("evidence")) {
      String last = "";
      for (Path disk : disks) {
        switch (read(disk, began)) {
          case DiskJournal.Journal.Text(String text) -> {
            phase.end(true, "the journal on the guest's disk" + keep(text));
            return;
          }
          case DiskJournal.Journal.None(String reason) -> last = reason;
        }
      }
      phase.end(true, "no journal of this boot on the guest's disk: " + last);
    }
  }

  private DiskJournal.Journal read(Path disk, Instant began) throws InterruptedException {
    try {
      return Foresight.journal(disk, context.options().environment(), WITHIN, began);
    } catch (IOException e) {
      return new DiskJournal.Journal.None("this host has no room to read it: " + e.getMessage());
    }
  }

  /** Keeps the text and reports what it shows; returns what became of it, for the summary. */
  private String keep(String text) {
    String end = text.length() > MOST_BYTES ? text.substring(text.length() - MOST_BYTES) : text;
    Optional<Event.EvidenceKept> kept =
        context
            .record()
            .evidence()
            .text("journal-disk.txt", "the journal of this boot, from the guest's disk", end);
    if (kept.isEmpty()) {
      return ", which could not be kept";
    }
    List<Finding> findings = explained(text);
    findings.forEach(context::report);
    return findings.isEmpty() ? "" : ": " + findings.getFirst().detail();
  }

  /** What units and their programs say there, and what the whole of it is to be blamed on. */
  private List<Finding> explained(String text) {
    try {
      Explanation explanation =
          LogExplainer.explain(
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              context.spec().knowledge().load(LocalDate.now(ZoneOffset.UTC)));
      Finding primary = explanation.primary();
      return explanation.findings().stream()
          .filter(found -> primary != null)
          .filter(found -> found.channel().equals("journal") || found.equals(primary))
          .filter(found -> !found.quote().isEmpty())
          .map(DiskJournalEvidence::here)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A line is one of serial.txt and a time is since power-on; both are others in a journal. */
  private static Finding here(Finding found) {
    return FindingBuilder.about(found.cause(), found.detail(), "journal", found.quote())
        .subject(found.subject())
        .advice(found.advice())
        .fault(found.fault())
        .finding();
  }
}
