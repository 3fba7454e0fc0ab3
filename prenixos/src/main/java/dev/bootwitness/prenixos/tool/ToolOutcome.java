package dev.bootwitness.prenixos.tool;

import java.util.List;

/**
 * How a program ended.
 *
 * @param exit its exit status; {@link #NOT_STARTED} if there is no such program
 * @param output what it printed, bounded
 * @param errors what it complained about, bounded
 */
public record ToolOutcome(List<String> command, int exit, String output, String errors) {
  public static final int NOT_STARTED = 127;
  public static final int TOO_SLOW = 124;

  public ToolOutcome {
    command = List.copyOf(command);
  }

  public boolean succeeded() {
    return exit == 0;
  }

  /** The program, its status and its own last words, on one line. */
  public String complaint() {
    String words = (errors.isBlank() ? output : errors).strip();
    String line =
        words
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty())
            .reduce((a, b) -> a + "; " + b)
            .orElse("");
    return ShellQuoting.line(command)
        + ": exit "
        + exit
        + (line.isEmpty()
            ? ""
            : ": " + (line.length() > 300 ? line.substring(0, 300) + "…" : line));
  }
}
