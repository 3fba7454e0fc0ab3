package dev.bootwitness.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.report.story.Hostile;
import dev.bootwitness.report.story.TestRecord;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReportTest {
  private static final CauseDocs DOCS = new CauseDocs("https://docs.example.org/");

  private static final Pattern LINK =
      Pattern.compile("\\[(`[a-z/-]+`)\\]\\(https://docs\\.example\\.org/causes/[a-z/-]+/\\)");

  @TempDir private Path project;

  @Test
  void aFailedRunIsTheLogThatAnEngineerWouldHaveWritten() throws Exception {
    try (TestRecord record = new TestRecord(project, "debian-live")) {
      record.booted().event(11, new Event.PhaseStarted("check"));
      record.check(
          11,
          new CheckResult("storage status", CheckResult.FAILED, 1, "expected STATE=applied"),
          "cat /run/pre-nixos/storage-status",
          "STATE=plan-only\nDETAIL=detection-error\n");
      record.ended(13);
      String report = MarkdownReport.of(record.story(), DOCS);
      assertThat(report)
          .startsWith(
              "# Boot investigation log: `debian-live` (2026-11-22T15:54:30Z)\n\n## Summary")
          .contains(
              "- **FAILED** [`check/failed`](https://docs.example.org/causes/check/failed/): the image is at fault\n")
          .contains("- 0 of 1 checks passed. The boot reached stage ready.\n")
          .contains(
              "## Findings\n\n### 1. [`check/failed`](https://docs.example.org/causes/check/failed/) (the first cause)\n")
          .contains("```text\nexpected STATE=applied\n```\n")
          .contains("0. 15:54:30Z - run started: specs/debian-live\n")
          .contains("15:54:31Z-15:54:39Z (8.0 s) - boot: debian login:\n")
          .contains(" 15:54:32Z - stage kernel: `[ 0.000000] Linux version 6.1.0`\n")
          .contains("**check failed: storage status**: expected STATE\\=applied\n")
          .contains("Ruled out, by what was seen:\n\n- login (root by sudo -i, uid 0 verified")
          .contains("## Next Actions\n\n1. ")
          .contains(
              "Check `storage status` ran `cat /run/pre-nixos/storage-status`: exit status 1, uid 0.\n\n```text\nSTATE=plan-only\nDETAIL=detection-error\n```\n")
          .contains("| stage kernel | 2.8 s |\n")
          .contains("There is no baseline yet")
          .contains("qemu\n-m 256M\n-nodefaults\n");
    }
  }

  @Test
  void aRunThatPassedHasNoFindingsAndNothingToDo() throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      record.booted().ended(13);
      String report = MarkdownReport.of(record.story(), DOCS);
      assertThat(report)
          .contains("- **PASSED**: reached ready\n")
          .doesNotContain("## Findings", "## Next Actions", "## Hypotheses", "not whole");
    }
  }

  @Test
  void aKilledRunSaysWhatIsMissing() throws Exception {
    try (TestRecord record = new TestRecord(project, "killed")) {
      record.event(1, new Event.PhaseStarted("boot")).event(2, new Event.PoweredOn());
      assertThat(MarkdownReport.of(record.story(), DOCS))
          .contains("- **INCONCLUSIVE** [`run/capture-incomplete`](https")
          .contains("- **The record is incomplete:** the record ends at 2.0 s")
          .contains("Open; this would decide:\n\n- ")
          .contains("| boot (did not end) | 1.0 s |");
    }
  }

  @Test
  void nothingThatAGuestOrASpecSaysDoesAnything() throws Exception {
    int number = 0;
    for (String hostile : Hostile.TEXTS) {
      try (TestRecord record = new TestRecord(project, "hostile" + number++)) {
        record.event(0.1, new Event.RunStarted("run", hostile, hostile, hostile, hostile));
        record.booted();
        record.event(10.1, new Event.LoginStep(hostile, hostile));
        record.event(10.2, new Event.EvidenceKept(hostile, hostile, hostile, 1));
        record.event(10.3, new Event.PhaseEnded(hostile, false, 1, hostile));
        record.event(
            10.4,
            new Event.FindingMade(
                new Finding(
                    "kernel/oops",
                    hostile,
                    hostile,
                    hostile,
                    1L,
                    1L,
                    1.0,
                    hostile,
                    hostile,
                    Fault.IMAGE)));
        CheckResult result = new CheckResult(hostile, CheckResult.FAILED, 1, hostile);
        record.check(11, result, hostile, hostile).ended(13);
        String report = MarkdownReport.of(record.story(), DOCS);
        // The only links are those to the pages of causes.
        assertThat(report)
            .contains("[`kernel/oops`](https://docs.example.org/causes/kernel/oops/)");
        Rendered rendered = Rendered.of(LINK.matcher(report).replaceAll("$1"));
        assertThat(rendered.doesNothing()).as(rendered.html()).isTrue();
        assertThat(report.lines().filter(line -> line.startsWith("## ")))
            .containsExactly(
                "## Summary",
                "## Findings",
                "## Detailed Timeline",
                "## Hypotheses",
                "## Next Actions",
                "## Checks",
                "## Timings",
                "## Environment",
                "## Evidence");
        assertThat(report.chars().filter(c -> c != '\n' && Character.isISOControl(c))).isEmpty();
      }
    }
  }
}
