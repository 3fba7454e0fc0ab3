package dev.bootwitness.console.login;

import dev.bootwitness.console.captor.ForegroundProgram;

/** Hears how a login goes on. */
@FunctionalInterface
public interface LoginListener {

  /**
   * The login reached a state.
   *
   * @param step its name: prompt, user-sent, password-sent, shell, escalate, root
   * @param detail the evidence, for a person; never a password
   */
  void step(String step, String detail);

  /** A program held the console; it was left, and a shell has answered behind it. */
  default void left(ForegroundProgram captor) {}
}
