package dev.bootwitness.prenixos.tool;

import java.util.List;

/** Commands as a POSIX shell takes them (XCU 2.2). */
public final class ShellQuoting {
  private static final String PLAIN = "-_./:=,@%+";

  private ShellQuoting() {}

  public static String line(List<String> command) {
    var line = new StringBuilder();
    for (String word : command) {
      line.append(line.isEmpty() ? "" : " ").append(word(word));
    }
    return line.toString();
  }

  private static String word(String word) {
    boolean plain =
        !word.isEmpty()
            && word.chars()
                .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0));
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
