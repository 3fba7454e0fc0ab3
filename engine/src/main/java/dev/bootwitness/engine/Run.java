package dev.bootwitness.engine;

import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.rules.KeptKnowledge;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.boot.Keeping;
import dev.bootwitness.engine.boot.MachineLife;
import dev.bootwitness.engine.boot.RunningMachine;
import dev.bootwitness.engine.boot.SecondBoot;
import dev.bootwitness.engine.check.GuestShell;
import dev.bootwitness.engine.host.HostLine;
import dev.bootwitness.engine.host.HostPhase;
import dev.bootwitness.engine.host.UnfinishedRun;
import dev.bootwitness.engine.host.UsageMeter;
import dev.bootwitness.engine.image.BootableImage;
import dev.bootwitness.engine.image.ImagePhases;
import dev.bootwitness.engine.known.KnownMark;
import dev.bootwitness.engine.observe.RecordWatch;
import dev.bootwitness.engine.observe.SysRq;
import dev.bootwitness.engine.run.HostSpeed;
import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.run.RunTime;
import dev.bootwitness.engine.run.Secrets;
import dev.bootwitness.engine.session.AttendedGuest;
import dev.bootwitness.engine.session.GuestWork;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.StepSpec;
import dev.bootwitness.engine.step.EvidencePhase;
import dev.bootwitness.engine.step.FailedUnit;
import dev.bootwitness.engine.step.GuestFilesPhase;
import dev.bootwitness.engine.step.StepPhases;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.host.OwnerMark;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordFailure;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** One execution of a spec, from its first event to its verdict. For one use. */
public final class Run {

  private final Spec spec;
  private final RunOptions options;
  private final RecordListener listener;
  private final GuestWork work;

  Run(Spec spec, RunOptions options, RecordListener listener, GuestWork work) {
    this.spec = spec;
    this.options = options;
    this.listener = listener;
    this.work = work;
  }

  RunResult execute() throws RecordUnwritableException {
    Secrets secrets = Secrets.read(spec.login(), spec.guest(), options.environment());
    try {
      RunDirectory directory = RunDirectory.create(options.project(), name(), Instant.now());
      try (OwnerMark _ = OwnerMark.hold(directory.path().resolve(UnfinishedRun.RUNNING));
          RecordWriter record = RecordWriter.open(directory, secrets.mask())) {
        RuleSet rules = rules();
        KeptKnowledge.keep(rules, directory);
        try (RunTime time = RunTime.begin(spec.within())) {
          RunContext context =
              new RunContext(
                  spec, options, secrets, record, new Diagnosis(rules), new HostSpeed(), time);
          Verdict verdict = judged(context);
          return new RunResult(verdict, directory.path(), ExitCodes.of(verdict));
        }
      }
    } catch (IOException e) {
      throw new RecordUnwritableException(options.project(), e);
    }
  }

  private String name() {
    return work.name().orElse(spec.name());
  }

  private RuleSet rules() throws IOException {
    return spec.knowledge().load(LocalDate.now(ZoneOffset.UTC));
  }

  private Verdict judged(RunContext context) {
    RecordWriter record = context.record();
    UsageMeter meter = new UsageMeter(record.directory());
    record.listen(stamped -> diagnose(context, stamped));
    RecordWatch watch = new RecordWatch(context);
    record.listen(watch);
    record.listen(context.time());
    record.listen(meter);
    record.listen(listener);
    record.append(
        new Event.RunStarted(
            record.directory().id(),
            name(),
            spec.file().toString(),
            options.version(),
            HostLine.describe()));
    if (!spec.steps().isEmpty()) {
      record.append(new Event.ChecksPlanned(spec.steps().stream().map(StepSpec::name).toList()));
    }
    if (spec.reboots() > 0) {
      record.append(new Event.RestartsExpected(spec.reboots()));
    }
    if (!options.usual().isEmpty()) {
      record.append(new Event.UsualTimes(options.usual()));
    }
    if (!options.earlier().isEmpty()) {
      record.append(new Event.Attempted(options.earlier(), options.attempts()));
    }
    try {
      phases(context);
    } catch (RunStopped stopped) {
      // The finding was recorded where it was made.
    } catch (InterruptedException e) {
      if (context.time().isUp()) {
        var _ = context.reported(context.time().stop());
      } else {
        record.append(new Event.Interrupted("a signal or its caller"));
        Thread.currentThread().interrupt();
      }
    } catch (RuntimeException e) {
      context.report(internalError(e));
    }
    // From here on the time may be up without harm: only the verdict is left.
    context.time().close();
    boolean interrupted = Thread.interrupted() && !context.time().isUp();
    record.awaitDelivery();
    // A repeat could not repeat the caller's work.
    if (!interrupted && work.equals(GuestWork.NONE)) {
      Confirmation.of(context);
      interrupted = Thread.interrupted();
    }
    record.freeReserve();
    watch.again();
    record.append(new Event.UsageMeasured(meter.usage()));
    record.awaitDelivery();
    KnownMark.set(context);
    record.awaitDelivery();
    Verdict verdict = withFailures(context.verdict(), record);
    record.append(new Event.VerdictReached(verdict));
    record.verdict(verdict);
    record.append(new Event.RunEnded(ExitCodes.of(verdict)));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return withoutItsFile(verdict, record);
  }

