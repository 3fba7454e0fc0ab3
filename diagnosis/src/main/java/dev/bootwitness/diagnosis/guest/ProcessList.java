package dev.bootwitness.diagnosis.guest;

import java.util.List;
import java.util.Optional;

/**
 * A guest's processes, as the files {@code /proc/PID/stat} describe them (proc_pid_stat(5)).
 *
 * @param processes in the order printed
 */
public record ProcessList(List<GuestProcess> processes) {

  /** Copies the list. */
  public ProcessList {
    processes = List.copyOf(processes);
  }

  /**
   * One process.
   *
   * @param name of its program, at most 15 bytes
   * @param state as ps(1) shows it: R, S, D, Z, T, …
   * @param parent its parent's id
   */
  public record GuestProcess(long pid, String name, String state, long parent) {}

  /** Reads the files' texts, a line each; lines of another form are left out. */
  public static ProcessList parse(String text) {
    return new ProcessList(text.lines().flatMap(line -> line(line).stream()).toList());
  }

  /** A name may contain blanks and brackets, so it ends at the last bracket. */
  private static Optional<GuestProcess> line(String line) {
    int open = line.indexOf(" (");
    int close = line.lastIndexOf(") ");
    if (open < 1 || close < open) {
      return Optional.empty();
    }
    String pid = line.substring(0, open);
    String[] rest = line.substring(close + 2).split(" ", 3);
    return isNumber(pid) && rest.length == 3 && isNumber(rest[1])
        ? Optional.of(
            new GuestProcess(
                Long.parseLong(pid),
                line.substring(open + 2, close),
                rest[0],
                Long.parseLong(rest[1])))
        : Optional.empty();
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The processes of a program, without those that have ended and wait for their parent. */
  public List<GuestProcess> named(String name) {
    return processes.stream()
        .filter(process -> process.name().equals(name) && !process.state().equals("Z"))
        .toList();
  }
}
