package dev.bootwitness.engine.session;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.console.terminal.ScreenView;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.boot.MachineLife;
import dev.bootwitness.engine.boot.RunningMachine;
import dev.bootwitness.engine.check.CheckBinder;
import dev.bootwitness.engine.check.CheckOutcome;
import dev.bootwitness.engine.check.CheckRunner;
import dev.bootwitness.engine.check.CheckSpec;
import dev.bootwitness.engine.check.GuestShell;
import dev.bootwitness.engine.check.Quarantine;
import dev.bootwitness.engine.check.WaitListener;
import dev.bootwitness.engine.host.MachineFindings;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.StepSpec;
import dev.bootwitness.engine.step.FailedUnit;
import dev.bootwitness.engine.step.StepPhases;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The guest and the machine of a run, for whoever works with them by code. For the run's own
 * thread. Whatever is done becomes events, as in a run of the spec.
 */
public final class AttendedGuest {
  private static final int MOST_PORT = 65_535;

  private final RunContext context;
  private final MachineLife life;

  /** The guest of the present boot, whichever that is. */
  public AttendedGuest(RunContext context, MachineLife life) {
    this.context = context;
    this.life = life;
  }

  /** The directory of the run's record. */
  public Path record() {
    return context.record().directory().path();
  }

  /** A limit as it is on this host: stretched where guests run slowly. */
  public Duration stretched(Duration written) {
    return context.pace().scale().of(written);
  }

  /**
   * Runs a command as {@code sh -c} in the guest.
   *
   * @param stdin as UTF-8; empty: {@code /dev/null}
   * @param within stretched on a slow host
   * @throws RunStopped when the shell is lost
   */
  public CommandResult run(String command, String stdin, Duration within)
      throws RunStopped, InterruptedException {
    CommandResult result = shell().run(command, stdin, stretched(within));
    if (result instanceof CommandResult.Unresponsive lost) {
      throw stopped("shell/unresponsive", lost.seen());
    }
    return result;
  }

  /**
   * A check as the run's spec would have it, e.g. {@code {port: 22, within: 30s}}; it knows the
   * spec's packs.
   *
   * @throws SpecException with every mistake in it
   * @throws IOException when a pack cannot be read any more
   */
  public CheckSpec parse(String yaml) throws SpecException, IOException {
    StatusFiles files = context.spec().knowledge().statusFiles(today());
    return CheckBinder.parse(yaml, () -> files);
  }

