package dev.bootwitness.engine.boot;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.engine.console.ConsoleRecorder;
import dev.bootwitness.engine.console.PortRecorder;
import dev.bootwitness.engine.console.PromptWatch;
import dev.bootwitness.engine.console.SerialCast;
import dev.bootwitness.engine.observe.CapturePoint;
import dev.bootwitness.engine.observe.DiskEvidence;
import dev.bootwitness.engine.observe.DiskJournalEvidence;
import dev.bootwitness.engine.observe.HopelessWait;
import dev.bootwitness.engine.observe.MachineEvidence;
import dev.bootwitness.engine.observe.PowerClock;
import dev.bootwitness.engine.observe.SilenceWatch;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.machine.Machine;
import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.storage.MachineDisks;
import java.time.Duration;
import java.util.Optional;

/**
 * A machine that has booted, with the shell in it if the spec logs in.
 *
 * @param clock time since power-on
 * @param capture where people request captures such as pictures, if available
 */
public record RunningMachine(
    RunContext context,
    MachineConfig config,
    Accelerator accelerator,
    Machine machine,
    Console console,
    ConsoleRecorder recorder,
    Optional<SerialCast> cast,
    PortRecorder ports,
    PowerClock clock,
    PromptWatch watch,
    MachineEvidence evidence,
    SilenceWatch silence,
    HopelessWait hopeless,
    Optional<CapturePoint> capture,
    Optional<FramedShell> shell,
    Optional<SideChannel> side)
    implements AutoCloseable {

  private static final Duration QUIT = Duration.ofSeconds(3);

  RunningMachine with(FramedShell found, Optional<SideChannel> channel) {
    channel.ifPresent(side -> hopeless.alsoEnds(side::close));
    return new RunningMachine(
        context,
        config,
        accelerator,
        machine,
        console,
        recorder,
        cast,
        ports,
        clock,
        watch,
        evidence,
        silence,
        hopeless,
        capture,
        Optional.of(found),
        channel);
  }

  /** Ends a machine that did not start; the run continues with another one. */
  void abandon() {
    silence.close();
    capture.ifPresent(CapturePoint::close);
    machine.close();
    machine.exited().join();
    evidence.finish();
    recorder.awaitEnd();
    cast.ifPresent(SerialCast::close);
    console.close();
    watch.close();
  }

  /**
   * Ends this boot, by taking the power away if the guest has not ended it, and keeps the disks for
   * the next one.
   */
  MachineDisks leave() {
    silence.close();
    capture.ifPresent(CapturePoint::close);
    machine.cutPower();
    // Closing the console closes the machine, too.
    MachineDisks disks = machine.takeDisks();
    end();
    machine.close();
    return disks;
  }

  /** Everything that the machine sent is in the record after this; it has ended. */
  private void end() {
    // QEMU is gone; the ports' remaining data is read before they are closed.
    ports.finish();
    side.ifPresent(SideChannel::close);
    evidence.finish();
    recorder.awaitEnd();
    console.close();
    watch.close();
    recorder.finish();
  }

  /**
   * Ends the machine without shutting the guest down: its further writes would go to a discarded
   * overlay.
   */
  @Override
  public void close() {
    silence.close();
    capture.ifPresent(CapturePoint::close);
    try (OpenPhase phase = context.begin("shutdown")) {
      try {
        machine.shutdown(Duration.ZERO, QUIT);
        // QEMU is gone; the ports' remaining data is read before they are closed.
        ports.finish();
        if (shell.isEmpty() || context.diagnosis().fatal().isPresent()) {
          new DiskJournalEvidence(context).take(machine.disks());
        }
        new DiskEvidence(context).take(machine.disks());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      side.ifPresent(SideChannel::close);
      machine.close();
      // Another thread reports the exit; after this it is in the record.
      machine.exited().join();
      evidence.finish();
      recorder.awaitEnd();
      cast.ifPresent(SerialCast::close);
      console.close();
      watch.close();
      recorder.finish();
      ports.finish();
      phase.end(true, "");
    }
  }
}
