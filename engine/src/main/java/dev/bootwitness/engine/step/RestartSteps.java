package dev.bootwitness.engine.step;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.guest.AwaitedJob;
import dev.bootwitness.engine.boot.MachineLife;
import dev.bootwitness.engine.boot.RunningMachine;
import dev.bootwitness.engine.check.GuestShell;
import dev.bootwitness.engine.console.ConsoleRecorder;
import dev.bootwitness.engine.host.MachineFindings;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.StepSpec;
import dev.bootwitness.machine.MachineExit;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The steps that end a boot and begin the next: reboot, power-off, power cut.
 *
 * <p>The next boot always has a QEMU of its own. A guest's restart ends the old one, which proves
 * that it restarted; so every boot begins with the same state of the program.
 */
final class RestartSteps {

  /** A request that takes longer is on its way all the same. */
  private static final Duration REQUEST = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String GUEST_RESET = "guest-reset";
  private static final String GUEST_SHUTDOWN = "guest-shutdown";

  private final RunContext context;
  private final MachineLife life;

  RestartSteps(RunContext context, MachineLife life) {
    this.context = context;
    this.life = life;
  }

  /** The guest restarts by its own means; what came of it, in words. */
  String reboot(StepSpec.Reboot step) throws RunStopped, InterruptedException {
    return byTheGuest("reboot", "reboot", GUEST_RESET, step.within());
  }

  /** The guest switches itself off; what came of it, in words. */
  String powerOff(StepSpec.PowerOff step) throws RunStopped, InterruptedException {
    return byTheGuest("power-off", "poweroff", GUEST_SHUTDOWN, step.within());
  }

  private String byTheGuest(String how, String verb, String reason, Duration within)
      throws RunStopped, InterruptedException {
    RunningMachine booted = life.now();
    GuestShell guest = guest(booted);
    if (guest.uid() != 0) {
      throw new RunStopped(
          failed(
              "only root may restart the guest, and the shell is uid "
                  + guest.uid()
                  + ": add `become: root` to `login`"));
    }
    Optional<GuestIdentity> before = GuestIdentity.of(guest);
    String down =
        context.phase(
            "step",
            () -> {
              String took = down(booted, guest, how, verb, reason, within);
              return new RunContext.Done<>(took, how + ": " + took);
            });
    life.again(how);
    return down + "; " + back(before);
  }

  /** Asks the guest to end and waits until it has; how that went, in words. */
  private String down(
      RunningMachine booted,
      GuestShell guest,
      String how,
      String verb,
      String reason,
      Duration within)
      throws RunStopped, InterruptedException {
    try {
      booted.machine().endAtRestart();
    } catch (MachineException e) {
      throw new RunStopped(MachineFindings.of(e.failure()));
    }
    long began = System.nanoTime();
    Duration limit = context.pace().scale().of(within);
    context.record().append(new Event.RestartAsked(how));
    context.record().append(new Event.Awaiting("the end of the guest", limit.toNanos() / 1e9));
    // The answer does not matter: the shell may end before it.
    var _ =
        guest.run(
            "if [ -d /run/systemd/system ]; then systemctl --no-block %s; else %s; fi"
                .formatted(verb, verb),
            REQUEST);
    Optional<MachineExit> exit = ended(booted.machine().exited(), limit);
    if (exit.isEmpty()) {
      throw new RunStopped(hung(booted, verb, within));
    }
    String seen = String.valueOf(exit.get().reason());
    if (!seen.equals(reason)) {
      throw new RunStopped(another(booted, verb, seen, exit.get()));
    }
    return "down after " + seconds(began);
  }

