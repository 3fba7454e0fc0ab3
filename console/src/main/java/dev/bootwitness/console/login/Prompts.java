package dev.bootwitness.console.login;

import dev.bootwitness.console.expect.TextPattern;
import java.time.Duration;

/**
 * What consoles print around a login, as patterns. Sources: login(1), agetty(8), sulogin(8),
 * pam_unix(8), sudo(8).
 */
final class Prompts {

  /** Prompts are believed after this much silence; agetty and login print theirs in one write. */
  private static final Duration QUIET = Duration.ofMillis(200);

  /** A shell's prompt looks like many other things, so it must stand longer. */
  private static final Duration SHELL_QUIET = Duration.ofMillis(400);

  /** A getty asks for a name. "Last login: …" goes on with a date and so never ends here. */
  static final TextPattern LOGIN = TextPattern.prompt("(?i)[^\\n\\r]{0,64}\\blogin: ?", QUIET);

  /** A getty logs somebody in unasked (agetty --autologin). */
  static final TextPattern AUTOLOGIN = TextPattern.regex("login: (\\S+) \\(automatic login\\)");

  static final TextPattern PASSWORD =
      TextPattern.prompt(
          "(?i)(?:^|[\\n\\r])[^\\n\\r]{0,64}(?:password|passphrase)[^\\n\\r:]{0,40}: ?", QUIET);

  static final TextPattern REJECTED =
      TextPattern.regex(
          "(?i)login incorrect|authentication failure|permission denied|maximum number of tries|account (?:has )?expired|access denied");

  static final TextPattern EXPIRED =
      TextPattern.regex(
          "(?i)you are required to change your password|password has expired|^(?:\\(current\\) unix|current|old|new|enter new \\S+) password:");

  static final TextPattern NO_LOGIN_SHELL =
      TextPattern.regex(
          "(?i)this account is (?:currently )?not available|cannot execute \\S+: |no such file or directory$|system is going down|logins? (?:are )?(?:currently )?(?:disabled|not permitted)");

  static final TextPattern EMERGENCY =
      TextPattern.regex(
          "(?i)give root password for maintenance|press enter for maintenance|you are in (?:emergency|rescue) mode|cannot open access to console");

  static final TextPattern SHELL =
      TextPattern.prompt("[^\\n\\r]{0,200}[$#%>❯»λ][^\\n\\r$#%>]{0,2}", SHELL_QUIET);

  private Prompts() {}
}
