package dev.bootwitness.image.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The processor time of this process's children that have ended, and of what they waited for. */
final class CpuTime {

  private static final Path STAT = Path.of("/proc/self/stat");

  /** USER_HZ, which is 100 on every architecture that this product runs on (proc(5)). */
  private static final long TICKS = 100;

  /** Positions after the command's name, proc(5): fields 16 and 17 of all. */
  private static final int CUTIME = 13;

  private static final int CSTIME = 14;

  private CpuTime() {}

  /** Zero when it cannot be read. */
  static Duration ofChildren() {
    try {
      String stat = Files.readString(STAT);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[CUTIME]) + Long.parseLong(fields[CSTIME]);
      return Duration.ofMillis(ticks * 1000 / TICKS);
    } catch (IOException | NumberFormatException e) {
      return Duration.ZERO;
    }
  }
}
