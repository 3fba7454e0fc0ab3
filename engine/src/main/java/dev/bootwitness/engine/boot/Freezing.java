package dev.bootwitness.engine.boot;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.host.MachineFindings;
import dev.bootwitness.engine.image.BootableImage;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.run.UserCache;
import dev.bootwitness.machine.checkpoint.About;
import dev.bootwitness.machine.checkpoint.CheckpointReservation;
import dev.bootwitness.machine.checkpoint.CheckpointStore;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.SparseCopy;
import dev.bootwitness.machine.storage.FreezeResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.EventText;
import dev.bootwitness.record.InheritedStage;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.StampedEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Makes a checkpoint of a machine whose root shell has answered. A failure costs a later run its
 * quick start, and gives this run a warning.
 */
final class Freezing implements BootPhases.AtShell, RecordListener {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final RunContext context;
  private final CheckpointStore store;
  private final CheckpointReservation making;
  private final BootableImage image;
  private final long memoryBytes;
  private final List<InheritedStage> stages = new CopyOnWriteArrayList<>();
  private volatile Event.MachineStarted machine = new Event.MachineStarted(0, "", "", List.of());

  Freezing(
      RunContext context,
      CheckpointStore store,
      CheckpointReservation making,
      BootableImage image,
      long memoryBytes) {
    this.context = context;
    this.store = store;
    this.making = making;
    this.image = image;
    this.memoryBytes = memoryBytes;
    context.record().listen(this);
  }

  @Override
  public void on(StampedEvent stamped) {
    switch (stamped.event()) {
      case Event.StageReached s ->
          stages.add(new InheritedStage(s.stage(), stamped.seconds(), s.evidence()));
      case Event.MachineStarted started -> machine = started;
      default -> {}
    }
  }

  @Override
  public void reached(RunningMachine booted, String how) throws RunStopped, InterruptedException {
    if (booted.shell().orElseThrow().uid() != 0) {
      note("skipped", "the shell is not root's, so a clone's clock could not be set", 0);
      making.close();
      return;
    }
    double bootSeconds = booted.clock().seconds();
    try (OpenPhase phase = context.begin("freeze")) {
      phase.end(true, freeze(booted, how, bootSeconds));
    } finally {
      making.close();
    }
  }

  private String freeze(RunningMachine booted, String how, double bootSeconds)
      throws RunStopped, InterruptedException {
    try {
      context.record().awaitDelivery();
      FreezeResult frozen = frozen(booted);
      double pause = frozen.pause().toNanos() / 1e9;
      About about = about(booted, how, bootSeconds, pause);
      if (!making.place(frozen, about)) {
        note("skipped", "runs still use an older checkpoint of the same key", pause);
        return "not kept: runs still use an older one";
      }
      long stored = frozen.files().values().stream().mapToLong(SparseCopy.Content::stored).sum();
      String summary =
          String.format(
              Locale.ROOT, "%d MiB; the guest was paused for %.2f s", stored >> 20, pause);
      note("made", summary, pause);
      store
          .prune(UserCache.CHECKPOINT_BUDGET)
          .forEach(old -> note("pruned", old.id() + " to stay within the budget", 0));
      return summary;
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("while a checkpoint was made");
      }
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      note("failed", why, 0);
      context.report(
          FindingBuilder.of(
              "host/checkpoint-failed",
              "no checkpoint could be made in " + store.root() + ": " + why,
              "host",
              ""));
      return "not made: " + why;
    } catch (MachineException e) {
      throw new RunStopped(MachineFindings.of(e.failure()));
    }
  }

  private FreezeResult frozen(RunningMachine booted)
      throws MachineException, IOException, InterruptedException {
    ask(booted, CloneReseed.Program.MADE);
    try {
      return Recipes.with(booted, false, making.folder(), booted.machine()::freeze);
    } finally {
      ask(booted, CloneReseed.Program.REMOVED);
    }
  }

  /** A clone that does not find the program's file makes it itself. */
  private static void ask(RunningMachine booted, CloneReseed.Program program)
      throws InterruptedException {
    if (booted.side().isPresent()) {
      var _ =
          booted.side().get().run(program.command(), Deadline.in(PATIENCE, ConsoleClock.SYSTEM));
    }
  }

  private About about(RunningMachine booted, String how, double bootSeconds, double pause) {
    String made = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    String run = context.record().directory().id();
    String record = context.record().directory().path().toString();
    Event.Restored inheritance =
        new Event.Restored(
            run, record, made, bootSeconds, how, stages, context.diagnosis().findings());
    return new About(
        context.spec().name(),
        run,
        record,
        image.boot().files().getFirst().toString(),
        machine.qemu(),
        made,
        bootSeconds,
        pause,
        memoryBytes,
        booted.shell().orElseThrow().uid(),
        booted.side().map(side -> side.place().group()).orElse(0L),
        EventText.write(inheritance));
  }

  private void note(String state, String detail, double seconds) {
    context.record().append(new Event.CheckpointNoted(state, detail, seconds));
  }
}
