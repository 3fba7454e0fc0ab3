package dev.bootwitness.machine;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.OwnedProcess;
import dev.bootwitness.machine.qemu.QemuArguments;
import dev.bootwitness.machine.qmp.QmpClient;
import dev.bootwitness.machine.qmp.QmpCommand;
import dev.bootwitness.machine.screen.Picture;
import dev.bootwitness.machine.screen.ScreenCapture;
import dev.bootwitness.machine.screen.TextMode;
import dev.bootwitness.machine.state.Processor;
import dev.bootwitness.machine.state.ProcessorWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Observes a guest without its help: screen, processors, memory.
 *
 * <p>Inspection does not change the guest; a memory dump stops its processors while it is written.
 * Every inspection has a deadline; when QEMU misses it, the failure is {@link
 * MachineFailure.Unresponsive}. Thread-safe: one inspection at a time.
 */
public final class MachineInspector {

  /**
   * The time between two samples of the processors: longer than a guest's timer tick of 1 to 10 ms.
   */
  private static final Duration APART = Duration.ofMillis(300);

  private static final int SAMPLES = 3;

  private final QemuMonitor monitor;
  private final Path scratch;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * An inspector of a machine.
   *
   * @param scratch a private directory that QEMU may write to
   */
  MachineInspector(QemuMonitor monitor, Path scratch) {
    this.monitor = monitor;
    this.scratch = scratch;
  }

  /**
   * The screen now; empty when the machine has none.
   *
   * @throws MachineException when QEMU is gone or does not answer
   */
  public Optional<ScreenCapture> screen(Duration patience)
      throws MachineException, InterruptedException {
    lock.lockInterruptibly();
    Path pixels = scratch.resolve("screen.ppm");
    Path cells = scratch.resolve("screen.text");
    try {
      try {
        monitor.ask(QmpCommand.screendump(pixels), patience);
      } catch (MachineException e) {
        if (e.failure() instanceof MachineFailure.MonitorRefused) {
          return Optional.empty();
        }
        throw e;
      }
      Picture picture = Picture.ofPpm(Files.readAllBytes(pixels));
      return Optional.of(new ScreenCapture(picture, text(picture, cells, patience)));
    } catch (IOException e) {
      throw new MachineException(
          new MachineFailure.HostRefused("read the screendump", String.valueOf(e.getMessage())), e);
    } finally {
      discard(pixels);
      discard(cells);
      lock.unlock();
    }
  }

  private Optional<List<String>> text(Picture picture, Path cells, Duration patience)
      throws MachineException, InterruptedException, IOException {
    if (!TextMode.possible(picture)) {
      return Optional.empty();
    }
    try {
      monitor.ask(QmpCommand.pmemsave(TextMode.ADDRESS, TextMode.BYTES, cells), patience);
      return TextMode.read(picture, Files.readAllBytes(cells));
    } catch (MachineException e) {
      if (e.failure() instanceof MachineFailure.MonitorRefused) {
        return Optional.empty(); // no memory there: not a PC
      }
      throw e;
    }
  }

  /**
   * The processors at three moments, {@code 0.3 s} apart.
   *
   * @throws MachineException when QEMU is gone or does not answer
   */
  public ProcessorWatch processors(Duration patience)
      throws MachineException, InterruptedException {
    List<List<Processor>> samples = new ArrayList<>();
    List<String> raw = new ArrayList<>();
    boolean hostBusy = false;
    for (int i = 0; i < SAMPLES; i++) {
      if (i > 0) {
        TimeUnit.NANOSECONDS.sleep(APART.toNanos());
      }
      String registers = monitor.ask(QmpCommand.monitor("info registers -a"), patience);
      samples.add(Processor.of(registers));
      raw.add(registers);
      hostBusy |= monitor.process().waitsForDisk();
    }
    return new ProcessorWatch(samples, raw, hostBusy);
  }

  /**
   * Writes the guest's memory to a file, with the processors' registers, for crash(8) or gdb(1):
   * compressed (kdump-zlib) where QEMU supports it, else as ELF. The guest is paused meanwhile.
   *
   * @param file absolute; must not exist; readable by its owner only
   * @return the format
   * @throws MachineException when QEMU is gone, refuses, or does not finish in time
   */
  public String dumpMemory(Path file, Duration patience)
      throws MachineException, InterruptedException {
    List<String> formats = monitor.ask(QmpCommand.dumpFormats(), patience);
    String format = formats.contains("kdump-zlib") ? "kdump-zlib" : "elf";
    monitor.ask(QmpCommand.dumpGuestMemory(file, format), patience);
    return format;
  }

  /**
   * Sends a break on the first serial line: a Linux kernel takes the next key for SysRq.
   *
   * @throws MachineException when QEMU is gone, refuses or does not answer
   */
  public void sendBreak(Duration patience) throws MachineException, InterruptedException {
    monitor.ask(QmpCommand.sendBreak(QemuArguments.CONSOLE), patience);
  }

  /**
   * Asks QEMU for a sign of life.
   *
   * @throws MachineException when it is gone or does not answer
   */
  public void alive(Duration patience) throws MachineException, InterruptedException {
    monitor.ask(QmpCommand.queryStatus(), patience);
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The machine's directory is removed with everything in it.
    }
  }

  /** The commands of a machine, each with a deadline. */
  record QemuMonitor(QmpClient qmp, OwnedProcess process) {

    <R> R ask(QmpCommand<R> command, Duration patience)
        throws MachineException, InterruptedException {
      return MachineLauncher.await(
          process, qmp.execute(command), "the answer to " + command.name(), patience);
    }
  }
}
