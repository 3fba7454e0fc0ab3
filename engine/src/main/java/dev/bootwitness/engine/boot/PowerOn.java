package dev.bootwitness.engine.boot;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.ListenerChain;
import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.channel.StreamConsoleChannel;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.console.AttachPoint;
import dev.bootwitness.engine.console.ConsoleRecorder;
import dev.bootwitness.engine.console.ConsoleWarmup;
import dev.bootwitness.engine.console.GatheredSerial;
import dev.bootwitness.engine.console.MenuWatch;
import dev.bootwitness.engine.console.PortRecorder;
import dev.bootwitness.engine.console.PromptWatch;
import dev.bootwitness.engine.console.SerialCast;
import dev.bootwitness.engine.guest.Tmpfiles;
import dev.bootwitness.engine.host.HostPhase;
import dev.bootwitness.engine.host.MachineFindings;
import dev.bootwitness.engine.image.BootableImage;
import dev.bootwitness.engine.image.ImageLogins;
import dev.bootwitness.engine.observe.CapturePoint;
import dev.bootwitness.engine.observe.HopelessWait;
import dev.bootwitness.engine.observe.MachineEvidence;
import dev.bootwitness.engine.observe.PowerClock;
import dev.bootwitness.engine.observe.SilenceWatch;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.BootManner;
import dev.bootwitness.machine.Machine;
import dev.bootwitness.machine.MachineExit;
import dev.bootwitness.machine.MachineListener;
import dev.bootwitness.machine.SerialLine;
import dev.bootwitness.machine.StallWatch;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.qemu.CredentialArguments;
import dev.bootwitness.machine.qmp.QmpEvent;
import dev.bootwitness.machine.storage.MachineStart;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.QemuReport;
import java.util.Optional;

/** Starts the machine of a spec, connects its serial line to a console, and lets the guest run. */
final class PowerOn {

  private final RunContext context;
  private final BootableImage image;
  private final AcceleratorChoice accelerator;
  private final BootStart start;

  PowerOn(RunContext context, BootableImage image, AcceleratorChoice accelerator, BootStart start) {
    this.start = start;
    this.context = context;
    this.image = image;
    this.accelerator = accelerator;
  }

  /** The running machine, without a shell yet; when this throws, nothing of the machine is left. */
  RunningMachine run() throws RunStopped, InterruptedException {
    MachineStart origin = start.origin();
    if (origin instanceof MachineStart.PowerOn) {
      ConsoleWarmup.begin();
    }
    try {
      Machine machine =
          Machine.launch(
              start.config(),
              accelerator.accelerator(),
              new Witness(),
              HostPhase.path(context),
              Tmpfiles.of(context.secrets().guest(), CredentialArguments.LONGEST).credential(),
              origin);
      try {
        ConsoleWarmup.await();
        return powered(machine);
      } catch (MachineException | InterruptedException | RuntimeException e) {
        machine.close();
        throw e;
      }
    } catch (MachineException e) {
      throw new RunStopped(MachineFindings.of(e.failure()));
    }
  }

  private RunningMachine powered(Machine machine) throws MachineException, InterruptedException {
    context
        .record()
        .append(
            new Event.MachineStarted(
                machine.pid(),
                machine.qemuVersion(),
                accelerator.accelerator().id(),
                machine.argv()));
    ConsoleRecorder recorder =
        new ConsoleRecorder(context, start.former().map(BootStart.Former::serialBytes).orElse(0L));
    Optional<SerialCast> cast = start.former().map(BootStart.Former::cast).orElseGet(this::cast);
    Console console =
        AttachPoint.console(
            context.record(),
            serial(machine),
            ListenerChain.of(
                recorder, cast.map(ConsoleListener.class::cast).orElse(ConsoleListener.NONE)));
    HopelessWait hopeless = new HopelessWait(context.diagnosis(), console);
    context.record().listen(_ -> hopeless.look());
    PortRecorder ports = PortRecorder.of(context.record(), machine.moreSerials());
    var _ = machine.exited().thenAccept(this::exited);
    console.start();
    PowerClock clock = new PowerClock();
    context.record().append(new Event.PoweredOn());
    clock.powerOn();
    machine.powerOn();
    StallWatch.start(
        machine,
        failure ->
            context.report(
                new FindingBuilder(MachineFindings.of(failure)).at(clock.seconds()).finding()));
    if (context.spec().manner().menu() == BootManner.Menu.ENTER) {
      MenuWatch.start(console, recorder, context.record(), () -> machine.exited().isDone());
    }
    MachineEvidence evidence = new MachineEvidence(context, machine, console);
    return new RunningMachine(
        context,
        start.config(),
        accelerator.accelerator(),
        machine,
        console,
        recorder,
        cast,
        ports,
        clock,
        new PromptWatch(console, recorder),
        evidence,
        SilenceWatch.start(
            console,
            recorder,
            evidence,
            context.diagnosis(),
            context.spec().bootWithin(),
            () ->
                ImageLogins.none(image.boot())
                    .ifPresent(found -> context.report(found.at(clock.seconds()).finding()))),
        hopeless,
        CapturePoint.open(context.record(), evidence),
        Optional.empty(),
        Optional.empty());
  }

  private static ConsoleChannel serial(Machine machine) {
    SerialLine line = machine.serial();
    return new GatheredSerial(
        new StreamConsoleChannel(line.fromGuest(), line.toGuest(), machine::close));
  }

  private Optional<SerialCast> cast() {
    return SerialCast.open(
        context.record(),
        context.secrets().mask(),
        context.spec().name(),
        ConsoleClock.SYSTEM,
        SerialCast.MOST_BYTES);
  }

  private void exited(MachineExit exit) {
    context
        .record()
        .append(new Event.MachineExited(exit.status(), exit.requested(), exit.stderr()));
  }

  /** Turns what QEMU reports into events. */
  private final class Witness implements MachineListener {
    @Override
    public void qemuSaid(String line) {
      context.record().append(new Event.ToolOutput("qemu", line));
    }

    @Override
    public void qmpEvent(QmpEvent event) {
      context.record().append(new Event.MachineSignal(event.name(), event.data(), report(event)));
    }

    private static QemuReport report(QmpEvent event) {
      return switch (event) {
        case QmpEvent.Reset(_, _, String reason) -> QemuReport.because(reason);
        case QmpEvent.Shutdown(_, _, String reason) -> QemuReport.because(reason);
        case QmpEvent.GuestPanicked(_, String action) -> QemuReport.followedBy(action);
        case QmpEvent.Watchdog(_, String action) -> QemuReport.followedBy(action);
        case QmpEvent.BlockIoError(
                _,
                String device,
                String operation,
                boolean noSpace,
                String why) ->
            QemuReport.ofDisk(device, operation, noSpace, why);
        case QmpEvent.BlockImageCorrupted(_, String device, String message) ->
            QemuReport.ofDisk(device, "", false, message);
        case QmpEvent.Stop _,
            QmpEvent.Resume _,
            QmpEvent.Powerdown _,
            QmpEvent.Migration _,
            QmpEvent.DeviceDeleted _,
            QmpEvent.Other _ ->
            QemuReport.NONE;
      };
    }
  }
}
