package dev.bootwitness.engine.boot;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.channel.SocketConsoleChannel;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.console.side.Interrupter;
import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.console.side.SideException;
import dev.bootwitness.machine.qemu.QemuArguments;
import dev.bootwitness.record.Event;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens the side channel from root's serial shell; without it, the serial shell continues alone.
 */
final class SideOpening {

  /** A guest whose root shell has answered also answers here within this time, or never. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private SideOpening() {}

  static Optional<SideChannel> of(RunningMachine booted, FramedShell shell)
      throws InterruptedException {
    long began = System.nanoTime();
    if (shell.uid() != 0) {
      return tried(booted, began, Optional.empty(), "only root may open a virtio port");
    }
    try {
      SideChannel channel =
          SideChannel.start(
              new SocketConsoleChannel(booted.machine().side()),
              QemuArguments.SIDE_PORT,
              Nonces.from(new SecureRandom()),
              by(shell),
              Deadline.in(PATIENCE, ConsoleClock.SYSTEM));
      return tried(booted, began, Optional.of(channel), "uid " + channel.place().uid());
    } catch (SideException e) {
      return tried(booted, began, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Resumes the channel of a machine that was frozen with it open; no question is asked, the first
   * command shows whether it answers.
   *
   * @param group the location of its loop in the guest
   */
  static SideChannel resumed(RunningMachine clone, FramedShell shell, long group) {
    return SideChannel.resumed(
        new SocketConsoleChannel(clone.machine().side()),
        Nonces.from(new SecureRandom()),
        by(shell),
        new SideChannel.Place(group, 0, SideChannel.Place.NO_BOOT_ID));
  }

  /** Records that a channel answers. */
  static void answered(RunningMachine clone, SideChannel channel, long began) {
    var _ = tried(clone, began, Optional.of(channel), "uid 0, open since before it was frozen");
  }

  /** Runs short commands in the serial shell: they start the channel and interrupt its commands. */
  static Interrupter by(FramedShell shell) {
    return command ->
        shell.run(command, Deadline.in(PATIENCE, ConsoleClock.SYSTEM))
                instanceof CommandResult.Completed done
            && done.exit() == 0;
  }

  private static Optional<SideChannel> tried(
      RunningMachine booted, long began, Optional<SideChannel> channel, String detail) {
    booted
        .context()
        .record()
        .append(
            new Event.SideChannelTried(
                channel.isPresent(), detail, (System.nanoTime() - began) / 1e9));
    return channel;
  }
}
