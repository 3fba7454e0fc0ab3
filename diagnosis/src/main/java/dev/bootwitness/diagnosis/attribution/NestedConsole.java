package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.JournalEntry;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows the programs that write a guest's console into their host's journal, such as a QEMU run as
 * a service: their entries contain a kernel's time stamps. Not thread-safe.
 */
public final class NestedConsole {
  /** This many kernel lines are not chance. */
  private static final int STAMPS = 2;

  private static final int MOST = 100;

  private final Map<String, Integer> stamps = new HashMap<>();

  /** Whether an entry is a line of a guest's console. */
  public boolean isConsole(JournalEntry entry) {
    String writer = entry.identifier() + "[" + entry.pid() + "]";
    boolean stamped = ConsoleText.of(entry.message()).stamped();
    if (stamped && (stamps.size() < MOST || stamps.containsKey(writer))) {
      stamps.merge(writer, 1, Integer::sum);
    }
    return stamped || stamps.getOrDefault(writer, 0) >= STAMPS;
  }
}
