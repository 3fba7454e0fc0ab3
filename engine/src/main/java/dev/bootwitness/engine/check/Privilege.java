package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import org.safere.Pattern;

/** Distinguishes an answer refused to a user who is not root from one about the guest. */
final class Privilege {

  /** strerror(3) of EACCES and EPERM, polkit, and the messages of tools that require root. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?i)permission denied|operation not permitted|must be (?:run as )?root|need to be root"
              + "|root privileges|are you root|superuser|(?:interactive )?authentication required"
              + "|only root (?:can|may)");

  private Privilege() {}

  /** The message about the refusal; empty when there is none, or the user is root. */
  static String refusal(int uid, CommandResult.Completed answer) {
    if (uid == 0) {
      return "";
    }
    // The output of a successful command may be about another user.
    String printed = answer.exit() == 0 ? "" : answer.stdout().text();
    String said = answer.stderr().text() + "\n" + printed;
    return said.lines()
        .limit(200)
        .filter(line -> REFUSED.matcher(line).find())
        .findFirst()
        .map(Evidence::brief)
        .orElse("");
  }

  /**
   * The result, unless the check failed because the user is not root. Waiting makes nobody root.
   */
  static ProbeResult considered(int uid, CommandResult.Completed answer, ProbeResult look) {
    String said = refusal(uid, answer);
    return look instanceof ProbeResult.Not not && !said.isEmpty()
        ? new ProbeResult.Not(
            "login/unprivileged",
            "uid %d was refused (%s): %s".formatted(uid, said, not.message()),
            said,
            true)
        : look;
  }
}
