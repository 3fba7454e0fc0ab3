package dev.bootwitness.prenixos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bootwitness.prenixos.json.JsonTreeWriter;
import dev.bootwitness.prenixos.status.StorageStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas in the jar describe what is written, and nothing else. */
class PublishedSchemasTest {
  private static final Path SCHEMAS = Path.of("src/main/resources/dev/bootwitness/prenixos");
  private static final Path PLANS = Path.of("src/test/resources/dev/bootwitness/prenixos/plans");

  static Stream<Path> plans() throws IOException {
    try (Stream<Path> files = Files.list(PLANS)) {
      return files.sorted().toList().stream();
    }
  }

  private static List<String> mistakes(String schema, String json) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMAS.resolve(schema)))
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static String status(State state, String detail) {
    var status =
        new StorageStatus(
            state, detail, "reason", "done", List.of("a"), "", "", List.of(), List.of("b"));
    return JsonTreeWriter.write(StatusWriter.json(status, Places.STANDARD));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void aPlanIsValid(Path plan) throws IOException {
    assertThat(mistakes("plan.schema.json", Files.readString(plan))).isEmpty();
  }

  @Test
  void aStatusIsValid() throws IOException {
    for (State state : State.values()) {
      assertThat(mistakes("storage-status.schema.json", status(state, "blank-disks"))).isEmpty();
    }
  }

  @Test
  void whatIsNotInTheSchemaIsNotValid() throws IOException {
    String plan = Files.readString(PLANS.resolve("one-ssd.json"));

    assertThat(mistakes("plan.schema.json", plan.replace("\"careful\"", "\"bold\""))).isNotEmpty();
    assertThat(mistakes("storage-status.schema.json", status(State.FAILED, "other"))).isNotEmpty();
  }
}
