package dev.bootwitness.engine.check;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A guest's shell that records every command. Commands go over the side channel while one answers,
 * else over the serial console.
 */
public final class GuestShell implements GuestAsk {

  private static final int RECORDED = 64 * 1024;

  private final FramedShell shell;
  private final Optional<SideChannel> side;
  private final RecordWriter record;

  public GuestShell(FramedShell shell, Optional<SideChannel> side, RecordWriter record) {
    this.shell = shell;
    this.side = side;
    this.record = record;
  }

  /**
   * Runs a command as {@code sh -c} in the guest, with empty stdin.
   *
   * @throws InterruptedException when this thread was interrupted meanwhile
   */
  @Override
  public CommandResult run(String command, Duration within) throws InterruptedException {
    return run(command, "", within);
  }

  /** The verified user of the shell. */
  public int uid() {
    return shell.uid();
  }

  /** Runs a command whose output goes into evidence and is therefore not in its event. */
  public CommandResult collect(String command, Duration within) throws InterruptedException {
    CommandResult result = over(command, new byte[0], Deadline.in(within, ConsoleClock.SYSTEM));
    int exit = result instanceof CommandResult.Completed c ? c.exit() : -1;
    append(result, exit, "", "");
    if (Thread.interrupted()) {
      throw new InterruptedException("while evidence was collected in the guest");
    }
    return result;
  }

  /**
   * A second way into the guest, the serial shell, which answers while a command runs on the side
   * channel; empty when there is no side channel.
   */
  Optional<GuestAsk> beside() {
    return side.filter(SideChannel::usable)
        .map(_ ->
            (command, within) -> {
              CommandResult result = shell.run(command, Deadline.in(within, ConsoleClock.SYSTEM));
              record(result);
              return result;
            });
  }

  /**
   * Ends the command that runs on the side channel, as its deadline would. May be called from any
   * thread.
   */
  void hurry() {
    side.ifPresent(SideChannel::hurry);
  }

  /**
   * Runs a command that reads {@code stdin} as UTF-8; when empty, {@code /dev/null}.
   *
   * @throws InterruptedException when this thread was interrupted meanwhile
   */
  public CommandResult run(String command, String stdin, Duration within)
      throws InterruptedException {
    byte[] bytes = stdin.getBytes(StandardCharsets.UTF_8);
    CommandResult result = over(command, bytes, Deadline.in(within, ConsoleClock.SYSTEM));
    record(result);
    if (Thread.interrupted()) {
      throw new InterruptedException("while running `" + command + "` in the guest");
    }
    return result;
  }

  private CommandResult over(String command, byte[] stdin, Deadline deadline)
      throws InterruptedException {
    return side.isPresent() && side.get().usable()
        ? side.get().run(command, stdin, deadline)
        : shell.run(command, stdin, deadline);
  }

  private void record(CommandResult result) {
    switch (result) {
      case CommandResult.Completed c ->
          append(result, c.exit(), c.stdout().text(), c.stderr().text());
      case CommandResult.TimedOut t -> append(result, -1, t.stdout().text(), t.stderr().text());
      case CommandResult.Captured c -> append(result, -1, c.stdout().text(), c.stderr().text());
      case CommandResult.Unresponsive u -> append(result, -1, "", u.seen());
    }
  }

  private void append(CommandResult result, int exit, String stdout, String stderr) {
    record.append(
        new Event.CommandRan(
            result.command(),
            shell.uid(),
            exit,
            result.took().toNanos() / 1e9,
            cut(stdout),
            cut(stderr)));
  }

  private static String cut(String text) {
    return text.length() > RECORDED ? text.substring(0, RECORDED) : text;
  }
}
