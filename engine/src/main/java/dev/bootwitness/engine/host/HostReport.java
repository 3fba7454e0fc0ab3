package dev.bootwitness.engine.host;

import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.accelerator.AcceleratorChooser;
import dev.bootwitness.machine.accelerator.AcceleratorRequest;
import dev.bootwitness.machine.accelerator.GuestSpeed;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.HostMemory;
import dev.bootwitness.machine.host.Leftover;
import dev.bootwitness.machine.host.Leftovers;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What this host offers for runs, and what killed runs left on it: the facts of {@code bootwitness
 * doctor}.
 *
 * @param java version of this VM
 * @param qemu first line of QEMU's {@code --version}; empty when there is none
 * @param tools programs that runs need or can use
 * @param speed what guests run on
 * @param memoryTotal bytes; 0 when unknown
 * @param memoryAvailable bytes
 * @param disks free space where a run writes
 * @param leftovers of killed runs, in words
 */
public record HostReport(
    String java,
    String qemu,
    List<Tool> tools,
    Speed speed,
    long memoryTotal,
    long memoryAvailable,
    List<Disk> disks,
    List<String> leftovers) {

  /** Less memory is of no use to any Linux guest. */
  static final long LEAST_MEMORY = 256L << 20;

  public HostReport {
    tools = List.copyOf(tools);
    disks = List.copyOf(disks);
    leftovers = List.copyOf(leftovers);
  }

  /**
   * A program.
   *
   * @param use what it is for
   * @param required whether every run needs it
   */
  public record Tool(
      String program, String debianPackage, String use, boolean required, boolean present) {}

  /**
   * What guests run on.
   *
   * @param works whether anything runs them
   * @param accelerator its name
   * @param factor the factor by which deadlines are stretched
   * @param reason why this one or none was chosen
   */
  public record Speed(boolean works, String accelerator, double factor, String reason) {}

  /** Free space in a place; see {@link DiskRoom}. */
  public record Disk(String place, String use, long free, long needed) {
    /** Whether a run may begin. */
    public boolean enough() {
      return free >= needed;
    }
  }

  /** Whether a run could work here. */
  public boolean ready() {
    return tools.stream().allMatch(tool -> tool.present() || !tool.required())
        && speed.works()
        && memoryAvailable >= LEAST_MEMORY
        && disks.stream().allMatch(Disk::enough);
  }

  /** The programs that every run needs and that are not in the PATH of that environment. */
  public static List<Tool> missing(Map<String, String> environment) {
    return HostTools.of(new ProgramPath(environment.getOrDefault("PATH", ""))).stream()
        .filter(tool -> tool.required() && !tool.present())
        .toList();
  }

  /** Examines the host. */
  public static HostReport of(RunOptions options) throws InterruptedException {
    ProgramPath path = new ProgramPath(options.environment().getOrDefault("PATH", ""));
    HostMemory memory = memory();
    return new HostReport(
        System.getProperty("java.version"),
        HostTools.qemuVersion(path),
        HostTools.of(path),
        speed(path),
        memory.total(),
        memory.available(),
        DiskRoom.of(options.project()).stream()
            .map(room -> new Disk(room.place().toString(), room.use(), room.free(), room.needed()))
            .toList(),
        leftovers(options));
  }

  private static Speed speed(ProgramPath path) throws InterruptedException {
    try {
      AcceleratorChoice choice = AcceleratorChooser.ofHost(path).choose(AcceleratorRequest.AUTO);
      return new Speed(
          true, choice.accelerator().id(), GuestSpeed.of(choice).factor(), choice.reason());
    } catch (MachineException e) {
      return new Speed(false, "", 1, e.failure().describe());
    }
  }

  private static HostMemory memory() {
    try {
      return HostMemory.now();
    } catch (IOException e) {
      return new HostMemory(0, 0);
    }
  }

  private static List<String> leftovers(RunOptions options) {
    List<String> words = new ArrayList<>();
    Leftovers.ofHost().find().stream().map(Leftover::describe).forEach(words::add);
    UnfinishedRun.of(options.project()).stream()
        .map(run ->
            "%s never ended; `bootwitness report %s` judges it"
                .formatted(run.record(), run.record()))
        .forEach(words::add);
    return words;
  }

  /**
   * Removes what killed runs left; records are kept.
   *
   * @return what could not be removed, with the reason
   */
  public static List<String> clean(RunOptions options) {
    List<String> failed = new ArrayList<>();
    for (Leftover leftover : Leftovers.ofHost().find()) {
      try {
        leftover.remove();
      } catch (IOException e) {
        failed.add(leftover.describe() + ": " + e);
      }
    }
    for (UnfinishedRun run : UnfinishedRun.of(options.project())) {
      try {
        run.clean();
      } catch (IOException e) {
        failed.add(run.record() + ": " + e);
      }
    }
    return failed;
  }
}
