package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.Explanation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fifteen serial logs of real runs, each with the causes an engineer would name first. */
class CorpusTest {

  private static InputStream open(String name) {
    return Objects.requireNonNull(CorpusTest.class.getResourceAsStream("corpus/" + name), name);
  }

  /** A log with its label; {@code none} means that nothing is to be blamed. */
  record Labelled(String file, Set<String> primary, Set<String> also) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Labelled> logs() throws IOException {
    try (InputStream labels = open("labels.tsv")) {
      List<String> rows =
          new String(labels.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
      assertThat(rows).hasSize(15);
      return rows.stream()
          .map(row -> row.split("\t", -1))
          .map(row ->
              new Labelled(
                  row[0], Set.of(row[2].split("\\|", -1)), Set.of(row[3].split("\\|", -1))));
    }
  }

  @ParameterizedTest
  @MethodSource("logs")
  void thePrimaryCauseIsTheOneAnEngineerNames(Labelled log) throws IOException {
    Explanation explanation = LogExplainer.explain(open(log.file()), RuleSet.bundled());

    var primary = explanation.primary();
    assertThat(primary == null ? "none" : primary.cause()).isIn(log.primary());
    log.also().stream()
        .filter(cause -> !cause.isEmpty() && !cause.equals("none"))
        .forEach(cause ->
            assertThat(explanation.findings()).anyMatch(found -> found.cause().equals(cause)));
  }

  @ParameterizedTest
  @MethodSource("logs")
  void theTimesThatACaptureWroteInFrontChangeNothing(Labelled log) throws IOException {
    String text = new String(open(log.file()).readAllBytes(), StandardCharsets.ISO_8859_1);
    byte[] timed =
        text.replaceAll("(?md)^(?=.|\\z)", "2026-11-25T10:00:00.123Z ")
            .getBytes(StandardCharsets.ISO_8859_1);

    var primary =
        LogExplainer.explain(new ByteArrayInputStream(timed), RuleSet.bundled()).primary();

    assertThat(primary == null ? "none" : primary.cause()).isIn(log.primary());
  }

  @ParameterizedTest
  @MethodSource("logs")
  void theQuoteStandsWhereTheFindingSays(Labelled log) throws IOException {
    byte[] bytes = open(log.file()).readAllBytes();
    Explanation explanation = LogExplainer.explain(open(log.file()), RuleSet.bundled());

    for (var finding : explanation.findings()) {
      int offset = Math.toIntExact(Objects.requireNonNull(finding.offset()));
      long lineFeeds = 0;
      for (int i = 0; i < offset; i++) {
        lineFeeds += bytes[i] == '\n' ? 1 : 0;
      }
      assertThat(finding.line()).isEqualTo(lineFeeds + 1);
    }
  }
}
