package dev.bootwitness.console.login;

import dev.bootwitness.console.shell.FramedShell;

/** How a login ended. */
public sealed interface LoginResult {

  /**
   * A shell of the wanted user answers; its uid was asked for, not assumed.
   *
   * @param how the way in, for a person: "autologin as nixos, root by sudo -i, uid 0 verified"
   */
  record LoggedIn(FramedShell shell, int uid, String how) implements LoginResult {}

  /**
   * No such shell.
   *
   * @param detail what happened, one sentence with the names of this login
   * @param quote what the console showed
   */
  record Refused(LoginProblem problem, String detail, String quote) implements LoginResult {}
}
