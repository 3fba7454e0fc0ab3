package dev.bootwitness.engine.boot;

import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.machine.checkpoint.MachineRecipe;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.SparseCopy;
import dev.bootwitness.machine.storage.FreezeResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Adds to what is frozen how to start it again. */
final class Recipes {

  private Recipes() {}

  /** Freezes a machine into a folder. */
  @FunctionalInterface
  interface Freeze {
    FreezeResult into(Path folder) throws MachineException, IOException, InterruptedException;
  }

  /**
   * Freezes, and writes the recipe beside it.
   *
   * @param kept whether this is the machine of a failed run
   */
  static FreezeResult with(RunningMachine booted, boolean kept, Path folder, Freeze freeze)
      throws MachineException, IOException, InterruptedException {
    FreezeResult frozen = freeze.into(folder);
    MachineRecipe recipe =
        new MachineRecipe(
            booted.config(),
            booted.accelerator(),
            kept,
            booted.shell().isPresent(),
            FramedShell.version());
    Map<Path, SparseCopy.Content> files = new HashMap<>(frozen.files());
    Path file = recipe.write(folder);
    files.put(file, SparseCopy.contentOf(file));
    return new FreezeResult(files, frozen.pause());
  }
}
