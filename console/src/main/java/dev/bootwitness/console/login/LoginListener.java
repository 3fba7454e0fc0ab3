package dev.bootwitness.console.login;

import dev.bootwitness.console.captor.ForegroundProgram;

/** Observes the progress of a login. */
@FunctionalInterface
public interface LoginListener {

  /**
   * The login reached a state.
   *
   * @param step its name: prompt, user-sent, password-sent, shell, escalate, root
   * @param detail the evidence, for a person; never a password
   */
  void step(String step, String detail);

  /** A program held the console; it was left, and a shell has answered after it. */
  default void left(ForegroundProgram captor) {}
}
