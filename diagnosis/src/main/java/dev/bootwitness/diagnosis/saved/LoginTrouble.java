package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.log.LogLine;
import java.util.Optional;
import org.safere.Pattern;

/**
 * What a login on the console came to grief on (shadow-utils, src/login.c and lib/pam; Linux-PAM,
 * modules/pam_unix; busybox, loginutils/login.c).
 *
 * @param cause its id in the catalogue
 * @param detail what happened, in words
 * @param line the line that shows it
 */
record LoginTrouble(String cause, String detail, LogLine line) {
  private static final Pattern INCORRECT =
      Pattern.compile(
          "^(?:FAILED LOGIN .*(?:Module is unknown|Authentication service cannot|System error)|Login incorrect|Login timed out|Authentication failure|Maximum number of tries exceeded|Root login refused|Authentication service cannot retrieve|Authentication token manipulation error|Module is unknown|System error$|Critical error - immediate abort|login: bad salt|System closed for routine maintenance|Your account has expired|Cannot make/remove an entry for the specified session|System is (?:booting up|going down)\\. Unprivileged users are not permitted)\\b");
  private static final Pattern EXPIRED =
      Pattern.compile(
          "^(?:You are required to change your password|Your password has expired|WARNING: Your password has expired|Password expired)");
  private static final Pattern NO_SHELL =
      Pattern.compile(
          "^(?:This account is (?:currently )?not available|login: (?:(?:can't|cannot) exec|no shell: )|Cannot execute \\S+: )|^/\\S*sh: (?:No such file or directory|Permission denied)$");
  private static final Pattern PASSWORD =
      Pattern.compile(
          "^(?:[Pp]assword|Passwort|Mot de passe|Contraseña|Пароль|パスワード|密码)(?: for \\S+)? ?[:：] ?$");

  /** Of an attempt that failed, what failed first says more than its end. */
  LoginTrouble followedBy(LoginTrouble next) {
    boolean itsEnd =
        next.line.text().startsWith("Authentication failure")
            && next.line.number() - line.number() <= 3
            && !cause.equals("login/password-needed");
    return itsEnd ? this : next;
  }

  /** The trouble a line tells of, if it does. */
  static Optional<LoginTrouble> of(LogLine line) {
    String text = line.text();
    if (INCORRECT.matcher(text).find()) {
      return Optional.of(
          new LoginTrouble("login/rejected", "the guest refused a user or a password", line));
    }
    if (EXPIRED.matcher(text).find()) {
      return Optional.of(
          new LoginTrouble("login/password-expired", "the guest demands a new password", line));
    }
    if (NO_SHELL.matcher(text).find()) {
      return Optional.of(
          new LoginTrouble("login/no-shell", "the login was accepted and no shell came", line));
    }
    return !line.ended() && PASSWORD.matcher(text).find()
        ? Optional.of(
            new LoginTrouble("login/password-needed", "the guest asks for a password", line))
        : Optional.empty();
  }
}
