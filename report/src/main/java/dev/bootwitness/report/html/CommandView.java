package dev.bootwitness.report.html;

import dev.bootwitness.report.story.Command;

/**
 * A command of the guest on the page.
 *
 * @param how it ended, as whom, after how long
 */
public record CommandView(String command, String how, String output, boolean bad) {

  static CommandView of(Command command) {
    var ran = command.ran();
    String how =
        (ran.exit() < 0 ? "did not end" : "exit " + ran.exit())
            + (ran.uid() < 0 ? "" : ", uid " + ran.uid())
            + ", "
            + Numbers.fixed(ran.seconds(), 2)
            + " s"
            + (command.times() == 1 ? "" : ", " + command.times() + " tries, this is the last");
    String errors = ran.stderr().isEmpty() ? "" : "\n" + ran.stderr();
    return new CommandView(
        Pages.safeLines(ran.command()),
        how,
        Pages.safeLines(ran.stdout() + errors),
        ran.exit() != 0);
  }
}
