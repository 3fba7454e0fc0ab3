package dev.bootwitness.cli;

import dev.bootwitness.machine.checkpoint.CheckpointKey;
import dev.bootwitness.machine.checkpoint.CheckpointStore;
import dev.bootwitness.machine.checkpoint.HeldCheckpoint;
import dev.bootwitness.machine.checkpoint.Lookup;
import dev.bootwitness.machine.checkpoint.Stored;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the frozen machine of a run: what it kept when it failed, or else its checkpoint. */
final class EnterableRun {

  private final CheckpointStore store;

  EnterableRun(CheckpointStore store) {
    this.store = store;
  }

  /**
   * The last run of a project whose machine was kept; the latest run if there is none.
   *
   * @throws IOException when there are no runs; the message says so in a sentence
   */
  RunDirectory lastKept(Path project) throws IOException {
    Set<String> stored = store.list().stream().map(Stored::id).collect(Collectors.toSet());
    List<String> runs = RunChoice.ids(project.resolve(".bootwitness/runs"));
    for (String run : runs.reversed()) {
      if (stored.contains(CheckpointKey.ofKept(run).id())) {
        return RunChoice.find(project, run);
      }
    }
    return RunChoice.find(project, "latest");
  }

  /** The machine, which cannot be removed while it is held; empty when there is none. */
  Optional<HeldCheckpoint> machineOf(RunDirectory record) throws IOException {
    if (store.find(CheckpointKey.ofKept(record.id()))
        instanceof Lookup.Found(HeldCheckpoint kept)) {
      return Optional.of(kept);
    }
    String booted =
        RecordReader.verdict(record)
            .map(Verdict::inheritedFrom)
            .filter(run -> !run.isEmpty())
            .orElse(record.id());
    for (Stored stored : store.list()) {
      if (stored.about().filter(about -> about.run().equals(booted)).isPresent()
          && store.find(new CheckpointKey(stored.id()))
              instanceof Lookup.Found(HeldCheckpoint checkpoint)) {
        return Optional.of(checkpoint);
      }
    }
    return Optional.empty();
  }

  /** Why there is none, and what to do. */
  String nothing(RunDirectory record) throws IOException {
    boolean passed =
        RecordReader.verdict(record).map(verdict -> verdict.primary() == null).orElse(false);
    return passed
        ? record.id() + " has no checkpoint any more. Run its spec again to make one."
        : "the machine of "
            + record.id()
            + " was not kept. Run its spec again with --keep, or write `keep: failure` in it.";
  }
}
