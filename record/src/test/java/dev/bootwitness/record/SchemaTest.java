package dev.bootwitness.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schemas published with the jar describe what is written. After a change of a record: {@code
 * ./mvnw -pl record test -Dtest=SchemaTest -Dbootwitness.schemas=write}.
 */
class SchemaTest {
  private static final Path FOLDER = Path.of("src/main/resources/dev/bootwitness/record");

  private final EventEncoder encoder = new EventEncoder(SecretMask.NONE);

  @Test
  void thePublishedSchemasAreThoseOfTheCode() throws Exception {
    Map<String, String> schemas =
        Map.of(
            "events-1.schema.json", Schemas.events(), "verdict-1.schema.json", Schemas.verdict());
    for (Map.Entry<String, String> schema : schemas.entrySet()) {
      Path file = FOLDER.resolve(schema.getKey());
      if ("write".equals(System.getProperty("bootwitness.schemas"))) {
        Files.writeString(file, schema.getValue());
      }
      assertThat(file).content().isEqualTo(schema.getValue());
    }
  }

  static Stream<Event> events() {
    return SampleEvents.all();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyTypeOfEventIsValid(Event event) throws Exception {
    assertThat(mistakes("events-1", line(event))).isEmpty();
  }

  @Test
  void aVerdictIsValid() throws Exception {
    String json = new String(encoder.encode(SampleEvents.verdict()), UTF_8);

    assertThat(mistakes("verdict-1", json)).isEmpty();
  }

  @Test
  void whatANewerVersionAddsIsValid() throws Exception {
    assertThat(
            mistakes(
                "events-1",
                "{\"seq\":1,\"t\":1,\"utc\":\"2026-11-22T15:54:30.120Z\",\"type\":\"from-the-future\","
                    + "\"data\":{\"x\":[1]},\"more\":1}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"seq\":0,\"t\":1,\"utc\":\"\",\"type\":\"powered-on\",\"data\":{}}",
        "{\"seq\":1,\"t\":1,\"utc\":\"\",\"type\":\"powered-on\"}",
        "{\"seq\":1,\"t\":1,\"utc\":\"\",\"type\":\"phase-started\",\"data\":{\"phase\":7}}",
        "{\"seq\":1,\"t\":1,\"utc\":\"\",\"type\":\"stage-reached\",\"data\":{\"stage\":\"lunch\"}}",
      })
  void whatIsNoEventIsInvalid(String line) throws Exception {
    assertThat(mistakes("events-1", line)).isNotEmpty();
  }

  private String line(Event event) {
    return new String(encoder.encode(new StampedEvent(7, 1, Instant.EPOCH, event)), UTF_8);
  }

  static List<?> mistakes(String schema, String json) throws IOException {
    Schema rules =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FOLDER.resolve(schema + ".schema.json")));
    return rules.validate(json, InputFormat.JSON);
  }
}
