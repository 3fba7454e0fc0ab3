package dev.bootwitness.engine.host;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a run costs its host, by {@code /proc}.
 *
 * <p>QEMU is measured after each step of the run, so that something is known about one that died by
 * itself, and finally when it is about to be ended. A measurement takes some ten microseconds.
 * Called in the order of events, by one thread at a time.
 */
public final class UsageMeter implements RecordListener {

  /** The unit of times in /proc/PID/stat as user space sees it: proc(5), sysconf(3) USER_HZ. */
  private static final double TICKS_PER_SECOND = 100;

  /** utime and stime are fields 14 and 15 of proc_pid_stat(5); two come before the name's end. */
  private static final int UTIME = 14 - 3;

  private static final Path OURSELVES = Path.of("/proc/self");

  private final RunDirectory directory;
  private final double cpuBefore = cpuSeconds(OURSELVES).seconds();
  private @Nullable Path qemu;
  private Cpu guest = Cpu.UNKNOWN;
  private long memory;

  /**
   * The usage of machines before the present one: a clone may fail to start, and another machine
   * boots.
   */
  private double earlierGuests;

  public UsageMeter(RunDirectory directory) {
    this.directory = directory;
  }

  private record Cpu(boolean known, double seconds) {
    static final Cpu UNKNOWN = new Cpu(false, 0);
  }

  @Override
  public void on(StampedEvent stamped) {
    switch (stamped.event()) {
      case Event.MachineStarted started -> {
        earlierGuests += guest.seconds();
        guest = Cpu.UNKNOWN;
        qemu = Path.of("/proc", Long.toString(started.pid()));
      }
      case Event.MachineExited _ -> qemu = null;
      case Event.StageReached _, Event.PhaseStarted _, Event.PhaseEnded _ -> look();
      default -> {
        // Lines arrive too often to measure after each.
      }
    }
  }

  /** What the run has cost so far. */
  public Usage usage() {
    boolean known = guest.known() || earlierGuests > 0;
    return new Usage(
        cpuSeconds(OURSELVES).seconds() - cpuBefore,
        known ? guest.seconds() + earlierGuests : null,
        memory == 0 ? null : memory,
        consoleBytes());
  }

  private void look() {
    if (qemu != null) {
      Cpu now = cpuSeconds(qemu);
      guest = now.known() ? now : guest;
      memory = Math.max(memory, peakMemory(qemu));
    }
  }

  private static Cpu cpuSeconds(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      // The name is in parentheses and may contain anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]);
      return new Cpu(true, ticks / TICKS_PER_SECOND);
    } catch (IOException | RuntimeException e) {
      return Cpu.UNKNOWN; // The process is gone, or /proc is not as on Linux.
    }
  }

  /** VmHWM of proc_pid_status(5); 0 when it cannot be read. */
  private static long peakMemory(Path process) {
    try {
      List<String> status = Files.readAllLines(process.resolve("status"));
      return status.stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(kib -> Long.parseLong(kib) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private long consoleBytes() {
    try {
      return Files.size(directory.serialRaw());
    } catch (IOException e) {
      return 0; // The record is gone; the verdict says so.
    }
  }
}
