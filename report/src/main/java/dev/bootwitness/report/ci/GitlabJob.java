package dev.bootwitness.report.ci;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

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
    var text = new StringBuilder();
    for (FoldedPart part : run.parts()) {
      text.append(
          section(
              part.kind() + "_" + run.verdict().run().replaceAll("[^A-Za-z0-9_.-]", "_"), part));
    }
    // In one write: the lines of another run do not belong into a section.
    out.print(text);
    out.flush();
    quality.add(run.verdict());
    metrics.add(run.verdict());
  }

  /** A section whose name is unique in the job, collapsed. */
  private String section(String name, FoldedPart part) {
    long now = clock.instant().getEpochSecond();
    String lines = part.safeLines().stream().map(line -> line + "\n").collect(Collectors.joining());
    return "\033[0Ksection_start:%d:%s[collapsed=true]\r\033[0K%s\n"
            .formatted(now, name, part.title())
        + lines
        + "\033[0Ksection_end:%d:%s\r\033[0K\n".formatted(now, name);
  }
}
