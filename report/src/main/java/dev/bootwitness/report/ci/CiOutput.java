package dev.bootwitness.report.ci;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.report.story.Story;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/**
 * Shows runs in the CI system that runs this process. Until it is closed, the job's log is between
 * two marks of the system if it needs them. Not thread-safe.
 */
public final class CiOutput implements AutoCloseable {

  private final CiJob job;
  private final CauseDocs docs;

  /**
   * The output of a process.
   *
   * @param environment of this process: it names the system's files
   * @param project the folder whose {@code .bootwitness} holds the records
   * @param out the job's log
   */
  public CiOutput(CiSystem system, Map<String, String> environment, Path project, PrintStream out) {
    this(
        switch (system) {
          case GITHUB -> new GithubJob(environment, UUID.randomUUID().toString(), out);
          case GITLAB -> new GitlabJob(environment, project, InstantSource.system(), out);
          case JENKINS -> new JenkinsJob(out);
          case BUILDKITE -> new BuildkiteJob(new BuildkiteAgent(environment), out);
          case NONE -> run -> {};
        },
        CauseDocs.of(environment));
  }

  CiOutput(CiJob job, CauseDocs docs) {
    this.job = job;
    this.docs = docs;
    job.began();
  }

  /** The system's job. */
  CiJob job() {
    return job;
  }

  /**
   * A run is over, and its verdict has been printed.
   *
   * @throws IOException when the console cannot be read, or a file of the system not be written
   */
  public void ended(Story story) throws IOException {
    job.ended(CiRun.of(story, docs));
  }

  @Override
  public void close() {
    job.over();
  }
}
