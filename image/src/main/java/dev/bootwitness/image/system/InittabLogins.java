package dev.bootwitness.image.system;

import dev.bootwitness.image.facts.TerminalLogin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The logins that an {@code /etc/inittab} starts: of sysvinit (inittab(5)), or of busybox
 * (init/init.c), where the first field may name the terminal.
 */
final class InittabLogins {

  private static final String SOURCE = "/etc/inittab";
  private static final Set<String> STARTING = Set.of("respawn", "askfirst", "once", "wait");
  private static final Pattern TERMINAL =
      Pattern.compile("\\b(tty\\w{1,20}|hvc\\d{1,3}|console)\\b");
  private static final Pattern LOGIN =
      Pattern.compile("(?:^|/|\\s)(?:[amu]?getty|mingetty|login|sulogin|cttyhack)\\b");

  private static final Pattern SHELL =
      Pattern.compile("(?:^|[/\\s-])(?:ba|da|a|k|z)?sh\\s*(?:-[il]+|--login)?\\s*$");

  private static final Pattern AUTOLOGIN =
      Pattern.compile(
          "(?:--autologin[= ]|\\s-a\\s+|login\\s+-f\\s+)([A-Za-z_][A-Za-z0-9_-]{0,31})");

  private InittabLogins() {}

  static List<TerminalLogin> read(String text) {
    List<TerminalLogin> logins = new ArrayList<>();
    for (String line : text.lines().map(String::strip).limit(1000).toList()) {
      String[] fields = line.split(":", 4);
      if (!line.startsWith("#") && fields.length == 4 && STARTING.contains(fields[2])) {
        login(fields[0], fields[3], logins);
      }
    }
    return logins;
  }

  private static void login(String id, String process, List<TerminalLogin> logins) {
    boolean shell = SHELL.matcher(process).find();
    if (!shell && !LOGIN.matcher(process).find()) {
      return;
    }
    Matcher user = AUTOLOGIN.matcher(process);
    String who = user.find() ? String.valueOf(user.group(1)) : "";
    Matcher terminal = TERMINAL.matcher(process);
    String line = id;
    if (terminal.find()) {
      line = String.valueOf(terminal.group(1));
    } else if (id.isEmpty() || !TERMINAL.matcher(id).matches()) {
      line = "console";
    }
    logins.add(new TerminalLogin(line, SOURCE, who, shell));
  }
}
