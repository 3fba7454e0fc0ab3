package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.report.queue.QueueException;
import dev.bootwitness.report.queue.TaskQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the task queue that a command uses. */
final class QueueFileOption {

  private static final Path USUAL = Path.of("docs/task-queue.md");

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "The task queue; default: the one named by this folder's bootwitness.yaml, else"
              + " docs/task-queue.md.")
  private @Nullable Path file;

  /** What a command does with its queue. */
  @FunctionalInterface
  interface Work {
    int on(TaskQueue queue, Path file) throws IOException, QueueException;
  }

  /** Executes it; reports what was wrong with the file. */
  int run(String command, Work work) {
    Path queue = file();
    try {
      return work.on(new TaskQueue(queue), queue);
    } catch (QueueException e) {
      System.err.println("bootwitness queue " + command + ": " + queue + ": " + e.getMessage());
      return ExitCodes.USAGE_OR_SPEC;
    } catch (IOException e) {
      System.err.println(
          "bootwitness queue "
              + command
              + ": cannot read or write the queue: "
              + FileTrouble.of(e)
              + ". Use --file FILE to name another.");
      return ExitCodes.USAGE_OR_SPEC;
    }
  }

  private Path file() {
    return Optional.ofNullable(file).or(() -> ofSpec(Path.of(""))).orElse(USUAL);
  }

  /** The task queue of a project, which need not exist. */
  static Path ofProject(Path folder) {
    return folder.resolve(ofSpec(folder).orElse(USUAL));
  }

  /** `run` reports a wrong spec; here it merely names no queue. */
  private static Optional<Path> ofSpec(Path folder) {
    Path file = folder.resolve(SpecLoader.DEFAULT_NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Spec spec = SpecLoader.load(file);
      Path here = folder.toAbsolutePath();
      return spec.keep().queue().map(q -> q.startsWith(here) ? here.relativize(q) : q);
    } catch (SpecException e) {
      return Optional.empty();
    }
  }
}
