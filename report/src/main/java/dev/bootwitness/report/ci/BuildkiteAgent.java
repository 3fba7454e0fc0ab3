package dev.bootwitness.report.ci;

import dev.bootwitness.base.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program with which a job of Buildkite reaches its build. */
final class BuildkiteAgent implements BuildkiteJob.Annotations {
  private static final String PROGRAM = "buildkite-agent";

  /** An annotation may have 1 MiB, its context 100 characters. */
  private static final int LONGEST_CONTEXT = 100;

  /** Of a digest, enough to tell two contexts apart. */
  private static final int DIGITS = 16;

  private static final int SECONDS = 30;

  private final Optional<Path> program;

  /** The agent of a process, if it is on its {@code PATH}. */
  BuildkiteAgent(Map<String, String> environment) {
    this.program = find(environment.getOrDefault("PATH", ""));
  }

  private static Optional<Path> find(String path) {
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (folder.isEmpty()) {
        continue; // It would be the checkout, whose program would get the job's secrets.
      }
      Path program = Path.of(folder, PROGRAM);
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /** Two annotations of one context are one: what a long one loses must tell it from others. */
  private static String name(String context) {
    if (context.length() <= LONGEST_CONTEXT) {
      return context;
    }
    String digest = Sha256.of(context).substring(0, DIGITS);
    return context.substring(0, LONGEST_CONTEXT - DIGITS - 1) + "-" + digest;
  }

  /** Does nothing without an agent: the log and {@code junit.xml} say the same. */
  @Override
  public void show(String style, String context, String markdown) throws IOException {
    if (program.isEmpty()) {
      return;
    }
    Process process =
        new ProcessBuilder(
                program.get().toString(), "annotate", "--style", style, "--context", name(context))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(markdown.getBytes(StandardCharsets.UTF_8));
    }
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(PROGRAM + " annotate did not end within " + SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(PROGRAM + " annotate ended with status " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
