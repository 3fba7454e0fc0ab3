package dev.bootwitness.report.html;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.story.TestRecord;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Pages of records that tests make. */
final class SamplePage {
  private SamplePage() {}

  /** A run in the seed's situation, with everything that a page can show. */
  static Path seed(Path project) throws IOException {
    try (TestRecord record = new TestRecord(project, "seed")) {
      record.event(0.2, new Event.PhaseStarted("host"));
      record.event(0.4, new Event.PhaseEnded("host", true, 0.2, "tcg"));
      record.booted();
      String line =
          "pre-nixos: Storage detection encountered an error; provisioning ran in plan-only mode.";
      for (int i = 0; i < 60; i++) {
        record.printed(
            9 + i * 0.01,
            "[\u001b[0;32m  OK  \u001b[0m] Started unit " + i,
            "[  OK  ] Started unit " + i);
      }
      long at = record.printed(9.7, line);
      record.event(
          9.7,
          new Event.FindingMade(
              new Finding(
                  "storage/detection-error",
                  "looking for existing storage failed",
                  "pre-nixos could not tell whether /dev/fd0 holds data",
                  "serial",
                  at,
                  1L,
                  8.5,
                  line,
                  "exclude floppy drives from detection",
                  Fault.IMAGE)));
      for (int i = 0; i < 40; i++) {
        record.printed(9.8, "[  OK  ] Reached target " + i);
      }
      record.event(10.2, new Event.CommandRan("systemctl list-jobs", 0, 0, 0.1, "No jobs", ""));
      record.writer().evidence().text("processors.txt", "the processors", "RIP=0");
      record.writer().evidence().bytes("screen.png", "the screen when the run failed", Png.DOT);
      record.check(11, new CheckResult("root", CheckResult.PASSED, 1, ""), "id -un", "root\n");
      record.check(
          12,
          new CheckResult("storage", CheckResult.FAILED, 1, "no STATE=applied"),
          "cat status",
          "STATE=plan-only\n");
      cast(record.directory());
      record.ended(14);
      return page(record);
    }
  }

  /** A run in which every text of unknown origin is this one. */
  static Path hostile(Path project, String name, String text) throws IOException {
    try (TestRecord record = new TestRecord(project, name)) {
      record.event(0.1, new Event.RunStarted(text, text, text, text, text));
      record.event(0.2, new Event.PhaseEnded(text, false, 1, text));
      record.event(0.3, new Event.ToolOutput(text, text));
      record.event(0.4, new Event.ImageReady(text, text, text, 1, false));
      record.booted();
      record.event(9, new Event.MachineStarted(1, text, text, java.util.List.of(text, text)));
      String line = text.lines().findFirst().orElse("");
      long at = record.printed(9, text, line);
      record.event(
          9,
          new Event.FindingMade(
              new Finding(
                  "kernel/oops", text, text, "serial", at, 1L, 1.0, text, text, Fault.IMAGE)));
      record.event(
          9.1,
          new Event.FindingMade(
              new Finding(
                  "kernel/" + text, text, text, text, at, 1L, 1.0, text, text, Fault.IMAGE)));
      record.event(9.2, new Event.LoginStep(text, text));
      record.event(9.3, new Event.EvidenceKept(text, text, text, 1));
      record.event(9.3, new Event.EvidenceKept("evidence/../../x.png", text, text, 1));
      record.event(9.3, new Event.EvidenceKept("javascript:window.pwned=1", text, text, 1));
      record.writer().evidence().text("journal.txt", text, text);
      record.writer().evidence().bytes("screen.png", text, text.getBytes(StandardCharsets.UTF_8));
      record.event(10, new Event.CommandRan(text, 0, 1, 1, text, text));
      record.check(11, new CheckResult(text, CheckResult.FAILED, 1, text), text, text);
      record.event(12, new Event.CheckEnded(new CheckResult(text, text, 1, text)));
      Files.writeString(
          record.directory().serialCast(),
          "{\"version\":2,\"width\":240,\"height\":60}\n[0.1,\"o\",\"x\"]\n[0.5,\"o\","
              + new tools.jackson.databind.json.JsonMapper()
                  .writeValueAsString(
                      new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
              + "]\n");
      record.ended(13);
      return page(record);
    }
  }

  private static void cast(RunDirectory directory) throws IOException {
    StringBuilder cast = new StringBuilder("{\"version\":2,\"width\":240,\"height\":60}\n");
    for (int i = 0; i < 100; i++) {
      cast.append("[%d.%02d,\"o\",\"line %d\\r\\n\"]\n".formatted(i / 10, i % 10 * 10, i));
    }
    Files.writeString(directory.serialCast(), cast);
  }

  static Path page(TestRecord record) throws IOException {
    Path page = record.directory().html();
    try (Writer out = Files.newBufferedWriter(page)) {
      HtmlReport.write(record.story(), CauseDocs.of(Map.of()), out);
    }
    return page;
  }
}
