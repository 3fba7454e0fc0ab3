package dev.bootwitness.engine.boot;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.image.BootableImage;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.checkpoint.About;
import dev.bootwitness.machine.checkpoint.HeldCheckpoint;
import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.EventText;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Goes from a checkpoint to a shell that has answered: the phase restore, instead of boot and
 * login.
 */
final class Restoring {

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(15);

  /** Shorter, because there is the serial line as a fallback. */
  private static final Duration FIRST_ANSWER_SIDE = Duration.ofSeconds(5);

  private final RunContext context;
  private final BootableImage image;
  private final AcceleratorChoice accelerator;
  private final MachineConfig config;

  Restoring(
      RunContext context,
      BootableImage image,
      AcceleratorChoice accelerator,
      MachineConfig config) {
    this.context = context;
    this.config = config;
    this.image = image;
    this.accelerator = accelerator;
  }

  /** The clone with its shell; empty when it did not start, and then nothing of it is left. */
  Optional<RunningMachine> run(HeldCheckpoint checkpoint) throws InterruptedException {
    About about = checkpoint.about();
    long began = System.nanoTime();
    try (OpenPhase phase = context.begin("restore")) {
      RunningMachine clone;
      try {
        clone =
            new PowerOn(context, image, accelerator, BootStart.first(config, checkpoint.origin()))
                .run();
      } catch (RunStopped stopped) {
        phase.end(true, failed(String.valueOf(stopped.getMessage())));
        return Optional.empty();
      }
      boolean alive = false;
      try {
        FramedShell shell =
            FramedShell.resume(clone.console(), Nonces.from(new SecureRandom()), about.uid());
        Woken woken = wake(clone, shell, about.sideGroup());
        if (Thread.interrupted()) {
          throw new InterruptedException("while a checkpoint was restored");
        }
        if (!woken.well()) {
          phase.end(true, failed("its shell did not set the clock: " + woken.answer()));
          return Optional.empty();
        }
        alive = true;
        context.record().append(inheritance(about));
        clone.recorder().ready("restored: booted by run " + about.run());
        phase.end(
            true,
            String.format(
                Locale.ROOT,
                "booted by run %s; first answer after %.2f s",
                about.run(),
                (System.nanoTime() - began) / 1e9));
        return Optional.of(
            clone.with(
                shell, woken.side().isPresent() ? woken.side() : SideOpening.of(clone, shell)));
      } finally {
        if (!alive) {
          clone.abandon();
        }
      }
    }
  }

  /**
   * A clone's answer to its first command.
   *
   * @param side the channel of the answer, if not the serial line
   */
  private record Woken(CommandResult answer, Optional<SideChannel> side) {
    boolean well() {
      return answer instanceof CommandResult.Completed done && done.exit() == 0;
    }
  }

  /**
   * Uses the side channel if it was open when the machine was frozen; otherwise, or if that fails,
   * the serial line.
   */
  private Woken wake(RunningMachine clone, FramedShell shell, long sideGroup)
      throws InterruptedException {
    long began = System.nanoTime();
    byte[] fresh = new byte[CloneReseed.FRESH];
    new SecureRandom().nextBytes(fresh);
    Architecture architecture = config.board().architecture();
    if (sideGroup > 0) {
      SideChannel side = SideOpening.resumed(clone, shell, sideGroup);
      Woken woken =
          new Woken(
              side.evaluate(
                  CloneReseed.command(architecture, Instant.now(), fresh), in(FIRST_ANSWER_SIDE)),
              Optional.of(side));
      if (woken.well()) {
        SideOpening.answered(clone, side, began);
        return woken;
      }
      side.close();
    }
    String command = CloneReseed.command(architecture, Instant.now(), fresh);
    return new Woken(shell.run(command, in(FIRST_ANSWER)), Optional.empty());
  }

  private Deadline in(Duration duration) {
    return Deadline.in(context.pace().scale().of(duration), ConsoleClock.SYSTEM);
  }

  private static Event inheritance(About about) {
    return EventText.read(about.inheritance())
        .filter(event -> event instanceof Event.Restored)
        .orElseGet(() ->
            new Event.Restored(
                about.run(),
                about.record(),
                about.made(),
                about.bootSeconds(),
                "",
                List.of(),
                List.of()));
  }

  private String failed(String why) {
    context.record().append(new Event.CheckpointNoted("damaged", why, 0));
    context.report(
        FindingBuilder.of(
            "host/checkpoint-damaged",
            "a checkpoint could not be restored and is removed: " + why + "; the machine boots",
            "host",
            ""));
    return "not restored: " + why;
  }
}
