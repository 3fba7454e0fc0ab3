package dev.bootwitness.engine.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * What busybox's init starts, according to its {@code /etc/inittab} (busybox, init/init.c): lines
 * of terminal, run levels (ignored), action and program.
 */
final class Inittab {

  /** Actions whose program is restarted when it ends. */
  private static final Set<String> STANDING = Set.of("respawn", "askfirst");

  /** Actions at shutdown, which start nothing before it. */
  private static final Set<String> ENDING = Set.of("shutdown", "ctrlaltdel", "restart");

  private static final Pattern TERMINAL = Pattern.compile("\\b(?:tty\\w+|hvc\\d+|console)\\b");

  /** A program that asks for a login, or a shell without one. */
  private static final Pattern LOGIN =
      Pattern.compile(
          "\\b(?:a|m|min|u)?getty\\b|\\blogin\\b|\\bcttyhack\\b|<\\s*/dev/(?:tty|console)"
              // or another system, which may offer a login
              + "|\\b(?:switch_root|pivot_root|chroot|kexec)\\b"
              + "|(?m:(?:^|[;&|]|\\bexec|\\bsetsid|\\bbg)\\s*-?(?:/\\w+)*/?(?:ba|da|a|k|z)?sh\\s*(?:-[il]+\\s*)?(?:$|[;&|<>]))");

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

  private Inittab() {}

  /**
   * Whether something that it starts may allow a login on one of these lines.
   *
   * @param lines names of the serial line, without {@code /dev/}
   * @param scripts all scripts of the system: one that starts a login may be called by another
   */
  static boolean mayOfferLogin(String text, Set<String> lines, List<String> scripts) {
    return text.lines().anyMatch(line -> offers(line.strip(), lines))
        || scripts.stream().anyMatch(script -> LOGIN.matcher(without(script)).find());
  }

  private static String without(String script) {
    return COMMENT.matcher(script).replaceAll("");
  }

  private static boolean offers(String line, Set<String> lines) {
    String[] fields = line.split(":", 4);
    if (line.startsWith("#") || fields.length < 4 || ENDING.contains(fields[2])) {
      return false;
    }
    List<String> terminals = terminals(fields[3]);
    boolean here =
        terminals.isEmpty()
            ? fields[0].isEmpty() || lines.contains(fields[0])
            : terminals.stream().anyMatch(lines::contains);
    return here && (STANDING.contains(fields[2]) || LOGIN.matcher(fields[3]).find());
  }

  private static List<String> terminals(String program) {
    List<String> found = new ArrayList<>();
    Matcher terminal = TERMINAL.matcher(program);
    while (terminal.find()) {
      found.add(terminal.group());
    }
    return found;
  }
}
