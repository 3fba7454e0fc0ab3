package dev.bootwitness.report.suite;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.html.Assets;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.VerdictWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What {@code suite.jte} shows. */
public final class SuiteView {

  private final Path folder;
  private final List<String> problems;
  private final List<Row> rows;
  private final double seconds;
  private final Assets assets = Assets.of(List.of(), List.of());

  SuiteView(Path folder, List<String> problems, List<MergedFolder.Entry> entries) {
    this.folder = folder;
    this.problems = Pages.safe(problems);
    this.rows = entries.stream().map(this::row).toList();
    this.seconds =
        entries.stream()
            .flatMap(entry -> entry.verdict().stream())
            .map(Verdict::timing)
            .mapToDouble(timing -> timing == null ? 0 : timing.seconds())
            .sum();
  }

  /**
   * A spec.
   *
   * @param link to the run's report, relative to the page; empty when there is none
   * @param outcome in a word
   * @param cause may be empty
   * @param bad whether the row shows a failure
   */
  public record Row(
      String name,
      String link,
      String outcome,
      String cause,
      String says,
      String time,
      List<ShardLink> shards,
      boolean bad) {}

  /**
   * A shard that ran a spec, or some of its checks.
   *
   * @param link to the report of those checks, relative to the page; empty when there is none
   */
  public record ShardLink(int number, String link) {}

  private Row row(MergedFolder.Entry entry) {
    List<ShardLink> shards =
        entry.runs().stream()
            .map(run -> new ShardLink(run.shard(), run.record().map(this::link).orElse("")))
            .toList();
    String name = Pages.safe(entry.name());
    if (entry.verdict().isEmpty()) {
      return new Row(name, "", "no verdict", "", Pages.safe(entry.why()), "", shards, true);
    }
    Verdict verdict = entry.verdict().get();
    Finding primary = verdict.primary();
    Timing timing = verdict.timing();
    return new Row(
        name,
        entry.record().map(this::link).orElse(""),
        VerdictWords.name(verdict).toLowerCase(Locale.ROOT),
        primary == null ? "" : primary.cause(),
        Pages.safe(primary == null ? VerdictWords.says(verdict) : VerdictWords.sentence(primary)),
        timing == null ? "" : Seconds.exact(timing.seconds()),
        shards,
        entry.exitCode() != ExitCodes.PASSED);
  }

  private String link(RunDirectory record) {
    Path page = record.html();
    return Files.exists(page) ? folder.relativize(page).toString() : "";
  }

  /** Styles and the policy. */
  public Assets assets() {
    return assets;
  }

  /** One per spec, in order. */
  public List<Row> rows() {
    return rows;
  }

  /** What does not fit together. */
  public List<String> problems() {
    return problems;
  }

  /** How many passed. */
  public long passed() {
    return rows.stream().filter(row -> !row.bad()).count();
  }

  /** Whether all is well. */
  public boolean good() {
    return problems.isEmpty() && passed() == rows.size();
  }

  /** The time of all runs together. */
  public String time() {
    return Seconds.exact(seconds);
  }
}
