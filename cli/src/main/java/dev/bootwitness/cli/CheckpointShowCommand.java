package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.machine.checkpoint.CheckpointStore;
import dev.bootwitness.machine.checkpoint.Stored;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bootwitness checkpoint show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows what a checkpoint contains and which run booted it.")
final class CheckpointShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "KEY", description = "Its key or the beginning of it.")
  private String key = "";

  @Override
  public Integer call() throws IOException {
    CheckpointStore store = Bootwitness.checkpoints(System.getenv());
    List<Stored> found = CheckpointText.named(store.list(), key);
    if (found.size() != 1) {
      System.err.println("bootwitness checkpoint show: " + CheckpointText.notOne(key, found));
      return ExitCodes.USAGE_OR_SPEC;
    }
    System.out.print(CheckpointText.show(found.getFirst(), store.root(), Instant.now()));
    return ExitCodes.PASSED;
  }
}
