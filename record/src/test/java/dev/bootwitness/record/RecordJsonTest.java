package dev.bootwitness.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

class RecordJsonTest {
  private static final Instant UTC = Instant.parse("2026-11-22T15:54:30.120Z");

  private final EventEncoder encoder = new EventEncoder(SecretMask.NONE);

  static Stream<Event> events() {
    return SampleEvents.all();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyTypeOfEventReadsBackAsItWasWritten(Event event) throws Exception {
    StampedEvent stamped = new StampedEvent(7, 1_234_567_890_123L, UTC, event);
    byte[] line = encoder.encode(stamped);
    assertThat(RecordJson.parse(line, 0, line.length).event()).isEqualTo(stamped);
    assertThat(new String(line, UTF_8)).endsWith("\n").containsOnlyOnce("\n");
  }

  /** The library that reads them, asked to write them. */
  @ParameterizedTest
  @MethodSource("events")
  void anEventIsWrittenAsABindingLibraryWould(Event event) throws Exception {
    byte[] line = encoder.encode(new StampedEvent(7, 1L, UTC, event));
    JsonMapper library =
        JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
    String bound = library.writeValueAsString(event);
    assertThat(new String(line, UTF_8)).endsWith(",\"data\":" + bound + "}\n");
  }

  @Test
  void aVerdictIsWrittenAsABindingLibraryWould() {
    Verdict verdict = SampleEvents.verdict();
    JsonMapper library =
        JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
    assertThat(new String(encoder.encode(verdict), UTF_8))
        .isEqualTo(library.writerWithDefaultPrettyPrinter().writeValueAsString(verdict));
  }

  @Test
  void theNamesOfTheTypesAreFixed() {
    assertThat(SampleEvents.types().map(JsonText::typeName))
        .containsExactlyInAnyOrder(
            "run-started",
            "checks-planned",
            "restarts-expected",
            "usual-times",
            "usage-measured",
            "phase-started",
            "phase-ended",
            "tool-output",
            "accelerator-chosen",
            "build-step",
            "image-built",
            "image-ready",
            "restart-asked",
            "boot-began",
            "machine-started",
            "powered-on",
            "restored",
            "checkpoint",
            "machine-signal",
            "machine-exited",
            "console-line",
            "console-lines-elided",
            "console-sent",
            "stage-reached",
            "awaiting",
            "login-step",
            "side-channel",
            "command-ran",
            "evidence-kept",
            "screen-seen",
            "processors-seen",
            "guest-file",
            "check-started",
            "check-ended",
            "finding-made",
            "interrupted",
            "verdict-reached",
            "failure-known",
            "attempted",
            "repeated",
            "run-ended");
  }

  @Test
  void aLineHasItsNumberTimeStampTypeAndDataInThisOrder() {
    assertThat(line(new Event.StageReached(Stage.POWER_ON, 0, "SeaBIOS")))
        .isEqualTo(
            """
            {"seq":1,"t":123,"utc":"2026-11-22T15:54:30.120Z","type":"stage-reached",\
            "data":{"stage":"power-on","line":0,"evidence":"SeaBIOS"}}
            """);
    assertThat(line(new Event.PoweredOn()))
        .isEqualTo(
            """
            {"seq":1,"t":123,"utc":"2026-11-22T15:54:30.120Z","type":"powered-on","data":{}}
            """);
  }

  @Test
  void whatIsNoNumberIsNullAndReadsAsZeroOrAbsent() throws Exception {
    String line =
        line(
            new Event.AcceleratorChosen(
                "tcg",
                "",
                false,
                Double.NaN,
                List.of(new AcceleratorProbe("kvm", Double.POSITIVE_INFINITY, "aborted")),
                1));
    assertThat(line).contains("\"seconds\":null").doesNotContain("NaN").doesNotContain("Inf");
    assertThat(parse(line).event())
        .isEqualTo(
            stamped(
                new Event.AcceleratorChosen(
                    "tcg",
                    "",
                    false,
                    0,
                    List.of(new AcceleratorProbe("kvm", null, "aborted")),
                    1)));
  }

  @Test
  void halfASurrogatePairIsReplaced() throws Exception {
    String line = line(new Event.ConsoleLine(1, 0, "cut \uD83D"));
    assertThat(parse(line).event()).isEqualTo(stamped(new Event.ConsoleLine(1, 0, "cut \uFFFD")));
  }

  @Test
  void anOlderRecordReadsWithoutTheFieldsItLacks() throws Exception {
    String old = envelope("run-started", "{\"run\":\"r\"}");
    assertThat(parse(old).event()).isEqualTo(stamped(new Event.RunStarted("r", "", "", "", "", 0)));
    String machine = envelope("machine-started", "{\"pid\":1}");
    assertThat(parse(machine).event())
        .isEqualTo(stamped(new Event.MachineStarted(1, "", "", List.of())));
  }

  @Test
  void aNewerRecordsFieldsAreIgnoredAndItsTypesAreNamed() throws Exception {
    String field = envelope("phase-started", "{\"phase\":\"boot\",\"mood\":{\"good\":[1]}}");
    assertThat(parse(field).event()).isEqualTo(stamped(new Event.PhaseStarted("boot")));
    assertThat(parse(envelope("screen-taken", "{\"file\":\"a.png\"}")))
        .isEqualTo(new RecordJson.Line(1, "screen-taken", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "nonsense",
        "{\"seq\":1}",
        "{\"seq\":\"x\",\"type\":\"powered-on\"}",
        "{\"seq\":1,\"t\":1,\"utc\":\"today\",\"type\":\"powered-on\",\"data\":{}}",
        "{\"seq\":1,\"t\":1,\"utc\":\"2026-11-22T15:54:30Z\",\"type\":\"powered-on\"}",
        "{\"seq\":1,\"t\":1,\"utc\":\"2026-11-22T15:54:30Z\",\"type\":\"finding-made\",\"data\":{}}",
        "{\"seq\":1,\"t\":1,\"utc\":\"2026-11-22T15:54:30Z\",\"type\":\"powered-on\",\"data\":null}",
        "{\"seq\":1,\"type\":\"x\"} {}",
      })
  void whatIsNoEventIsMalformedAndNothingElse(String line) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(RecordJson.MalformedLineException.class);
  }

  @Test
  void aVerdictReadsBackAndSaysItsFormatFirst() throws Exception {
    Verdict verdict = SampleEvents.verdict();
    byte[] json = encoder.encode(verdict);
    assertThat(RecordJson.parseVerdict(json)).isEqualTo(verdict);
    assertThat(new String(json, UTF_8)).matches("(?s)\\{\\s*\"bootwitness\" : -7,\\s*\"run\".*");
  }

  @Test
  void anOlderVerdictWasOfASingleRunThatNobodyHadForeseen() throws Exception {
    String json =
        new String(encoder.encode(SampleEvents.verdict()), UTF_8)
            .replaceAll("(?s),\\s*\"known\" : \\{.*\\}\\s*$", "\n}\n");
    assertThat(json).doesNotContain("\"known\"", "\"attempts\"", "\"repeats\"", "\"parts\"");

    Verdict verdict = RecordJson.parseVerdict(json.getBytes(UTF_8));

    assertThat(verdict.known()).isNull();
    assertThat(verdict.attempts()).isEmpty();
    assertThat(verdict.repeats()).isEmpty();
    assertThat(verdict.part()).isNull();
  }

  @Test
  void aVerdictWithoutAPrimaryCauseReadsBack() throws Exception {
    Verdict verdict =
        new Verdict(
            Verdict.FORMAT,
            "r",
            "s",
            Outcome.PASSED,
            null,
            Stage.READY,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Verdict.PhaseTime("boot", 1.5, null)),
            null,
            null,
            null,
            null);
    byte[] json = encoder.encode(verdict);
    assertThat(RecordJson.parseVerdict(json)).isEqualTo(verdict);
    assertThat(new String(json, UTF_8)).contains("\"outcome\" : \"passed\"", "\"fault\" : null");
  }

  private String line(Event event) {
    return new String(encoder.encode(stamped(event)), UTF_8);
  }

  private static StampedEvent stamped(Event event) {
    return new StampedEvent(1, 123, UTC, event);
  }

  private static String envelope(String type, String data) {
    return "{\"seq\":1,\"t\":123,\"utc\":\"%s\",\"type\":\"%s\",\"data\":%s}"
        .formatted(UTC, type, data);
  }

  private static RecordJson.Line parse(String line) throws RecordJson.MalformedLineException {
    byte[] bytes = line.getBytes(UTF_8);
    return RecordJson.parse(bytes, 0, bytes.length);
  }
}
