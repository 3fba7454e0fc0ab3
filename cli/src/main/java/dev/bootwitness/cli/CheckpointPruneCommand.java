package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.machine.checkpoint.CheckpointStore;
import dev.bootwitness.machine.checkpoint.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness checkpoint prune}. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description =
        "Removes checkpoints, and what killed runs left of one; never one that a run uses. Without"
            + " options: the least recently used, until the rest is within 10 GiB.")
final class CheckpointPruneCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "KEY",
      description = "Remove these; a key, or how it begins.")
  private List<String> keys = List.of();

  @Option(names = "--all", description = "Remove all that no run uses.")
  private boolean all;

  @Override
  public Integer call() throws IOException {
    CheckpointStore store = Bootwitness.checkpoints(System.getenv());
    List<Stored> removed = new ArrayList<>();
    for (String key : keys) {
      List<Stored> found = CheckpointText.named(store.list(), key);
      if (found.size() != 1) {
        System.err.println("bootwitness checkpoint prune: " + CheckpointText.notOne(key, found));
        return ExitCodes.USAGE_OR_SPEC;
      }
      if (!store.remove(found.getFirst().id())) {
        System.err.println(
            "bootwitness checkpoint prune: a run uses " + key + "; try again when it is over.");
        return ExitCodes.HOST_OR_HARNESS;
      }
      removed.addAll(found);
    }
    if (keys.isEmpty()) {
      removed.addAll(store.prune(all ? 0 : Bootwitness.CHECKPOINT_BUDGET));
    }
    System.out.print(CheckpointText.removed(removed));
    return ExitCodes.PASSED;
  }
}
