package dev.bootwitness.console.side;

/**
 * Reaches the processes of the side channel by another route, such as the serial shell: a shell
 * that waits for its command reads nothing.
 */
@FunctionalInterface
public interface Interrupter {

  /**
   * Runs a short command of plain shell in the guest as root.
   *
   * @return whether it ran
   */
  boolean run(String command) throws InterruptedException;
}
