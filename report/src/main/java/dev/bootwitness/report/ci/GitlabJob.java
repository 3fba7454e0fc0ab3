package dev.bootwitness.report.ci;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * A job of GitLab: collapsed sections in the log, and in the folder {@code .bootwitness/ci} a Code
 * Quality report and the metrics of its runs, for {@code artifacts: reports:}.
 */
final class GitlabJob implements CiJob {

  private final CodeQuality quality;
  private final OpenMetrics metrics;
  private final InstantSource clock;
  private final PrintStream out;

  GitlabJob(Map<String, String> environment, Path project, InstantSource clock, PrintStream out) {
    Path folder = project.resolve(".bootwitness").resolve("ci");
    this.quality = new CodeQuality(folder.resolve("gl-code-quality-report.json"), environment);
    this.metrics = new OpenMetrics(folder.resolve("metrics.txt"));
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void ended(CiRun run) throws IOException {
    for (FoldedPart part : run.parts()) {
      section(part.kind() + "_" + run.verdict().run().replaceAll("[^A-Za-z0-9_.-]", "_"), part);
    }
    out.flush();
    quality.add(run.verdict());
    metrics.add(run.verdict());
  }

  /** A section whose name is unique in the job, collapsed. */
  private void section(String name, FoldedPart part) {
    long now = clock.instant().getEpochSecond();
    out.printf("\033[0Ksection_start:%d:%s[collapsed=true]\r\033[0K%s%n", now, name, part.title());
    part.safeLines().forEach(out::println);
    out.printf("\033[0Ksection_end:%d:%s\r\033[0K%n", now, name);
  }
}
