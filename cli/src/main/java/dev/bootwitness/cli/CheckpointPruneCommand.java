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
        "Removes checkpoints and the remains of unfinished ones, but never one that a run is using."
            + " Without options: removes the least recently used until the rest fits in 10 GiB.")
final class CheckpointPruneCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "KEY",
      description = "The checkpoints to remove: keys or their beginnings.")
  private List<String> keys = List.of();

  @Option(names = "--all", description = "Remove every checkpoint that no run is using.")
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
            "bootwitness checkpoint prune: a run is using "
                + key
                + ". Try again when that run is over.");
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