  /** The judgement is valid even if it cannot be kept, but its readers must be informed. */
  private static Verdict withoutItsFile(Verdict verdict, RecordWriter record) {
    return record.failures().stream()
        .filter(RecordFailure::isOfVerdict)
        .map(failure -> verdict.lacking(failure.sentence()))
        .findFirst()
        .orElse(verdict);
  }

  /** The same diagnosis as for a saved record, fed as the events arrive. */
  private static void diagnose(RunContext context, StampedEvent stamped) {
    context.diagnosis().accept(stamped).forEach(context::report);
  }

  private void phases(RunContext context) throws RunStopped, InterruptedException {
    AcceleratorChoice accelerator = new HostPhase(context).run();
    BootableImage image = new ImagePhases(context).run();
    try (MachineLife life = MachineLife.begin(context, image, accelerator)) {
      try {
        new GuestFilesPhase(context, life.now()).run();
        new StepPhases(context, life).run();
        work.with(new AttendedGuest(context, life));
        ended(context, life);
      } catch (RunStopped stopped) {
        ended(context, life);
        throw stopped;
      } catch (InterruptedException e) {
        if (!context.time().isUp()) {
          throw e;
        }
        RunStopped stopped = context.reported(context.time().stop());
        ended(context, life);
        throw stopped;
      }
    }
  }

  /** After a boot that failed there is no machine left to ask. */
  private static void ended(RunContext context, MachineLife life) throws InterruptedException {
    if (life.running().isPresent()) {
      ended(context, life.now());
    }
  }

  /** First the verdict, then the evidence for it; a run that passed needs neither. */
  private static void ended(RunContext context, RunningMachine booted) throws InterruptedException {
    context.record().awaitDelivery();
    if (lost(context)) {
      new SecondBoot(context, booted).look();
    }
    if (context.diagnosis().primary().isPresent()) {
      Keeping.keep(context, booted);
      askWhy(context, booted);
      context.decided();
      lastGasp(context, booted);
    }
  }

  /** A failed unit is a consequence; the guest can say of what. */
  private static void askWhy(RunContext context, RunningMachine booted)
      throws InterruptedException {
    if (booted.shell().isPresent() && context.diagnosis().fatal().isEmpty()) {
      new FailedUnit(context, new GuestShell(booted.shell().get(), booted.side(), context.record()))
          .ask();
    }
  }

  private static boolean lost(RunContext context) {
    return context.diagnosis().findings().stream()
        .anyMatch(finding -> finding.cause().equals("shell/unresponsive"));
  }

  /** Collects evidence before anything is ended, from inside the guest or else from its kernel. */
  private static void lastGasp(RunContext context, RunningMachine booted)
      throws InterruptedException {
    if (context.diagnosis().fatal().isEmpty() && booted.shell().isPresent()) {
      if (lost(context) && booted.side().filter(SideChannel::usable).isEmpty()) {
        new SysRq(context, booted.machine(), booted.console()).ask();
      } else {
        GuestShell guest = new GuestShell(booted.shell().get(), booted.side(), context.record());
        new EvidencePhase(context, booted, guest).collect();
      }
    }
    booted.evidence().atFailure();
  }

  private static dev.bootwitness.record.Finding internalError(RuntimeException e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return FindingBuilder.of(
        "harness/internal-error",
        "Bootwitness itself failed: " + e,
        "host",
        trace.toString().lines().limit(12).reduce("", (a, b) -> a + b + "\n").strip());
  }

  private static Verdict withFailures(Verdict verdict, RecordWriter record) {
    Verdict whole = verdict;
    for (RecordFailure failure : record.failures()) {
      whole = whole.lacking(failure.sentence());
    }
    return whole;
  }
}
