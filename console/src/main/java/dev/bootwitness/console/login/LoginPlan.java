package dev.bootwitness.console.login;

import java.util.Optional;

/**
 * Who to log in as, and whether to become root.
 *
 * @param user the name to give at a login prompt; an autologin may name another
 * @param password of that user, for the login prompt and for sudo
 * @param becomeRoot whether the session must end up with uid 0
 * @param rootPassword for {@code su -}
 */
public record LoginPlan(
    String user, Optional<String> password, boolean becomeRoot, Optional<String> rootPassword) {

  /** The same plan without becoming root. */
  public LoginPlan asUser() {
    return new LoginPlan(user, password, false, rootPassword);
  }

  /** Never shows a password. */
  @Override
  public String toString() {
    return "LoginPlan[" + user + (becomeRoot ? ", become root]" : "]");
  }
}
