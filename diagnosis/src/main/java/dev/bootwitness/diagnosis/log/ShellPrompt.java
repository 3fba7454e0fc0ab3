package dev.bootwitness.diagnosis.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Recognises the prompts of shells at the beginning of lines, and learns those a session sets for
 * itself.
 *
 * <p>A saved log has no silence by which a prompt could be distinguished from output, so only forms
 * that output hardly ever has are accepted: the defaults of Debian, Fedora, NixOS, Arch, openSUSE,
 * Alpine and busybox, of bash, dash and zsh, and what was typed as {@code PS1=…}.
 */
public final class ShellPrompt {
  /** Whose prompt it is, according to its sign; one that a session sets for itself says nothing. */
  public enum Owner {
    ROOT,
    USER,
    UNKNOWN
  }

  /** What was typed after a prompt. */
  public record Prompt(String text, String command, Owner owner) {}

  private static final Pattern KNOWN =
      Pattern.compile(
          "^("
              // user@host:path$   [user@host path]$   user@host path %
              + "(?:\\d{1,3}\\|)?\\[?[a-z_][a-z0-9_-]{0,31}@(?:[A-Za-z0-9][A-Za-z0-9._-]*|\\(none\\))[: ][^\\s\\]#$%]{0,120}\\]? ?[#$%>]"
              // bash-5.2#
              + "|(?:bash|sh|dash|ash|zsh|ksh)-[0-9][0-9.]*[#$]"
              // / #   ~ #   /root #
              + "|(?:~|/)[A-Za-z0-9._/-]{0,60} [#$]"
              // localhost:~#   host:/etc#   and with a blank: Android's mksh, ONIE's ash
              + "|(?:\\d{1,3}\\|)?[A-Za-z][A-Za-z0-9._-]*:[~/][A-Za-z0-9._/~-]{0,60} ?[#$]"
              // host# host% of csh and zsh, with nothing after it
              + ")(?: (.*)|)$");

  /** What Bootwitness' own shell protocol prints around answers (console, agent.sh). */
  private static final Pattern FRAME = Pattern.compile("^~bw[0-9a-f]{8} [a-z][ 0-9]*~$");

  private static final Pattern BARE = Pattern.compile("^[#$] ?$");

  /** A bare sign with a command that an operator types; a comment begins with one, too. */
  private static final Pattern BARE_WITH_COMMAND =
      Pattern.compile(
          "^([#$]) ((?:sudo|su|doas|id|whoami|uname|ls|cat|systemctl|journalctl|dmesg|ip|mount|df|free|ps|poweroff|reboot|export|stty|exec|networkctl|lsblk|vgs|lvs|rc-status|rc-service|more|less|vi|vim|nano|man|top|grep|tail|head|apt|apt-get|apk|dnf|opkg|date|uptime|hostname|passwd|ping|ifconfig|route|wget|curl|true|false|sleep|kill|reset)(?: .*)?)$");

  /**
   * After a login: the last line of multi-line prompts (Kali, powerlevel10k), and the signs of
   * oh-my-zsh, starship, pure.
   */
  private static final Pattern DRAWN =
      Pattern.compile(
          "^(?:[\\x{2514}\\x{2570}][\\x{2500}\\x{2501}]+[ (\\[]{0,2}([#$%>\\x{276F}\\x{27A4}\\x{03BB}])|[\\x{276F}\\x{276D}\\x{25B6}\\x{03BB}\\x{00BB}]|\\x{279C}\\s+\\S+(?: git:\\(\\S+\\))?(?: \\x{2717})?)(?: +(.*)|)$");

  /** The text between the machine's name and the end of its command. */
  private static final Pattern BEHIND_HOST =
      Pattern.compile("^(?:[: ] ?[~/][^\\s#$%>]{0,60})?:? ?([#$%>])(?: (.*)|)$");

  private static final Pattern SET =
      Pattern.compile("\\bPS1=(?:'([^']{2,60})'|\"([^\"$\\\\]{2,60})\")");
  private static final int MOST = 8;

  private static final String DRAWN_SIGNS = "\u276F\u276D\u25B6\u03BB\u00BB\u279C\u27A4";

  private final List<String> learned = new ArrayList<>();
  private String host = "";

  /** Hardly any console line contains the end of a prompt, and searching for that costs little. */
  private static boolean mayHold(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 && DRAWN_SIGNS.indexOf(c) >= 0) {
        return true;
      }
      boolean sign = c == '#' || c == '$' || c == '%' || c == '>';
      if (sign && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) {
        return true;
      }
    }
    return false;
  }

  /** Learns a prompt that a line sets; seeing its echo is enough. */
  public void learn(String line) {
    if (!line.contains("PS1=")) {
      return;
    }
    Matcher set = SET.matcher(line);
    if (set.find() && learned.size() < MOST) {
      String prompt = (set.group(1) == null ? set.group(2) : set.group(1)).strip();
      if (prompt.length() >= 2 && prompt.indexOf('\\') < 0 && !learned.contains(prompt)) {
        learned.add(prompt);
      }
    }
  }

  /** A login at the machine of that name is possible: its prompts may then begin with that name. */
  public void loginAt(String name) {
    host = name;
  }

  /** Prompts the session set for itself. */
  public List<String> learned() {
    return List.copyOf(learned);
  }

  /**
   * The prompt a line begins with, if it does.
   *
   * @param inSession whether a shell has shown before
   */
  public Optional<Prompt> match(LogLine line, boolean inSession) {
    String text = line.text();
    for (String own : learned) {
      if (text.startsWith(own)) {
        String command = text.substring(own.length()).strip();
        return Optional.of(new Prompt(own, command, Owner.UNKNOWN));
      }
    }
    if (text.startsWith("~bw") && FRAME.matcher(text).find()) {
      return Optional.of(new Prompt("", "", Owner.UNKNOWN));
    }
    if (!mayHold(text)) {
      return Optional.empty();
    }
    Matcher known = KNOWN.matcher(text);
    if (known.find()) {
      String prompt = known.group(1);
      String command = known.group(2) == null ? "" : known.group(2).strip();
      return Optional.of(
          new Prompt(prompt, command, prompt.endsWith("#") ? Owner.ROOT : Owner.USER));
    }
    if (!line.ended() && inSession && BARE.matcher(text).find()) {
      return Optional.of(new Prompt(text.strip(), "", Owner.UNKNOWN));
    }
    return inSession || !host.isEmpty() ? behindALogin(text) : Optional.empty();
  }

  private Optional<Prompt> behindALogin(String text) {
    Matcher bare = BARE_WITH_COMMAND.matcher(text);
    if (bare.find()) {
      return Optional.of(new Prompt(bare.group(1), bare.group(2).strip(), owner(bare.group(1))));
    }
    Matcher drawn = DRAWN.matcher(text);
    if (drawn.find()) {
      return Optional.of(new Prompt("", orEmpty(drawn.group(2)), owner(drawn.group(1))));
    }
    if (host.isEmpty() || !text.startsWith(host)) {
      return Optional.empty();
    }
    Matcher behind = BEHIND_HOST.matcher(text.substring(host.length()));
    return behind.find()
        ? Optional.of(new Prompt(host, orEmpty(behind.group(2)), owner(behind.group(1))))
        : Optional.empty();
  }

  private static String orEmpty(@Nullable String command) {
    return command == null ? "" : command.strip();
  }

  private static Owner owner(@Nullable String sign) {
    return sign == null || sign.length() != 1 || "#$%>".indexOf(sign.charAt(0)) < 0
        ? Owner.UNKNOWN
        : sign.equals("#") ? Owner.ROOT : Owner.USER;
  }
}
