package dev.bootwitness.report.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.InheritedStage;
import dev.bootwitness.record.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryTellerTest {
  @TempDir private Path project;

  @Test
  void stagesBeginAtPowerOnAndLastUntilTheNext() throws Exception {
    try (TestRecord record = new TestRecord(project, "demo")) {
      Story story = record.booted().story();
      assertThat(story.stages())
          .extracting(StageSpan::stage)
          .containsExactly(Stage.KERNEL, Stage.USERSPACE, Stage.LOGIN, Stage.READY);
      assertThat(story.stages().getFirst().at()).isCloseTo(1.0, within());
      assertThat(story.stages().getFirst().seconds()).isCloseTo(2.8, within());
      assertThat(story.stages().getLast().seconds()).isNull();
      assertThat(story.power()).isCloseTo(1.2, within());
    }
  }

  @Test
  void linesHaveTheirTimesAndOffsets() throws Exception {
    try (TestRecord record = new TestRecord(project, "demo")) {
      LineTimes lines = record.booted().story().lines();
      assertThat(lines.last()).isEqualTo(2);
      assertThat(lines.seconds(2)).isCloseTo(5.0, within());
      assertThat(lines.offset(2)).isEqualTo("[    0.000000] Linux version 6.1.0\r\n".length());
    }
  }

  @Test
  void triesOfOneCommandAreOneAndTheLastIsTold() throws Exception {
    try (TestRecord record = new TestRecord(project, "demo")) {
      record.booted().event(11, new Event.CheckStarted("up"));
      for (int i = 0; i < 3; i++) {
        record.event(12 + i, new Event.CommandRan("test -e x", 0, 1, 0.1, "try " + i, ""));
      }
      record.event(15, new Event.CheckEnded(new CheckResult("up", CheckResult.FAILED, 4, "no")));
      CheckStory check = record.story().checks().getFirst();
      assertThat(check.commands()).hasSize(1);
      assertThat(check.commands().getFirst().times()).isEqualTo(3);
      assertThat(check.commands().getFirst().ran().stdout()).isEqualTo("try 2");
    }
  }

  @Test
  void aLongOutputKeepsItsBeginningAndEnd() throws Exception {
    try (TestRecord record = new TestRecord(project, "demo")) {
      String output = "first" + "x".repeat(60_000) + "last";
      CheckResult result = new CheckResult("long", CheckResult.PASSED, 1, "");
      String kept =
          record
              .booted()
              .check(11, result, "seq", output)
              .story()
              .checks()
              .getFirst()
              .commands()
              .getFirst()
              .ran()
              .stdout();
      assertThat(kept).startsWith("first").endsWith("last").contains("characters left out");
      assertThat(kept.length()).isLessThan(17_000);
    }
  }

  @Test
  void aCloneTellsTheStagesOfTheRunThatBooted() throws Exception {
    try (TestRecord record = new TestRecord(project, "clone")) {
      record.event(
          1,
          new Event.Restored(
              "other",
              "/runs/other",
              "2026-11-22T10:00:00Z",
              50,
              "root",
              List.of(
                  new InheritedStage(Stage.KERNEL, 103, "Linux"),
                  new InheritedStage(Stage.READY, 150, "root")),
              List.of()));
      StageSpan kernel = record.story().stages().getFirst();
      assertThat(kernel.inherited()).isTrue();
      assertThat(kernel.at()).isCloseTo(3.0, within());
    }
  }

  @Test
  void aKilledRunIsToldUpToWhereItsRecordEnds() throws Exception {
    try (TestRecord record = new TestRecord(project, "killed")) {
      record.event(1, new Event.PhaseStarted("boot"));
      record.event(4, new Event.PoweredOn());
      Files.writeString(
          record.directory().events(), "{\"seq\":4,\"t\":5", StandardOpenOption.APPEND);
      Story story = record.story();
      assertThat(story.phases()).hasSize(1);
      assertThat(story.phases().getFirst().ended()).isFalse();
      assertThat(story.phases().getFirst().seconds()).isCloseTo(3.0, within());
      assertThat(story.gaps()).anySatisfy(gap -> assertThat(gap).contains("cut off"));
    }
  }

  @Test
  void aRecordWithoutEventsIsTold() throws Exception {
    try (TestRecord record = new TestRecord(project, "empty")) {
      Files.delete(record.directory().events());
      Story story = record.story();
      assertThat(story.name()).isEqualTo(record.directory().id());
      assertThat(story.gaps()).containsExactly("events.jsonl holds no event");
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }
}
