package dev.bootwitness.engine.host;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.binding.Scale;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.MachineSpec;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.accelerator.AcceleratorChooser;
import dev.bootwitness.machine.accelerator.AcceleratorRequest;
import dev.bootwitness.machine.accelerator.Probe;
import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.HostTool;
import dev.bootwitness.machine.host.ProgramPath;
import dev.bootwitness.record.AcceleratorProbe;
import dev.bootwitness.record.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The host phase: checks that the programs are installed, and what runs guests fastest. */
public final class HostPhase {

  private final RunContext context;

  public HostPhase(RunContext context) {
    this.context = context;
  }

  public AcceleratorChoice run() throws RunStopped, InterruptedException {
    return context.phase(
        "host",
        () -> {
          context.secrets().require();
          ProgramPath path = path(context);
          try {
            requireTools(path);
            new HostRoom(context).require();
            AcceleratorChoice choice = choose(path);
            context.pace().set(choice, context.spec().scaling());
            record(choice);
            return new RunContext.Done<>(choice, summary(choice, context.pace().scale()));
          } catch (MachineException e) {
            throw new RunStopped(MachineFindings.of(e.failure()));
          }
        });
  }

  private static String summary(AcceleratorChoice choice, Scale scale) {
    String deadlines = scale.factor() == 1 ? "" : ", deadlines x " + scale.number();
    return choice.accelerator().id() + deadlines + " (" + choice.reason() + ")";
  }

  /** Lists everything missing at once, so that a person installs only once. */
  private void requireTools(ProgramPath path) throws RunStopped {
    MachineSpec machine = context.spec().machine();
    List<HostTool> needed =
        new ArrayList<>(List.of(machine.board().architecture().qemu(), HostTool.SETPRIV));
    if (!machine.disks().isEmpty()) {
      needed.add(HostTool.QEMU_IMG);
    }
    if (machine.peripherals().has(Peripheral.TPM)) {
      needed.add(HostTool.SWTPM);
    }
    List<HostTool> missing =
        needed.stream().filter(tool -> path.find(tool.program()).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new RunStopped(
          FindingBuilder.about(
                  "host/tool-missing",
                  "not on PATH (%s): %s".formatted(path, join(missing, HostTool::program, ", ")),
                  "host",
                  "")
              .advice("Install: apt-get install " + join(missing, HostTool::debianPackage, " "))
              .finding());
    }
  }

  private static String join(
      List<HostTool> tools, Function<HostTool, String> name, String separator) {
    return tools.stream().map(name).distinct().collect(Collectors.joining(separator));
  }

  /** The PATH of the run's environment, not of this process: they may differ. */
  public static ProgramPath path(RunContext context) {
    return new ProgramPath(context.options().environment().getOrDefault("PATH", ""));
  }

  /** The measurement is for x86-64; for other guests there is nothing to choose. */
  private AcceleratorChoice choose(ProgramPath path) throws MachineException, InterruptedException {
    if (context.spec().machine().board().architecture() == Architecture.AARCH64) {
      return new AcceleratorChoice(
          Accelerator.TCG_AARCH64, "an aarch64 guest on x86-64", false, Duration.ZERO, List.of());
    }
    return AcceleratorChooser.ofHost(path).choose(request());
  }

  private AcceleratorRequest request() {
    return switch (context.spec().machine().accelerator()) {
      case AUTO -> AcceleratorRequest.AUTO;
      case KVM -> AcceleratorRequest.KVM;
      case TCG -> AcceleratorRequest.TCG;
    };
  }

  private void record(AcceleratorChoice choice) {
    context
        .record()
        .append(
            new Event.AcceleratorChosen(
                choice.accelerator().id(),
                choice.reason(),
                choice.cached(),
                choice.cost().toNanos() / 1e9,
                choice.probes().stream().map(HostPhase::probe).toList(),
                context.pace().scale().factor()));
  }

  private static AcceleratorProbe probe(Probe probe) {
    return new AcceleratorProbe(
        probe.accelerator().id(),
        probe.took().map(took -> took.toNanos() / 1e9).orElse(null),
        probe.result().describe());
  }
}
