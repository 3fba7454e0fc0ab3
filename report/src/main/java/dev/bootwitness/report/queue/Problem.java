package dev.bootwitness.report.queue;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a task of a run is about, as stored in the task, and how far the run had come: a later run
 * must go beyond that point to show it cured.
 *
 * @param id fingerprint of spec, cause and subject: the same for every run with this failure
 * @param spec the spec's name
 * @param stage the stage that the run reached
 * @param checks fingerprints of the names of the checks that did not pass
 */
record Problem(
    String id, String spec, String cause, String subject, Stage stage, Set<String> checks) {
  private static final int MOST_CHECKS = 40;
  private static final int ID_LENGTH = 12;
  private static final int CHECK_LENGTH = 8;

  Problem {
    checks = Set.copyOf(checks);
  }

  static Problem of(String spec, Finding finding, Verdict verdict) {
    String subject = Subject.of(finding, verdict);
    List<String> failed =
        verdict.checks().stream()
            .filter(check -> check.outcome().equals(CheckResult.FAILED))
            .map(CheckResult::name)
            .toList();
    // A finding about one check is cured by that check, whatever the others do.
    List<String> point = failed.contains(subject) ? List.of(subject) : failed;
    return new Problem(
        digest(ID_LENGTH, spec, finding.cause(), subject),
        spec,
        finding.cause(),
        subject,
        verdict.stage(),
        Set.copyOf(point.stream().limit(MOST_CHECKS).map(Problem::check).distinct().toList()));
  }

  static Problem of(Marker marker) {
    String checks = marker.field("checks");
    return new Problem(
        marker.field("id"),
        marker.field("spec"),
        marker.field("cause"),
        "",
        stage(marker.field("stage")),
        checks.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(checks.split(",", -1))));
  }

  Marker marker() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("spec", spec);
    fields.put("cause", cause);
    fields.put("stage", stage.id());
    if (!checks.isEmpty()) {
      fields.put("checks", String.join(",", checks.stream().sorted().toList()));
    }
    return new Marker(Marker.TASK, fields);
  }

  /** The cause and what it is about, in a few words. */
  String title() {
    if (subject.isEmpty()) {
      return cause;
    }
    return cause + (subject.startsWith("/dev/") ? " on " : ": ") + subject;
  }

  static String check(String name) {
    return digest(CHECK_LENGTH, name);
  }

  /** An unknown stage counts as the last one, beyond which only a passed run goes. */
  private static Stage stage(String id) {
    return Arrays.stream(Stage.values())
        .filter(stage -> stage.id().equals(id))
        .findFirst()
        .orElse(Stage.READY);
  }

  private static String digest(int length, String... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        sha.update(bytes);
      }
      return HexFormat.of().formatHex(sha.digest()).substring(0, length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
