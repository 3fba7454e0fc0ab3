package dev.bootwitness.console.login;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.safere.Pattern;

/**
 * Why a program did not make a user root, as far as it reported a reason.
 *
 * <p>Sources: sudo(8) and sudo's plugins/sudoers (logging.c, auth/pam.c, parse), doas(1) and
 * opendoas' doas.c, su(1) of util-linux, busybox's su. If several reasons apply, the first listed
 * counts: decisive messages come before those that may be mere warnings.
 */
enum Denial {
  MISSING(
      "the program is missing",
      "(?i)\\b(?:sudo|doas|su): (?:command )?not found|command not found: |unknown command"),
  NO_NEW_PRIVILEGES("the session may not gain privileges (no_new_privs)", "(?i)no new privileges"),
  NOT_SETUID(
      "the program is not setuid root",
      "(?i)must be owned by uid 0|must be s(?:et)?uid|not installed setuid|effective uid is not 0"),
  NOT_THIS_COMMAND(
      "the user is not allowed to run this with it", "(?i)not allowed to execute|may not run /"),
  NOT_LISTED(
      "the user is not among those allowed to become root",
      "(?i)not in the sudoers|not allowed to run sudo|may not run sudo|operation not permitted"
          + "|permission denied"
          // sudo 1.9.13's translations: plugins/sudoers/po
          + "|in der sudoers-Datei|(?:fichier|ficheiro|arquivo|archivo|file|pliku) sudoers"
          + "|sudoersbestand|sudoers 文件|sudoers ファイル|sudoers 파일|上运行 sudo|上で sudo を実行"),
  ACCOUNT_CLOSED(
      "the account is locked or has expired",
      "(?i)account validation failure|account (?:or password is |has |is )?expired|password expired"),
  NO_SUCH_USER(
      "the guest has no such user", "(?i)unknown user|user \\S+ does not exist|unknown id: "),
  NO_TERMINAL("it requires a terminal", "(?i)must have a tty|a terminal is required"),
  NO_ROOT_SHELL(
      "root's shell cannot be started",
      "(?i)(?:unable to|cannot|can't) execute|sudo: /[^\\n]*: (?:command )?not found"
          + "|account is (?:currently )?not available"),
  PASSWORD_REFUSED(
      "the password was refused",
      "(?i)sorry, try again|incorrect password|authentication (?:failure|failed)"
          + "|bitte versuchen sie es erneut|désolé, essayez de nouveau|попробуйте ещё раз|对不起，请重试"
          + "|また試してください|ponownie"),
  UNUSABLE_CONFIGURATION(
      "its configuration cannot be used",
      "(?i)is not enabled|syntax error|no valid sudoers|is (?:world|group) writable|is owned by"
          + "|parse error|unable to (?:open|stat|read|initialize)"),
  PASSWORD_NEEDED("it asks for a password and the spec gives none", "(?i)password"),
  STILL_UNPRIVILEGED("nothing was refused, yet the shell's uid is not 0", ""),
  NO_ANSWER("no shell answered afterwards", "");

  /** The reasons that a program states by itself, listed before {@link #PASSWORD_NEEDED}. */
  private static final List<Denial> SPOKEN =
      Arrays.stream(values()).takeWhile(denial -> denial != PASSWORD_NEEDED).toList();

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a safere pattern is immutable, but not marked as such
  private final Pattern sign;

  Denial(String words, String sign) {
    this.words = words;
    this.sign = Pattern.compile(sign);
  }

  /** The reason that {@code said} gives, if any. */
  static Optional<Denial> in(String said) {
    return SPOKEN.stream().filter(denial -> denial.sign.matcher(said).find()).findFirst();
  }

  /** For a person. */
  String words() {
    return words;
  }

  /** The line of {@code said} that shows it; the first one is the command's own echo. */
  String quote(String said) {
    List<String> lines = said.lines().skip(1).map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.stream()
        .filter(line -> sign.matcher(line).find())
        .findFirst()
        .orElse(lines.isEmpty() ? "" : lines.getFirst());
  }
}
