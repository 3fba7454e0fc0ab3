package dev.bootwitness.report.markdown;

import static dev.bootwitness.report.markdown.MarkdownText.code;
import static dev.bootwitness.report.markdown.MarkdownText.prose;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.PhaseSpan;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.StageSpan;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.story.VerdictWords;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The reference part of a run's log: its timings, its environment, the captured files. */
final class MarkdownAppendix {
  private final Story story;
  private final Verdict verdict;
  private final MarkdownSheet sheet;
  private final boolean baseline;

  MarkdownAppendix(Story story, MarkdownSheet sheet) {
    this.story = story;
    this.verdict = story.verdict();
    this.sheet = sheet;
    this.baseline =
        story.phases().stream().anyMatch(phase -> phase.usual() != null)
            || story.stages().stream().anyMatch(stage -> stage.usual() != null);
  }

  void write() {
    timings();
    environment();
    evidence();
  }

  private void timings() {
    if (story.phases().isEmpty()) {
      return;
    }
    sheet.heading("Timings");
    if (baseline) {
      sheet.tableHead("phase or stage", "this run", "usual", "difference");
    } else {
      sheet.tableHead("phase or stage", "this run");
    }
    for (PhaseSpan phase : story.phases()) {
      String note = phase.ended() ? "" : " (did not end)";
      timing(prose(phase.name()) + note, phase.seconds(), phase.usual());
    }
    for (StageSpan stage : story.stages()) {
      Double seconds = stage.seconds();
      if (seconds != null) {
        String inherited = stage.inherited() ? " (in the run that booted)" : "";
        timing("stage " + stage.name() + inherited, seconds, stage.usual());
      }
    }
    sheet.line("");
    Timing timing = verdict.timing();
    if (timing != null && timing.usage() != null) {
      sheet.line("Cost: " + VerdictWords.cost(timing.usage()) + ".");
      sheet.line("");
    }
    if (!baseline) {
      sheet.line("There is no baseline yet. It needs earlier passing runs of this spec.");
      sheet.line("");
    }
  }

  private void timing(String name, double seconds, @Nullable Double usual) {
    String difference = usual == null ? "" : String.format(Locale.ROOT, "%+.1f s", seconds - usual);
    sheet.row(
        baseline
            ? List.of(
                name, Seconds.exact(seconds), usual == null ? "" : Seconds.exact(usual), difference)
            : List.of(name, Seconds.exact(seconds)));
  }

  private void environment() {
    sheet.heading("Environment");
    if (story.start() != null) {
      sheet.item(
          "Bootwitness " + code(story.start().bootwitness()) + " on " + code(story.start().host()));
    }
    if (story.accelerator() != null) {
      sheet.item(
          "Accelerator "
              + code(story.accelerator().accelerator())
              + ": "
              + prose(story.accelerator().reason()));
    }
    if (story.image() != null) {
      sheet.item(
          "Image "
              + code(story.image().path())
              + ", "
              + prose(story.image().kind())
              + ", "
              + story.image().bytes()
              + " bytes, sha256 "
              + code(story.image().sha256()));
    }
    if (story.machine() != null) {
      sheet.item("QEMU " + code(story.machine().qemu()) + ", its arguments:");
      sheet.line("");
      sheet.line(MarkdownText.block(QemuLines.of(story.machine().argv())));
    }
  }

  private void evidence() {
    if (story.evidence().isEmpty()) {
      return;
    }
    sheet.heading("Evidence");
    for (Event.EvidenceKept kept : story.evidence()) {
      sheet.item(
          code(kept.file())
              + ": "
              + prose(kept.about())
              + " ("
              + kept.bytes()
              + " bytes, sha256 "
              + code(kept.sha256())
              + ")");
    }
    sheet.line("");
  }
}
