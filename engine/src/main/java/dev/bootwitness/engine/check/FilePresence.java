package dev.bootwitness.engine.check;

/**
 * The question whether a file of the guest is there. A dangling link is; of a file in a folder that
 * the shell's user may not search, nobody knows.
 */
public final class FilePresence {

  /** The exit status for a file that is not there: test(1) and cat(1) use 0, 1 and 2. */
  public static final int ABSENT = 9;

  /** The exit status when the guest refuses to say; its words are on stderr. */
  public static final int UNKNOWN = 8;

  private FilePresence() {}

  /**
   * A command that exits with 0 when the file is there.
   *
   * @param path absolute; any characters but NUL
   */
  public static String command(String path) {
    String quoted = ShellWord.quote(path);
    // test -e follows a dangling link, and is silent about a folder that it may not search: ls(1)
    // ends its message with strerror(3).
    return ("[ -e %1$s ] || [ -L %1$s ] || { e=$(LC_ALL=C ls -d -- %1$s 2>&1);"
            + " case $e in *'ermission denied'|*'nput/output error') printf '%%s\\n' \"$e\" >&2; exit %2$d;;"
            + " esac; exit %3$d; }")
        .formatted(quoted, UNKNOWN, ABSENT);
  }
}