  private Optional<MachineExit> ended(CompletableFuture<MachineExit> exited, Duration limit)
      throws RunStopped, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - end < 0) {
      try {
        return Optional.of(exited.get(LOOK.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        Optional<Finding> fatal = context.diagnosis().fatal();
        if (fatal.isPresent()) {
          throw new RunStopped(fatal.get().detail());
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return Optional.empty();
  }

  private Finding hung(RunningMachine booted, String verb, Duration within) {
    Optional<String> line = ConsoleRecorder.last(booted.console().lastLines(20));
    Optional<AwaitedJob> job = line.flatMap(AwaitedJob::in);
    String awaited = job.map(one -> "; systemd has waited " + one.inWords()).orElse("");
    FindingBuilder finding =
        FindingBuilder.about(
            "guest/shutdown-hung",
            "`%s` was asked for, and the machine still runs after %s%s"
                .formatted(verb, context.pace().scale().words(within), awaited),
            "serial",
            line.orElse(""));
    return booted
        .recorder()
        .placed(job.map(one -> finding.subject(one.unit())).orElse(finding))
        .at(booted.clock().seconds())
        .finding();
  }

  private static Finding another(
      RunningMachine booted, String verb, String seen, MachineExit exit) {
    FindingBuilder finding =
        seen.equals(GUEST_SHUTDOWN)
            ? FindingBuilder.about(
                "guest/stayed-down",
                "the guest switched off where `reboot` was asked for",
                "qmp",
                "")
            : seen.equals(GUEST_RESET)
                ? FindingBuilder.about(
                    "guest/unexpected-reboot",
                    "the guest restarted where `poweroff` was asked for",
                    "qmp",
                    "")
                : FindingBuilder.about(
                    "host/qemu-died",
                    "QEMU ended with status %d after `%s`: %s"
                        .formatted(exit.status(), verb, exit.stderr().strip()),
                    "host",
                    "");
    return finding.at(booted.clock().seconds()).finding();
  }

  /** The machine loses its power; what came of it, in words. */
  String powerCut(StepSpec.PowerCut step) throws RunStopped, InterruptedException {
    RunningMachine booted = life.now();
    Optional<GuestIdentity> before = GuestIdentity.of(guest(booted));
    String when =
        context.phase(
            "step",
            () -> {
              String cut = cut(booted, step);
              return new RunContext.Done<>(cut, "power cut " + cut);
            });
    life.again("power-cut");
    return "power cut " + when + "; " + back(before);
  }

  private String cut(RunningMachine booted, StepSpec.PowerCut step)
      throws RunStopped, InterruptedException {
    long began = System.nanoTime();
    booted.console().skipToEnd();
    // From here on, an end of the boot is no fault: the command may restart the guest, as an update
    // does, and the cut then hits the boot after it.
    context.record().append(new Event.RestartAsked("power-cut"));
    if (step.during().isPresent()) {
      begin(booted, step.during().get());
    }
    if (step.at().isPresent()) {
      AwaitedText.await(context, booted, step.at().get(), step.within());
    }
    if (step.after().isPositive()) {
      try {
        throw new RunStopped(
            early(
                booted,
                booted.machine().exited().get(step.after().toNanos(), TimeUnit.NANOSECONDS)));
      } catch (TimeoutException _) {
        // It still runs, as it should.
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    booted.machine().cutPower();
    return "after " + seconds(began);
  }

  /** The machine was gone before its power was to be cut. */
  private static Finding early(RunningMachine booted, MachineExit exit) {
    FindingBuilder finding =
        GUEST_SHUTDOWN.equals(exit.reason())
            ? FindingBuilder.about(
                "guest/unexpected-poweroff",
                "the guest switched itself off before its power was cut",
                "qmp",
                "")
            : FindingBuilder.about(
                "host/qemu-died",
                "QEMU ended with status %d before the power was cut: %s"
                    .formatted(exit.status(), exit.stderr().strip()),
                "host",
                "");
    return finding.at(booted.clock().seconds()).finding();
  }

  /** The command runs on while its output appears on the console, as an installer's would. */
  private void begin(RunningMachine booted, String command)
      throws RunStopped, InterruptedException {
    String quoted = "'" + command.replace("'", "'\\''") + "'";
    CommandResult begun =
        guest(booted).run("sh -c " + quoted + " </dev/null >/dev/console 2>&1 &", REQUEST);
    if (!(begun instanceof CommandResult.Completed done) || done.exit() != 0) {
      throw new RunStopped(failed("`" + command + "` could not be started"));
    }
  }

  /** Compares the guest with what it was; in words. */
  private String back(Optional<GuestIdentity> before) throws InterruptedException {
    RunningMachine booted = life.now();
    String back = "back as boot " + life.number();
    Optional<GuestIdentity> now = GuestIdentity.of(guest(booted));
    if (before.isEmpty() || now.isEmpty()) {
      return back + ", its identity is not known";
    }
    if (before.get().hasAnotherRoot(now.get())) {
      String roots = "/ is on " + now.get().root() + ", and was on " + before.get().root();
      note("guest/another-root", roots, now.get().root());
      return back + ", " + roots;
    }
    if (before.get().isAnotherMachine(now.get())) {
      note(
          "guest/another-machine",
          "/etc/machine-id is %s, and was %s"
              .formatted(now.get().machine(), before.get().machine()),
          now.get().machine());
      return back + ", as another machine";
    }
    return back;
  }

  private void note(String cause, String detail, String quote) {
    context.report(
        FindingBuilder.about(cause, detail, "guest", quote)
            .at(life.now().clock().seconds())
            .finding());
  }

  private Finding failed(String why) {
    return FindingBuilder.about("check/failed", why, "guest", "")
        .at(life.now().clock().seconds())
        .finding();
  }

  private GuestShell guest(RunningMachine booted) {
    return new GuestShell(booted.shell().orElseThrow(), booted.side(), context.record());
  }

  private static String seconds(long began) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - began) / 1e9);
  }
}
