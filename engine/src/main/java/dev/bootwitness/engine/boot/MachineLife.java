package dev.bootwitness.engine.boot;

import dev.bootwitness.engine.image.BootableImage;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.storage.MachineDisks;
import dev.bootwitness.machine.storage.MachineStart;
import dev.bootwitness.record.Event;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The machine of a run through all its boots: it is acquired once, ended and started again by
 * steps, and keeps its disks throughout. Each boot has a QEMU, a console and a login of its own.
 *
 * <p>For the run's own thread.
 */
public final class MachineLife implements AutoCloseable {

  private final RunContext context;
  private final BootableImage image;
  private final AcceleratorChoice accelerator;
  private final KeptDisks kept;
  private final GuestAcquisition acquisition;
  private MachineConfig config;
  private int number = 1;

  /** Null before the first boot, and after a boot that failed: then nothing of it is left. */
  private @Nullable RunningMachine now;

  private MachineLife(
      RunContext context,
      BootableImage image,
      AcceleratorChoice accelerator,
      MachineConfig config,
      KeptDisks kept) {
    this.context = context;
    this.image = image;
    this.accelerator = accelerator;
    this.config = config;
    this.kept = kept;
    this.acquisition = new GuestAcquisition(context, image, accelerator, config);
  }

  /** Boots the machine, or restores it from a checkpoint, and logs in. */
  public static MachineLife begin(
      RunContext context, BootableImage image, AcceleratorChoice accelerator)
      throws RunStopped, InterruptedException {
    KeptDisks kept = KeptDisks.hold(context);
    MachineLife life =
        new MachineLife(context, image, accelerator, MachineShape.of(context.spec(), image), kept);
    boolean begun = false;
    try {
      life.now = life.acquisition.run();
      begun = true;
      return life;
    } finally {
      if (!begun) {
        life.close();
      }
    }
  }

  /** The machine of the present boot; empty after one that failed. */
  public Optional<RunningMachine> running() {
    return Optional.ofNullable(now);
  }

  /**
   * The machine of the present boot.
   *
   * @throws IllegalStateException when the last boot failed
   */
  public RunningMachine now() {
    return running().orElseThrow(() -> new IllegalStateException("no machine is running"));
  }

  /** The number of the present boot, from 1. */
  public int number() {
    return number;
  }

  /** What the next start of the machine will be made of. */
  public MachineConfig config() {
    return config;
  }

  /** Changes what the next start of the machine will be made of. */
  public void change(UnaryOperator<MachineConfig> change) {
    config = change.apply(config);
  }

  /**
   * Ends the present boot, by taking the power away if the guest has not ended it itself, starts
   * the machine with the same disks, and logs in.
   *
   * @param how how it ended, as in {@link Event.RestartAsked}
   */
  public void again(String how) throws RunStopped, InterruptedException {
    RunningMachine before = now();
    now = null;
    try (MachineDisks disks = before.leave()) {
      number++;
      context.record().append(new Event.BootBegan(number, how));
      // A boot that ends a wait must find nothing that the boot before has left.
      context.record().awaitDelivery();
      BootStart start =
          new BootStart(
              config,
              new MachineStart.Again(disks),
              number,
              Optional.of(new BootStart.Former(before.cast(), before.recorder().bytes())));
      now = new BootPhases(context, image, accelerator, start, (_, _) -> {}).run();
    } catch (IOException e) {
      throw new IllegalStateException("the disks of a machine that was not started remain", e);
    }
  }

  @Override
  public void close() {
    try (kept;
        acquisition) {
      RunningMachine last = now;
      now = null;
      if (last != null) {
        last.close();
      }
    }
  }
}