  /**
   * Tries a check as a run of the spec would, waits included. A failure that the check's quarantine
   * tolerates is put into the record, and counts as if the check held.
   *
   * @throws RunStopped when the shell is lost
   */
  public CheckOutcome check(CheckSpec check) throws RunStopped, InterruptedException {
    long began = System.nanoTime();
    CheckOutcome outcome =
        new CheckRunner(shell(), context.pace().scale()).run(check.asked(), waits(check));
    if (outcome instanceof CheckOutcome.ShellLost lost) {
      throw stopped(lost.causeId(), lost.message());
    }
    if (!(outcome instanceof CheckOutcome.Failed failed)) {
      return outcome;
    }
    String message = Quarantine.message(check, outcome, today());
    if (!Quarantine.tolerates(check, outcome, today())) {
      return new CheckOutcome.Failed(failed.causeId(), message, failed.subject(), failed.quote());
    }
    began(check.name());
    ended(
        check.name(),
        CheckResult.QUARANTINED,
        Duration.ofNanos(System.nanoTime() - began),
        message);
    return new CheckOutcome.Held();
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private WaitListener waits(CheckSpec check) {
    double seconds = check.within().map(w -> stretched(w).toNanos() / 1e9).orElse(0.0);
    return new WaitListener() {
      @Override
      public void hangsOn(String why) {
        context.record().append(new Event.Awaiting(check.name(), seconds, why));
      }

      @Override
      public void saw(String cause, String detail, String quote) {
        if (check.quarantine().filter(why -> why.holds(today())).isEmpty()) {
          report(cause, detail, "", quote);
        }
      }
    };
  }

  /**
   * Takes a step as a run of the spec would.
   *
   * @throws RunStopped when it failed; the guest is then not what it was
   * @throws IllegalArgumentException when the machine as it is cannot take it; nothing was done
   */
  public void take(StepSpec step) throws RunStopped, InterruptedException {
    TakeableSteps.require(step, context.spec().machine().disks(), life.config());
    new StepPhases(context, life).take(step);
  }

  /** Puts a file into the guest, verified by SHA-256. */
  public void push(InputStream bytes, long length, String path, int mode, Duration within)
      throws IOException, InterruptedException {
    var _ = side().files().push(bytes, length, path, mode, deadline(within));
  }

  /** Takes a file out of the guest, verified by SHA-256. */
  public void pull(String path, OutputStream to, Duration within)
      throws IOException, InterruptedException {
    var _ = side().files().pull(path, to, deadline(within));
  }

  private SideChannel side() throws IOException {
    return life.now()
        .side()
        .filter(SideChannel::usable)
        .orElseThrow(() ->
            new IOException(
                "files need the side channel, which opens for a root shell in a guest with"
                    + " virtio_console. Add `become: root` to `login`, or use `run`"));
  }

  /** What the console shows, as a terminal would. */
  public ScreenView screen() {
    return life.now().console().screen();
  }

  /** The last lines of the console. */
  public List<String> consoleLines(int count) {
    return life.now().console().lastLines(count);
  }

  /** A picture of the machine's screen in the record; empty when it shows none. */
  public Optional<Path> picture(String why) throws InterruptedException {
    String name = life.now().evidence().picture(why);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(context.record().directory().evidence().resolve(name));
  }

  /**
   * Opens a port of this host, on 127.0.0.1, that leads to a TCP port of the guest's first network
   * card until this boot ends.
   *
   * @return the port, chosen by the host
   * @throws IllegalArgumentException when there is no such port, or no network card
   */
  public int forward(int guestPort) throws RunStopped, InterruptedException {
    if (guestPort < 1 || guestPort > MOST_PORT) {
      throw new IllegalArgumentException(
          "port %d: allowed are 1 to %d.".formatted(guestPort, MOST_PORT));
    }
    if (context.spec().machine().nics().isEmpty()) {
      throw new IllegalArgumentException(
          "the machine has no network card, so no port of the guest can be reached. Add one to `machine.network`.");
    }
    try {
      return life.now().machine().forward(guestPort);
    } catch (MachineException e) {
      throw context.reported(new RunStopped(MachineFindings.of(e.failure())));
    }
  }

  /** A text in which every secret of the spec is blanked, as in the record. */
  public String blanked(String text) {
    return context.secrets().mask().text(text);
  }

  /** A piece of the work begins; reports call it a check. */
  public void began(String name) {
    context.record().append(new Event.CheckStarted(name));
  }

  /**
   * A piece of the work is over.
   *
   * @param outcome as in {@link CheckResult}
   * @param message what was expected and what was seen; empty when it passed
   */
  public void ended(String name, String outcome, Duration took, String message) {
    context
        .record()
        .append(
            new Event.CheckEnded(
                new CheckResult(
                    name, outcome, took.toNanos() / 1e9, message, "", life.number(), "")));
  }

  /** Reports that something is wrong with the guest. */
  public void report(String cause, String detail, String subject, String quote) {
    context.report(
        FindingBuilder.about(cause, detail, "guest", quote)
            .subject(subject)
            .at(life.running().map(now -> now.clock().seconds()).orElse(null))
            .finding());
  }

  /** The judgement so far; a failed unit is asked for what lies under its failure. */
  public Verdict verdict() throws InterruptedException {
    context.record().awaitDelivery();
    if (life.running().flatMap(RunningMachine::shell).isPresent()
        && context.diagnosis().fatal().isEmpty()) {
      new FailedUnit(context, shell()).ask();
    }
    return context.verdict();
  }

  private GuestShell shell() {
    RunningMachine now = life.now();
    FramedShell shell = now.shell().orElseThrow();
    return new GuestShell(shell, now.side(), context.record());
  }

  private Deadline deadline(Duration within) {
    return Deadline.in(stretched(within), ConsoleClock.SYSTEM);
  }

  /** A decisive finding says more than the silence that it causes. */
  private RunStopped stopped(String cause, String detail) {
    context.record().awaitDelivery();
    Optional<Finding> fatal = context.diagnosis().fatal();
    return fatal.isPresent()
        ? new RunStopped(fatal.get().detail())
        : context.reported(
            new RunStopped(
                FindingBuilder.about(cause, detail, "serial", "")
                    .at(life.now().clock().seconds())
                    .finding()));
  }
}
