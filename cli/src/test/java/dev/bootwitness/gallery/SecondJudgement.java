package dev.bootwitness.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.LogExplainer;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds what {@code explain} says of a run's serial log against what the run itself said: one
 * judgement, whether the machine is here or only its log. Rows whose log cannot show it stand in
 * {@code second-judgement.tsv}, with what may be said of them instead and the reason.
 */
final class SecondJudgement {
  private static final String NONE = "none";

  private static final Map<String, Set<String>> OTHERWISE = read();

  private SecondJudgement() {}

  private static Map<String, Set<String>> read() {
    try (InputStream in = SecondJudgement.class.getResourceAsStream("second-judgement.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", 3))
          .collect(
              Collectors.toMap(
                  row -> row[0], row -> Set.copyOf(Arrays.asList(row[1].split(" or ")))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void hold(String row, RunResult result) throws IOException {
    String live = cause(result.verdict().primary());
    String saved;
    try (InputStream in = Files.newInputStream(RunDirectory.open(result.record()).serialRaw())) {
      saved = cause(LogExplainer.explain(in, RuleSet.bundled()).primary());
    }
    Set<String> otherwise = OTHERWISE.getOrDefault(row, Set.of());
    assertThat(saved)
        .as("what `explain serial.raw` says of %s, where the run says %s", row, live)
        .satisfiesAnyOf(
            said -> assertThat(said).isEqualTo(live), said -> assertThat(otherwise).contains(said));
  }

  private static String cause(@Nullable Finding primary) {
    return primary == null ? NONE : primary.cause();
  }
}
