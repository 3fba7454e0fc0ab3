package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.machine.checkpoint.CheckpointStore;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bootwitness checkpoint list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the checkpoints, the most recently used first.")
final class CheckpointListCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    CheckpointStore store = Bootwitness.checkpoints(System.getenv());
    System.out.print(CheckpointText.list(store.list(), store.root(), Instant.now()));
    return ExitCodes.PASSED;
  }
}
