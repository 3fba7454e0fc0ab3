package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.HostTool;
import dev.bootwitness.machine.host.OwnedProcess;
import dev.bootwitness.machine.host.PrivateDirectory;
import dev.bootwitness.machine.host.ProgramPath;
import dev.bootwitness.machine.qemu.QemuArguments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Runs the probe guest with the same QEMU, board and confinement as machines. */
final class QemuProbeRunner implements ProbeRunner {

  private final ProgramPath path;
  private final LongSupplier nanoTime;

  QemuProbeRunner(ProgramPath path, LongSupplier nanoTime) {
    this.path = path;
    this.nanoTime = nanoTime;
  }

  @Override
  public Probe run(Accelerator accelerator, Duration cap)
      throws MachineException, InterruptedException {
    Path qemu = HostTool.QEMU_X86_64.require(path);
    Path setpriv = HostTool.SETPRIV.require(path);
    try (PrivateDirectory directory = PrivateDirectory.forDisks()) {
      Path disk = directory.file("probe.img");
      ProbeGuest.writeDisk(disk);
      List<String> argv = arguments(qemu, accelerator, disk);
      long start = nanoTime.getAsLong();
      try (OwnedProcess process = OwnedProcess.start(setpriv, argv, _ -> {})) {
        OwnedProcess.End end = process.ended().get(cap.toMillis(), TimeUnit.MILLISECONDS);
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - start);
        return new Probe(accelerator, ProbeEnd.judge(end.status(), end.output(), took));
      } catch (TimeoutException _) {
        return new Probe(accelerator, new Probe.TooSlow(cap));
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    } catch (IOException e) {
      throw new MachineException(
          new MachineFailure.HostRefused("run the probe guest", String.valueOf(e.getMessage())), e);
    }
  }

  static List<String> arguments(Path qemu, Accelerator accelerator, Path disk) {
    return List.of(
        qemu.toString(),
        "-no-user-config",
        "-nodefaults",
        "-display",
        "none",
        "-sandbox",
        QemuArguments.SANDBOX,
        "-machine",
        QemuArguments.BOARD,
        "-accel",
        accelerator.id(),
        "-cpu",
        accelerator.cpuModel(),
        "-m",
        "64M",
        "-no-reboot",
        "-drive",
        "if=none,id=probe,format=raw,file=" + disk.toString().replace(",", ",,"),
        "-device",
        "ide-hd,drive=probe,bus=ide.0",
        "-device",
        "isa-debug-exit,iobase=0x%x,iosize=4".formatted(ProbeGuest.EXIT_PORT));
  }
}
