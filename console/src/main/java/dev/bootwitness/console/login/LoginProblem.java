package dev.bootwitness.console.login;

/** Why a login failed. */
public enum LoginProblem {
  /** No login prompt and no shell appeared in time. */
  NO_PROMPT,
  /** The console ended, or something showed that waiting is pointless. */
  HOPELESS,
  /** User or password refused. */
  REJECTED,
  /** The user was refused before a password was asked for. */
  REJECTED_UNASKED,
  /** A password is asked for and none was given. */
  PASSWORD_NEEDED,
  /** A second factor is asked for. */
  SECOND_FACTOR,
  /** A change of password is demanded. */
  PASSWORD_EXPIRED,
  /** The login succeeded but no shell answers. */
  NO_SHELL,
  /** A program holds the console and could not be left. */
  CAPTURED,
  /** The system stopped in emergency or rescue mode. */
  EMERGENCY_MODE,
  /** The guest has nothing that could make the shell a root shell. */
  UNPRIVILEGED,
  /** sudo, su or doas refused. */
  ESCALATION_REFUSED,
  /** Nothing refused, yet the uid was not shown to be 0. */
  ESCALATION_UNVERIFIED,
  /** The waiting thread was interrupted. */
  INTERRUPTED
}
