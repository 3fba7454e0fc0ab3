package dev.bootwitness.diagnosis.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A {@code systemctl} that has asked for a job and waits for its end. */
public final class BlockingStart {
  private static final Set<String> VERBS =
      Set.of(
          "start",
          "restart",
          "try-restart",
          "reload-or-restart",
          "try-reload-or-restart",
          "reload",
          "stop",
          "isolate");
  private static final Set<String> SUFFIXES =
      Set.of(
          "service",
          "socket",
          "target",
          "mount",
          "automount",
          "swap",
          "timer",
          "path",
          "slice",
          "device",
          "scope");

  /** With these it does not wait, or not for this systemd. */
  private static final Set<String> ELSEWHERE =
      Set.of("--no-block", "--user", "--global", "-H", "--host", "-M", "--machine");

  private static final Set<String> WITH_VALUE =
      Set.of(
          "-t", "--type", "-p", "--property", "-s", "--signal", "-n", "--lines", "-o", "--output");

  private BlockingStart() {}

  /**
   * The units a command line waits for, by their full names; empty when it is not such a command.
   *
   * <p>Only systemctl itself: a shell or another program that calls it has it as a child, and its
   * own command line may merely mention it.
   *
   * @param command as {@code ps} or a control group shows it
   */
  public static List<String> units(String command) {
    String[] words = command.strip().split("\\s+", -1);
    if (!words[0].equals("systemctl") && !words[0].endsWith("/systemctl")) {
      return List.of();
    }
    var units = new ArrayList<String>();
    boolean verbSeen = false;
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      if (ELSEWHERE.contains(word) || word.startsWith("--job-mode=")) {
        return List.of();
      }
      if (WITH_VALUE.contains(word)) {
        i++;
        continue;
      }
      if (word.startsWith("-")) {
        continue;
      }
      if (!verbSeen) {
        if (!VERBS.contains(word)) {
          return List.of();
        }
        verbSeen = true;
      } else {
        units.add(fullName(word));
      }
    }
    return List.copyOf(units);
  }

  /** systemctl takes a name without a known suffix for a service. */
  public static String fullName(String unit) {
    int dot = unit.lastIndexOf('.');
    return dot >= 0 && SUFFIXES.contains(unit.substring(dot + 1)) ? unit : unit + ".service";
  }
}
