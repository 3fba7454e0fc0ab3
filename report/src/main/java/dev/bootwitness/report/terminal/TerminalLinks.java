package dev.bootwitness.report.terminal;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hyperlinks in a terminal, by OSC 8 (gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda).
 *
 * <p>A terminal cannot be asked whether it shows them, and some print the address into the text. So
 * they are written only to terminals that are known by the variables they set.
 */
final class TerminalLinks {
  private static final String OSC = "\u001b]8;;";
  private static final String END = "\u001b\\";

  /** Values of TERM: kitty, foot, Alacritty and Ghostty name themselves. */
  private static final Set<String> TERMS =
      Set.of("xterm-kitty", "foot", "foot-extra", "foot-direct", "alacritty", "xterm-ghostty");

  private static final Set<String> PROGRAMS = Set.of("iTerm.app", "WezTerm", "ghostty", "vscode");

  /** VTE shows links since 0.50, of which npm's supports-hyperlinks leaves 0.50.0 out. */
  private static final int FIRST_VTE = 5001;

  private TerminalLinks() {}

  /**
   * Whether the terminal with this environment is known to show links.
   *
   * <p>{@code FORCE_HYPERLINK} decides where it is set, as for other programs: 0 is no, anything
   * else yes. A multiplexer draws its own screen, so what the terminal around it can do says
   * nothing.
   */
  static boolean areKnown(Map<String, String> environment) {
    String forced = environment.get("FORCE_HYPERLINK");
    if (forced != null) {
      return !forced.equals("0");
    }
    String term = environment.getOrDefault("TERM", "");
    if (environment.containsKey("TMUX") || term.startsWith("screen") || term.startsWith("tmux")) {
      return false;
    }
    return TERMS.contains(term)
        || PROGRAMS.contains(environment.getOrDefault("TERM_PROGRAM", ""))
        || environment.containsKey("WT_SESSION")
        || environment.containsKey("KONSOLE_VERSION")
        || number(environment.get("VTE_VERSION")) >= FIRST_VTE;
  }

  private static int number(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /**
   * Text that leads to an address.
   *
   * @param address of printable ASCII
   */
  static String link(String address, String text) {
    return OSC + address + END + text + OSC + END;
  }
}
