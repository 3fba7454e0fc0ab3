package dev.bootwitness.report.ci;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The times of a job's runs as OpenMetrics text: gauges, one sample for each run, phase, stage and
 * check. GitLab compares them with the target branch's in a merge request.
 */
final class OpenMetrics {

  private final Path file;

  OpenMetrics(Path file) {
    this.file = file;
  }

  /**
   * Adds a run's times; those of an earlier run of the same spec are replaced.
   *
   * @throws IOException when the file cannot be written
   */
  void add(Verdict verdict) throws IOException {
    SortedMap<String, String> samples = new TreeMap<>();
    if (Files.isRegularFile(file)) {
      Files.readString(file).lines().forEach(line -> read(line, samples));
    }
    samples.putAll(samples(verdict));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text(samples));
  }

  private static void read(String line, Map<String, String> samples) {
    int value = line.lastIndexOf(' ');
    if (value > 0 && line.startsWith("bootwitness_")) {
      samples.put(line.substring(0, value), line.substring(value + 1));
    }
  }

  /** Sorted, the samples of a metric are together, as the format wants them. */
  private static String text(SortedMap<String, String> samples) {
    StringBuilder text = new StringBuilder();
    String last = "";
    for (Map.Entry<String, String> sample : samples.entrySet()) {
      String metric = sample.getKey().substring(0, sample.getKey().indexOf('{'));
      if (!metric.equals(last)) {
        text.append("# TYPE ").append(metric).append(" gauge\n");
        last = metric;
      }
      text.append(sample.getKey()).append(' ').append(sample.getValue()).append('\n');
    }
    return text.append("# EOF\n").toString();
  }

  static SortedMap<String, String> samples(Verdict verdict) {
    String spec = label("spec", JobSummary.name(verdict));
    SortedMap<String, String> samples = new TreeMap<>();
    samples.put(
        "bootwitness_passed{" + spec + "}", verdict.outcome() == Outcome.PASSED ? "1" : "0");
    Timing timing = verdict.timing();
    if (timing != null) {
      samples.put("bootwitness_run_seconds{" + spec + "}", seconds(timing.seconds()));
      for (Timing.StageTime stage : timing.stages()) {
        samples.putIfAbsent(
            sample("bootwitness_stage_seconds", spec, "stage", stage.stage().id()),
            seconds(stage.at()));
      }
    }
    for (Verdict.PhaseTime phase : verdict.phases()) {
      samples.putIfAbsent(
          sample("bootwitness_phase_seconds", spec, "phase", phase.name()),
          seconds(phase.seconds()));
    }
    for (CheckResult check : ran(verdict)) {
      samples.putIfAbsent(
          sample("bootwitness_check_seconds", spec, "check", check.name()),
          seconds(check.seconds()));
    }
    return samples;
  }

  private static List<CheckResult> ran(Verdict verdict) {
    List<CheckResult> ran = new ArrayList<>(verdict.checks());
    ran.removeIf(check -> check.outcome().equals(CheckResult.NOT_RUN));
    return ran;
  }

  private static String sample(String metric, String spec, String name, String value) {
    return metric + "{" + spec + "," + label(name, value) + "}";
  }

  /** OpenMetrics 1.0, "escaped-string"; line feeds are gone with all other controls. */
  private static String label(String name, String value) {
    return name + "=\"" + VisibleText.of(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String seconds(double seconds) {
    return BigDecimal.valueOf(seconds).setScale(3, RoundingMode.HALF_UP).toPlainString();
  }
}
