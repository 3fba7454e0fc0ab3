package dev.bootwitness.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-22T15:54:30Z");

  @TempDir Path project;
  private RunDirectory run = new RunDirectory(Path.of("."));

  @BeforeEach
  void makeDirectory() throws IOException {
    run = RunDirectory.create(project, "x", NOW);
  }

  @Test
  void aWholeRecordLacksNothing() throws Exception {
    writeThreeEvents();
    RecordGaps gaps = new RecordReader(run).read(event -> {});
    assertThat(gaps.complete()).isTrue();
    assertThat(gaps.events()).isEqualTo(3);
  }

  @Test
  void aRecordCutAnywhereGivesTheEventsBeforeTheCut() throws Exception {
    writeThreeEvents();
    List<StampedEvent> whole = RecordReader.all(run);
    byte[] bytes = Files.readAllBytes(run.events());
    for (int cut = 0; cut < bytes.length; cut++) {
      byte[] kept = Arrays.copyOf(bytes, cut);
      Files.write(run.events(), kept);
      List<StampedEvent> read = new ArrayList<>();
      RecordGaps gaps = new RecordReader(run).read(read::add);
      int lines = (int) new String(kept, UTF_8).chars().filter(c -> c == '\n').count();
      assertThat(read).isEqualTo(whole.subList(0, lines));
      assertThat(gaps.complete()).isFalse();
      assertThat(gaps.tornBytes()).isEqualTo(cut - 1 - lastNewline(kept));
    }
  }

  @Test
  void aRecordIsReadOnWhileItIsWritten() throws Exception {
    RecordReader reader = new RecordReader(run);
    List<StampedEvent> read = new ArrayList<>();
    assertThat(reader.read(read::add).sentences()).containsExactly("events.jsonl holds no event");
    try (RecordWriter writer = RecordWriter.open(run, SecretMask.NONE)) {
      writer.append(new Event.PoweredOn());
      reader.read(read::add);
      assertThat(read).hasSize(1);
      writer.append(new Event.RunEnded(0));
    }
    byte[] bytes = Files.readAllBytes(run.events());
    Files.write(run.events(), Arrays.copyOf(bytes, bytes.length - 5));
    assertThat(reader.read(read::add).tornBytes()).isPositive();
    assertThat(read).hasSize(1);
    Files.write(run.events(), bytes);
    assertThat(reader.read(read::add).complete()).isTrue();
    assertThat(read).isEqualTo(RecordReader.all(run)).hasSize(2);
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    writeThreeEvents();
    List<String> lines = Files.readAllLines(run.events());
    Files.writeString(
        run.events(),
        String.join(
            "\n",
            lines.get(0),
            "{\"seq\":2,\"t\":5,\"utc\":\"2026-11-22T15:54:31Z\",\"type\":\"quantum\",\"data\":1}",
            "\0\0\0\0",
            lines.get(1).replace("\"seq\":2", "\"seq\":9"),
            "{\"seq\":10,\"t\""));
    RecordGaps gaps = new RecordReader(run).read(event -> {});
    assertThat(gaps.unknownTypes()).isEqualTo(Map.of("quantum", 1L));
    assertThat(gaps.sentences())
        .satisfiesExactly(
            s -> assertThat(s).matches("the record ends at \\d+\\.\\d s, before the end .*"),
            s ->
                assertThat(s)
                    .matches(
                        "5 events are missing from events.jsonl, between \\d+\\.\\d s and \\d+\\.\\d s"),
            s -> assertThat(s).isEqualTo("1 line of events.jsonl is damaged"),
            s -> assertThat(s).matches("the last line .* is cut off after 13 bytes"),
            s -> assertThat(s).endsWith("does not know: quantum"));
  }

  @Test
  void aRecordOfANewerFormatIsReadAsFarAsItGoesAndSaysSo() throws Exception {
    writeThreeEvents();
    List<String> lines = new ArrayList<>(Files.readAllLines(run.events()));
    lines.set(
        0,
        lines
            .get(0)
            .replace("\"format\":1", "\"format\":2")
            .replace("\"bootwitness\":\"0.1\"", "\"bootwitness\":\"9.0\"")
            .replace("\"name\":\"x\"", "\"name\":{\"en\":\"x\"}"));
    Files.write(run.events(), lines);

    List<StampedEvent> read = new ArrayList<>();
    RecordGaps gaps = new RecordReader(run).read(read::add);

    assertThat(read).extracting(StampedEvent::seq).containsExactly(2L, 3L);
    assertThat(gaps.origin())
        .isEqualTo(new RecordOrigin(2, "9.0"))
        .isEqualTo(RecordReader.origin(run));
    assertThat(gaps.sentences())
        .containsExactly(
            "a newer Bootwitness (9.0) wrote this record in format 2, and this version reads up to"
                + " 1: what this version says about it may be incomplete or wrong; read it with that version",
            "1 line of events.jsonl could not be understood");
  }

  @Test
  void aVerdictThatIsNoneIsAnErrorThatNamesTheFile() throws Exception {
    Files.writeString(run.verdict(), "{\"bootwitness\":1}", StandardOpenOption.CREATE);
    assertThatThrownBy(() -> RecordReader.verdict(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(run.verdict().toString());
  }

  private void writeThreeEvents() throws IOException {
    try (RecordWriter writer = RecordWriter.open(run, SecretMask.NONE)) {
      writer.append(new Event.RunStarted("r", "x", "x.yaml", "0.1", "linux"));
      writer.append(new Event.ConsoleLine(1, 0, "ä"));
      writer.append(new Event.RunEnded(0));
    }
  }

  private static int lastNewline(byte[] bytes) {
    int at = bytes.length - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }
}
