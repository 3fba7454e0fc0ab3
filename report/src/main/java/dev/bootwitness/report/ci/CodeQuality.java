package dev.bootwitness.report.ci;

import dev.bootwitness.base.Sha256;
import dev.bootwitness.base.VisibleText;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.VerdictWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * A Code Quality report of GitLab, which shows its entries in a merge request beside the changed
 * lines: the findings of runs that did not pass, at their specs.
 *
 * <p>The format is the part of Code Climate's that docs.gitlab.com lists, "Code Quality report
 * format": description, check_name, fingerprint, severity, location.
 */
final class CodeQuality {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_FINDINGS = 5;
  private static final int LONGEST = 400;

  private final Path file;
  private final Optional<Path> repository;

  CodeQuality(Path file, Map<String, String> environment) {
    this.file = file;
    this.repository = Optional.ofNullable(environment.get("CI_PROJECT_DIR")).map(Path::of);
  }

  /**
   * Puts a run's findings in the place of those of an earlier run of its spec.
   *
   * @throws IOException when the file cannot be written
   */
  void add(Verdict verdict) throws IOException {
    String path = SpecPlace.of(verdict, null, repository).path();
    List<Object> entries = new ArrayList<>();
    for (JsonNode entry : before()) {
      if (!entry.path("location").path("path").asString("").equals(path)) {
        entries.add(entry);
      }
    }
    if (verdict.outcome() != Outcome.PASSED) {
      verdict.findings().stream()
          .limit(MOST_FINDINGS)
          .map(finding -> entry(verdict, finding))
          .forEach(entries::add);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writeValueAsString(entries) + "\n");
  }

  /** The entries of the job's earlier runs; none of a file that is not ours. */
  private ArrayNode before() throws IOException {
    if (Files.isRegularFile(file)) {
      try {
        if (JSON.readTree(Files.readString(file)) instanceof ArrayNode entries) {
          return entries;
        }
      } catch (JacksonException e) {
        // Torn by a job that was killed: what is known now is worth more.
      }
    }
    return JSON.createArrayNode();
  }

  private Map<String, Object> entry(Verdict verdict, Finding finding) {
    SpecPlace place = SpecPlace.of(verdict, finding, repository);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("description", words(finding.cause() + ": " + VerdictWords.sentence(finding)));
    entry.put("check_name", finding.cause());
    // The same failure in two pipelines is the same entry, so it has nothing of the run in it.
    entry.put(
        "fingerprint",
        Sha256.of(String.join("\n", place.path(), finding.cause(), finding.subject())));
    boolean excused = verdict.known() != null && verdict.known().excuses();
    boolean blamed = finding.equals(verdict.primary()) && !excused;
    entry.put("severity", blamed ? "critical" : "minor");
    Map<String, Object> location = new LinkedHashMap<>();
    location.put("path", place.path());
    location.put("lines", Map.of("begin", place.line() == null ? 1L : place.line()));
    entry.put("location", location);
    return entry;
  }

  private static String words(String text) {
    String line = VisibleText.of(text.replaceAll("\\s+", " "));
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
