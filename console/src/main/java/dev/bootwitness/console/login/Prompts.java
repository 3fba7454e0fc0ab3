package dev.bootwitness.console.login;

import dev.bootwitness.console.expect.TextPattern;
import java.time.Duration;
import org.safere.Pattern;

/**
 * Patterns for what consoles print around a login. Sources: login(1), agetty(8), sulogin(8),
 * pam_unix(8), pam_nologin(8), sudo(8), and busybox's login and getty.
 */
final class Prompts {

  /** Prompts count after this much silence; agetty and login print theirs in one write. */
  private static final Duration QUIET = Duration.ofMillis(200);

  /** A shell's prompt looks like many other things, so it needs a longer silence. */
  private static final Duration SHELL_QUIET = Duration.ofMillis(400);

  private static final String NAME_WANTED =
      "(?i)(?:^login|[^\\n\\r]*(?:[^t\\n]|[^s\\n]t|[^a\\n]st|[^l\\n]ast) login): ?";

  /** Includes the translations of Linux-PAM and sudo (their po/ folders). */
  private static final String PASSWORD_WANTED =
      "(?i)^[^\\n\\r]{0,64}(?:passwor[dt]|passphrase"
          + "|kennwort|mot de passe|contraseña|senha|wachtwoord|lösenord|hasło|пароль|密码|パスワード)"
          + "[^\\n\\r:：]{0,40}[:：] ?";

  private static final String COMMAND_WANTED = "[^\\n\\r]*[$#%>❯»λ][^\\n\\r$#%>]{0,2}";

  /** A message of the kernel, or of syslogd(8) on the console, without the end of its line. */
  private static final String MESSAGE =
      "(?:\\[ *[0-9]{1,6}\\.[0-9]{6}\\]|[A-Z][a-z]{2} [ 1-3][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}) [^\\n]*";

  private static final Pattern TALKED = Pattern.compile("([^\\n]*?: ?)" + MESSAGE);

  /** A getty asks for a name: any word except "Last" may precede. */
  static final TextPattern LOGIN = standing(NAME_WANTED, QUIET);

  /** The same prompt, interrupted by a kernel that never falls silent. */
  static final TextPattern LOGIN_TALKED_OVER = talkedOver(NAME_WANTED);

  /** A getty logs somebody in automatically (agetty --autologin). */
  static final TextPattern AUTOLOGIN = TextPattern.regex("login: (\\S+) \\(automatic login\\)");

  static final TextPattern PASSWORD = standing(PASSWORD_WANTED, QUIET);

  static final TextPattern PASSWORD_TALKED_OVER = talkedOver(PASSWORD_WANTED);

  private static final String REFUSED =
      "(?i)login incorrect|^authentication failure$|^permission denied(?:, please try again)?\\.?$"
          + "|maximum number of tries exceeded|your account has expired|^access denied$"
          // busybox, about an account whose password is locked by a "!"
          + "|^login: bad salt$";

  static final TextPattern REJECTED = TextPattern.regex(REFUSED);

  private static final Pattern REFUSED_LINE = Pattern.compile(REFUSED);

  /** /etc/nologin may contain any text; these are the usual ones (nologin(5), busybox). */
  private static final Pattern CLOSED =
      Pattern.compile(
          "(?i)\\bsystem (?:is )?(?:currently )?closed\\b|\\bnot permitted to log ?in\\b"
              + "|\\bno (?:user )?logins?\\b|\\blogins? (?:is|are) (?:currently |temporarily )?"
              + "(?:disabled|denied|closed|not (?:allowed|permitted|possible))|\\bmaintenance\\b");

  /** A second factor, which no spec can provide. */
  static final TextPattern CODE =
      standing(
          "(?i)[^\\n\\r]{0,80}(?:(?:verification|authentication|security|one[- ]?time) (?:code|pass(?:word|code))"
              + "|passcode|\\botp\\b|token(?: code)?)[^\\n\\r:]{0,60}: ?",
          QUIET);

  private static final String CHANGE_WANTED =
      "(?i)you are required to change your password|password has expired"
          + "|^(?:\\(current\\) unix|current|old|new|enter new \\S+) password:";

  static final TextPattern EXPIRED = TextPattern.regex(CHANGE_WANTED);

  private static final Pattern CHANGE_LINE = Pattern.compile(CHANGE_WANTED);

  static final TextPattern NO_LOGIN_SHELL =
      TextPattern.regex(
          "(?i)this account is (?:currently )?not available[^\\n]*"
              + "|^cannot execute /[^\\n]*"
              + "|^a?getty: [^\\n]*can't exec[^\\n]*"
              + "|^login: (?:no shell|(?:cannot|can't|couldn't|failed to) exec|.*no such file).*$"
              + "|system is going down|logins are (?:currently )?disabled");

  /** Too early; the login prompt comes back and then works (pam_nologin(8)). */
  static final TextPattern BOOTING = TextPattern.regex("(?i)system is booting up[^\\n]*");

  static final TextPattern EMERGENCY =
      TextPattern.regex(
          "(?i)give root password for maintenance|press enter for maintenance"
              + "|you are in (?:emergency|rescue) mode|cannot open access to console");

  /** Text that ends like a shell's prompt. Only an answer to a question proves that it is one. */
  static final TextPattern SHELL = standing(COMMAND_WANTED, SHELL_QUIET);

  static final TextPattern SHELL_TALKED_OVER = talkedOver(COMMAND_WANTED);

  private Prompts() {}

  /** Whether a line says that the password must be changed. */
  static boolean expires(String line) {
    return CHANGE_LINE.matcher(line).find();
  }

  /** Whether the text before the returning login prompt says that logins are not allowed. */
  static boolean closed(String text) {
    return CLOSED.matcher(text).find();
  }

  /** Whether a line says that a login was refused. */
  static boolean rejects(String line) {
    return REFUSED_LINE.matcher(line).find();
  }

  /**
   * A prompt at the end of all output, except for kernel messages printed over it: a message glued
   * to the prompt, and whole messages after that one (printk, Documentation/core-api).
   */
  private static TextPattern standing(String prompt, Duration quiet) {
    return TextPattern.prompt("(?:" + prompt + ")(?:" + MESSAGE + "\\n?)*", quiet);
  }

  /**
   * A prompt with a whole kernel message glued to it. Only a prompt is left without a line end in
   * this way, so it needs no silence, which a constantly complaining driver would never allow.
   */
  private static TextPattern talkedOver(String prompt) {
    return TextPattern.regex("(?:" + prompt + ")" + MESSAGE + "\\n");
  }

  /** A line with a prompt, without the kernel message that interrupted it. */
  static String alone(String line) {
    var talked = TALKED.matcher(line);
    return talked.matches() ? String.valueOf(talked.group(1)).strip() : line;
  }

  /** Any text, then silence: a shell may have no prompt. */
  static TextPattern silence(Duration quiet) {
    return TextPattern.prompt("[\\s\\S]", quiet);
  }
}
