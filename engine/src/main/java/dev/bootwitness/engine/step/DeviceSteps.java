package dev.bootwitness.engine.step;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.boot.MachineLife;
import dev.bootwitness.engine.boot.RunningMachine;
import dev.bootwitness.engine.host.MachineFindings;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.DiskSpec;
import dev.bootwitness.engine.spec.StepSpec;
import dev.bootwitness.machine.config.BootChoice;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.failure.MachineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps that change or look at the running machine: disks, medium, screen, console. */
final class DeviceSteps {

  /** A Linux guest waits 5 s before it lets a PCI Express device go (drivers/pci/hotplug). */
  private static final Duration LET_GO = Duration.ofSeconds(30);

  private final RunContext context;
  private final MachineLife life;

  DeviceSteps(RunContext context, MachineLife life) {
    this.context = context;
    this.life = life;
  }

  /** Takes one; what came of it, in words. */
  String take(StepSpec step) throws RunStopped, InterruptedException {
    try {
      return switch (step) {
        case StepSpec.AddDisk(String disk) -> add(number(disk));
        case StepSpec.RemoveDisk(String disk) -> remove(number(disk));
        case StepSpec.EjectMedium _ -> eject();
        case StepSpec.BootFrom(BootChoice choice) -> bootFrom(choice);
        case StepSpec.Screenshot(String about) -> screenshot(about);
        case StepSpec.WaitForText(String text, Duration within) -> {
          AwaitedText.await(context, life.now(), text, within);
          yield "it came";
        }
        case StepSpec.Check _, StepSpec.Reboot _, StepSpec.PowerOff _, StepSpec.PowerCut _ ->
            throw new IllegalArgumentException(step.toString());
      };
    } catch (MachineException e) {
      throw new RunStopped(MachineFindings.of(e.failure()));
    }
  }

  private int number(String disk) {
    return context.spec().machine().disks().stream().map(DiskSpec::name).toList().indexOf(disk);
  }

  private String add(int disk) throws MachineException, InterruptedException {
    life.now().machine().plugDisk(disk);
    life.change(config -> being(config, disk, DataDisk.Presence.PLUGGED));
    return "plugged in";
  }

  private String remove(int disk) throws MachineException, RunStopped, InterruptedException {
    boolean gone = life.now().machine().pullDisk(disk, context.pace().scale().of(LET_GO));
    if (!gone) {
      throw stopped("the guest did not let the disk go within " + LET_GO.toSeconds() + " s");
    }
    life.change(config -> being(config, disk, DataDisk.Presence.UNPLUGGED));
    return "pulled out";
  }

  private static MachineConfig being(MachineConfig config, int disk, DataDisk.Presence presence) {
    List<DataDisk> disks = new ArrayList<>(config.dataDisks());
    disks.set(disk, disks.get(disk).being(presence));
    return config.withDataDisks(disks);
  }

  private String eject() throws MachineException, RunStopped, InterruptedException {
    if (life.config().boot().cdrom() == null) {
      throw stopped("the machine has no CD drive: only an ISO image can be ejected");
    }
    if (life.config().dataDisks().isEmpty()) {
      throw stopped("without its medium, the machine has nothing to start from: it has no disk");
    }
    life.now().machine().ejectMedium();
    life.change(config -> config.startingFrom(BootChoice.DISK_ALONE));
    return "the drive is empty; later boots start from the first disk";
  }

  private String bootFrom(BootChoice choice) {
    boolean ejected = life.config().choice() == BootChoice.DISK_ALONE;
    if (!(ejected && choice == BootChoice.DISK)) {
      life.change(config -> config.startingFrom(choice));
    }
    return choice == BootChoice.MEDIUM
        ? "later boots start from the medium"
        : "later boots start from the first disk";
  }

  private String screenshot(String about) throws RunStopped, InterruptedException {
    String file = life.now().evidence().picture(about.isEmpty() ? "a step asked for it" : about);
    if (file.isEmpty()) {
      throw stopped("the machine shows no picture");
    }
    return file;
  }

  private RunStopped stopped(String why) {
    RunningMachine booted = life.now();
    return new RunStopped(
        FindingBuilder.about("check/failed", why, "guest", "")
            .at(booted.clock().seconds())
            .finding());
  }
}
