package dev.bootwitness.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.report.story.TestRecord;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleViewTest {
  @TempDir private Path project;

  private static List<ConsoleView.Row> rows(TestRecord record) throws Exception {
    List<ConsoleView.Row> rows = new ArrayList<>();
    new ConsoleView(record.story()).rows(rows::add);
    return rows;
  }

  @Test
  void linesHaveTimesSincePowerOnColoursAndNotes() throws Exception {
    try (TestRecord record = new TestRecord(project, "demo")) {
      record.booted().printed(9, "last");
      assertThat(rows(record))
          .containsExactly(
              new ConsoleView.Row(
                  1,
                  0,
                  "1.000",
                  "stage kernel",
                  false,
                  List.of(new StyledText("[    0.000000] Linux version 6.1.0", ""))),
              new ConsoleView.Row(
                  2,
                  0,
                  "3.800",
                  "stage userspace",
                  false,
                  List.of(new StyledText("Welcome", "a1 b"), new StyledText(" to Debian!", ""))),
              new ConsoleView.Row(3, 0, "7.800", "", false, List.of(new StyledText("last", ""))));
    }
  }

  @Test
  void aLongConsoleShowsItsBeginningItsEndAndWhatMatters() throws Exception {
    try (TestRecord record = new TestRecord(project, "long")) {
      record.booted();
      record.event(
          9,
          new Event.FindingMade(
              new Finding(
                  "kernel/oops", "t", "d", "serial", 200_000L, 1L, 1.0, "q", "a", Fault.IMAGE)));
      write(record.directory().serialText(), 400_000);
      List<ConsoleView.Row> rows = rows(record);
      assertThat(rows.stream().filter(row -> row.left() > 0))
          .extracting(ConsoleView.Row::number)
          .containsExactly(801L, 200_041L);
      assertThat(rows)
          .filteredOn(row -> row.number() == 200_000)
          .singleElement()
          .satisfies(row -> {
            assertThat(row.note()).isEqualTo("kernel/oops");
            assertThat(row.runs().getFirst().text()).startsWith("line 200000 ");
          });
      assertThat(rows.getLast().number()).isEqualTo(400_000);
      assertThat(rows.stream().mapToLong(row -> row.left() > 0 ? row.left() : 1).sum())
          .isEqualTo(400_000);
      assertThat(Files.size(SamplePage.page(record))).isLessThan(2_000_000);
    }
  }

  private static void write(Path file, int lines) throws Exception {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 1; i <= lines; i++) {
        out.write("line " + i + " <&> ");
        out.write("x".repeat(i % 80));
        out.write('\n');
      }
    }
  }

  @Test
  void linesOfFourThousandCharactersAreClipped() throws Exception {
    try (TestRecord record = new TestRecord(project, "wide")) {
      record.booted();
      String line = "<".repeat(4096) + "\n";
      Files.writeString(record.directory().serialText(), line.repeat(20_000));
      assertThat(Files.size(SamplePage.page(record))).isLessThan(4_000_000);
      assertThat(rows(record).getFirst().runs().getFirst().text()).endsWith("characters more");
    }
  }

  @Test
  void aTextThatIsGoneIsNotTakenForASilentConsole() throws Exception {
    try (TestRecord record = new TestRecord(project, "gone")) {
      record.booted();
      record.event(9, new Event.ConsoleLine(3, 30, "said"));
      Files.delete(record.directory().serialText());
      assertThat(Files.readString(SamplePage.page(record)))
          .contains("serial.txt is not in the record any more. It had 3 lines or more")
          .doesNotContain("printed no line");
    }
  }

  @Test
  void aRecordWithoutAConsoleHasNoRows() throws Exception {
    try (TestRecord record = new TestRecord(project, "none")) {
      Files.delete(record.directory().serialText());
      Files.delete(record.directory().serialRaw());
      assertThat(rows(record)).isEmpty();
      assertThat(Files.readString(SamplePage.page(record)))
          .contains("The console printed no line.")
          .doesNotContain("id=\"replay\"");
    }
  }
}
