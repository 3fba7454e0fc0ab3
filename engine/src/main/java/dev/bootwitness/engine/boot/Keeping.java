package dev.bootwitness.engine.boot;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.UserCache;
import dev.bootwitness.engine.spec.KeepSpec;
import dev.bootwitness.machine.checkpoint.About;
import dev.bootwitness.machine.checkpoint.CheckpointKey;
import dev.bootwitness.machine.checkpoint.CheckpointReservation;
import dev.bootwitness.machine.checkpoint.CheckpointStore;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.SparseCopy;
import dev.bootwitness.machine.storage.FreezeResult;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Freezes the machine of a failed run as it stands at the verdict, so that somebody can enter it
 * later. It comes before the evidence, whose questions change the guest.
 */
public final class Keeping {

  private Keeping() {}

  /** Whether a failed run is to be kept. */
  static boolean wanted(RunContext context) {
    return context.options().keep() || context.spec().keep().machine() == KeepSpec.Machine.FAILURE;
  }

  /** Freezes it if that is wanted and possible; the record says what came of it. */
  public static void keep(RunContext context, RunningMachine booted) throws InterruptedException {
    if (!wanted(context)) {
      return;
    }
    try (OpenPhase phase = context.begin("keep")) {
      Optional<String> obstacle = obstacle(booted);
      if (obstacle.isPresent()) {
        phase.end(true, "not kept: " + obstacle.get());
        return;
      }
      phase.end(true, kept(context, booted));
    }
  }

  private static Optional<String> obstacle(RunningMachine booted) {
    if (booted.machine().exited().isDone()) {
      return Optional.of("the machine has ended by itself");
    }
    return booted.config().canBeFrozen()
        ? Optional.empty()
        : Optional.of(
            "QEMU cannot freeze a machine with a disk on NVMe, nor one with a disk in a folder");
  }

  private static String kept(RunContext context, RunningMachine booted)
      throws InterruptedException {
    String run = context.record().directory().id();
    CheckpointStore store = UserCache.checkpoints(context.options().environment());
    try (CheckpointReservation making =
        store
            .reserve(CheckpointKey.ofKept(run))
            .orElseThrow(() -> new IOException("another run of this id is being kept"))) {
      FreezeResult frozen = Recipes.with(booted, true, making.folder(), booted.machine()::freeze);
      if (!making.place(frozen, about(context, booted, frozen))) {
        throw new IOException("a machine of this id is in use");
      }
      long stored = frozen.files().values().stream().mapToLong(SparseCopy.Content::stored).sum();
      String words =
          String.format(
              Locale.ROOT,
              "%d MiB in %.2f s; enter it with: bootwitness shell %s",
              stored >> 20,
              frozen.pause().toNanos() / 1e9,
              run);
      store.prune(UserCache.CHECKPOINT_BUDGET);
      return words;
    } catch (IOException | MachineException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("while the machine was kept");
      }
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      context.report(
          FindingBuilder.of(
              "host/checkpoint-failed",
              "the machine could not be kept in " + store.root() + ": " + why,
              "host",
              ""));
      return "not kept: " + why;
    }
  }

  private static About about(RunContext context, RunningMachine booted, FreezeResult frozen) {
    return new About(
        context.spec().name(),
        context.record().directory().id(),
        context.record().directory().path().toString(),
        booted.config().boot().files().getFirst().toString(),
        booted.machine().qemuVersion(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        booted.clock().seconds(),
        frozen.pause().toNanos() / 1e9,
        booted.config().memoryBytes(),
        booted.shell().map(shell -> shell.uid()).orElse(-1),
        0,
        "");
  }
}
