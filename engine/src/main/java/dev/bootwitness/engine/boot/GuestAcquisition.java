package dev.bootwitness.engine.boot;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.guest.Tmpfiles;
import dev.bootwitness.engine.host.HostPhase;
import dev.bootwitness.engine.host.HostRoom;
import dev.bootwitness.engine.host.MachineFindings;
import dev.bootwitness.engine.image.BootableImage;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.run.UserCache;
import dev.bootwitness.engine.spec.CheckpointUse;
import dev.bootwitness.engine.spec.LoginSpec;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.admission.AdmissionPermit;
import dev.bootwitness.machine.checkpoint.CheckpointKey;
import dev.bootwitness.machine.checkpoint.CheckpointReservation;
import dev.bootwitness.machine.checkpoint.CheckpointStore;
import dev.bootwitness.machine.checkpoint.HeldCheckpoint;
import dev.bootwitness.machine.checkpoint.Lookup;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.qemu.CredentialArguments;
import dev.bootwitness.machine.qemu.MachineIdentity;
import dev.bootwitness.machine.storage.MachineStart;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Provides a machine with a shell once there is room for it: restored from a checkpoint, or booted
 * and then frozen for later runs. It holds checkpoint and room until closed.
 */
final class GuestAcquisition implements AutoCloseable {

  /**
   * The time a login may take after the boot; determines how long to wait for another run's
   * checkpoint.
   */
  private static final Duration LOGIN = Duration.ofMinutes(3);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final RunContext context;
  private final BootableImage image;
  private final AcceleratorChoice accelerator;
  private final MachineConfig config;
  private final CheckpointStore store;
  private Optional<HeldCheckpoint> held = Optional.empty();
  private Optional<CheckpointReservation> making = Optional.empty();
  private Optional<AdmissionPermit> seat = Optional.empty();

  GuestAcquisition(
      RunContext context,
      BootableImage image,
      AcceleratorChoice accelerator,
      MachineConfig config) {
    this.config = config;
    this.context = context;
    this.image = image;
    this.accelerator = accelerator;
    this.store = UserCache.checkpoints(context.options().environment());
  }

  RunningMachine run() throws RunStopped, InterruptedException {
    Optional<CheckpointKey> key = wanted(config) ? key(config) : Optional.empty();
    if (key.isEmpty()) {
      return boot(unfrozen(), (_, _) -> {});
    }
    boolean fresh = context.options().fresh();
    if (!fresh) {
      Optional<RunningMachine> restored = restored(key.get());
      if (restored.isPresent()) {
        return restored.get();
      }
      if (context.spec().checkpoint() == CheckpointUse.REQUIRE) {
        throw context.reported(new RunStopped(missing(key.get())));
      }
    }
    boolean waited = reserve(key.get());
    if (waited && !fresh) {
      Optional<RunningMachine> restored = restored(key.get());
      if (restored.isPresent()) {
        making.ifPresent(CheckpointReservation::close);
        return restored.get();
      }
    }
    if (making.isEmpty()) {
      return boot(unfrozen(), (_, _) -> {});
    }
    Freezing freezing = new Freezing(context, store, making.get(), image, config.memoryBytes());
    return boot(MachineStart.FREEZABLE, freezing);
  }

  /** A machine without a checkpoint may still have to be kept at its verdict. */
  private MachineStart unfrozen() {
    return Keeping.wanted(context) ? MachineStart.FREEZABLE : MachineStart.COLD;
  }

  private RunningMachine boot(MachineStart origin, BootPhases.AtShell atShell)
      throws RunStopped, InterruptedException {
    seat = Optional.of(new HostRoom(context).take(accelerator));
    return new BootPhases(context, image, accelerator, BootStart.first(config, origin), atShell)
        .run();
  }

  /** A clone's clock is set through a root shell. */
  private boolean wanted(MachineConfig config) {
    return context.spec().checkpoint() != CheckpointUse.NEVER
        && context.spec().login().isPresent()
        && config.canBeFrozen();
  }

  private Optional<CheckpointKey> key(MachineConfig config) throws RunStopped {
    Spec spec = context.spec();
    LoginSpec login = spec.login().orElseThrow();
    List<String> session =
        List.of(
            FramedShell.version(),
            SideChannel.version(),
            login.user(),
            String.valueOf(login.becomeRoot()),
            context.secrets().password().toString(),
            context.secrets().rootPassword().toString(),
            Tmpfiles.of(context.secrets().guest(), CredentialArguments.LONGEST)
                .credential()
                .toString());
    try {
      MachineIdentity machine =
          MachineIdentity.of(config, accelerator.accelerator(), HostPhase.path(context));
      return Optional.of(CheckpointKey.of(machine, image.sha256(), session));
    } catch (MachineException e) {
      throw context.reported(new RunStopped(MachineFindings.of(e.failure())));
    } catch (IOException e) {
      note("skipped", "the machine cannot be described: " + e);
      return Optional.empty();
    }
  }

  private Optional<RunningMachine> restored(CheckpointKey key)
      throws RunStopped, InterruptedException {
    try {
      switch (store.find(key)) {
        case Lookup.Missing() -> note("none", key.id());
        case Lookup.Damaged(String what) -> {
          note("damaged", what);
          context.report(
              FindingBuilder.of(
                  "host/checkpoint-damaged",
                  "a checkpoint was removed: " + what + "; the machine boots",
                  "host",
                  ""));
        }
        case Lookup.Found(HeldCheckpoint checkpoint) -> {
          held = Optional.of(checkpoint);
          seat = Optional.of(new HostRoom(context).takeForClone());
          Optional<RunningMachine> booted =
              new Restoring(context, image, accelerator, config).run(checkpoint);
          if (booted.isEmpty()) {
            close();
            boolean _ = store.remove(key.id());
          }
          return booted;
        }
      }
    } catch (IOException e) {
      note("none", "the checkpoints in " + store.root() + " cannot be read: " + e);
    }
    return Optional.empty();
  }

  private Finding missing(CheckpointKey key) {
    return FindingBuilder.of(
        "host/checkpoint-missing",
        "no checkpoint of this image, machine and login in %s (%s)".formatted(store.root(), key),
        "host",
        "");
  }

  /**
   * Takes the right to make the checkpoint; true after waiting for another run that had the right.
   */
  private boolean reserve(CheckpointKey key) throws InterruptedException {
    Duration longest = context.pace().scale().of(context.spec().bootWithin()).plus(LOGIN);
    Deadline deadline = Deadline.in(longest, ConsoleClock.SYSTEM);
    boolean waited = false;
    try {
      making = store.reserve(key);
      while (making.isEmpty() && !deadline.expired()) {
        if (!waited) {
          waited = true;
          note("waiting", "another run is booting the same machine and makes the checkpoint");
          context
              .record()
              .append(new Event.Awaiting("another run's checkpoint", longest.toNanos() / 1e9));
        }
        Thread.sleep(LOOK_AGAIN);
        making = store.reserve(key);
      }
    } catch (IOException e) {
      note("skipped", "cannot write to " + store.root() + ": " + e);
    }
    return waited;
  }

  private void note(String state, String detail) {
    context.record().append(new Event.CheckpointNoted(state, detail, 0));
  }

  @Override
  public void close() {
    making.ifPresent(CheckpointReservation::close);
    held.ifPresent(HeldCheckpoint::close);
    seat.ifPresent(AdmissionPermit::close);
    making = Optional.empty();
    held = Optional.empty();
    seat = Optional.empty();
  }
}
