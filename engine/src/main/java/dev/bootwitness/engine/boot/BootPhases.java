package dev.bootwitness.engine.boot;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.login.Login;
import dev.bootwitness.console.login.LoginListener;
import dev.bootwitness.console.login.LoginPlan;
import dev.bootwitness.console.login.LoginProblem;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.binding.Scale;
import dev.bootwitness.engine.console.ConsoleRecorder;
import dev.bootwitness.engine.image.BootableImage;
import dev.bootwitness.engine.observe.SysRq;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.LoginSpec;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.machine.Machine;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.state.ProcessorWatch;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.safere.Pattern;

/** From power-on to a shell: the phases boot and login. */
final class BootPhases {

  /** How long to wait for the report of QEMU's end after its console has ended. */
  private static final Duration EXIT_NEWS = Duration.ofSeconds(3);

  /** A kernel that still prints reveals more by that than by SysRq. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  /** A program's message in the kernel's log, as systemd writes until it has a journal. */
  private static final Pattern PROGRAM =
      Pattern.compile("^\\[ *\\d+\\.\\d+\\] [a-zA-Z][\\w.@-]*\\[\\d+\\]: ");

  private final RunContext context;
  private final BootableImage image;
  private final AcceleratorChoice accelerator;
  private final BootStart start;
  private final AtShell atShell;

  BootPhases(
      RunContext context,
      BootableImage image,
      AcceleratorChoice accelerator,
      BootStart start,
      AtShell atShell) {
    this.context = context;
    this.image = image;
    this.accelerator = accelerator;
    this.start = start;
    this.atShell = atShell;
  }

  /** The action to take as soon as a shell has answered, before any command is sent to it. */
  @FunctionalInterface
  interface AtShell {
    /** Receives the machine with its shell. */
    void reached(RunningMachine booted, String how) throws RunStopped, InterruptedException;
  }

  RunningMachine run() throws RunStopped, InterruptedException {
    try (OpenPhase boot = context.begin(start.phase("boot"))) {
      try {
        return run(boot);
      } catch (RunStopped stopped) {
        boot.end(false, RunContext.summary(stopped));
        throw stopped;
      }
    }
  }

  private RunningMachine run(OpenPhase boot) throws RunStopped, InterruptedException {
    RunningMachine powered;
    try {
      powered = new PowerOn(context, image, accelerator, start).run();
    } catch (RunStopped stopped) {
      throw context.reported(stopped);
    }
    boolean entered = false;
    try {
      RunningMachine booted = enter(powered, boot);
      entered = true;
      return booted;
    } catch (RunStopped stopped) {
      throw failed(powered, boot, stopped);
    } catch (InterruptedException e) {
      if (!context.time().isUp()) {
        throw e;
      }
      throw failed(powered, boot, context.time().stop());
    } finally {
      if (!entered) {
        boot.close();
        powered.close();
      }
    }
  }

  /** Judges, and takes from the machine what it can still tell. */
  private RunStopped failed(RunningMachine powered, OpenPhase boot, RunStopped stopped)
      throws InterruptedException {
    RunStopped reported = context.reported(stopped);
    context.decided();
    Keeping.keep(context, powered);
    powered.evidence().atFailure();
    boot.end(false, RunContext.summary(reported));
    return reported;
  }

  private RunningMachine enter(RunningMachine powered, OpenPhase boot)
      throws RunStopped, InterruptedException {
    Spec spec = context.spec();
    ConsoleRecorder recorder = powered.recorder();
    Duration within = context.pace().scale().of(spec.bootWithin());
    Deadline deadline = Deadline.in(within, ConsoleClock.SYSTEM);
    context
        .record()
        .append(new Event.Awaiting("a login prompt or a shell", within.toNanos() / 1e9));
    if (spec.login().isEmpty()) {
      return untilPrompt(powered, boot, deadline);
    }
    LoginPhase steps = new LoginPhase(boot, powered);
    try {
      Login login =
          new Login(
              powered.console(),
              plan(context),
              Nonces.from(new SecureRandom()),
              () -> recorder.stage().compareTo(Stage.USERSPACE) >= 0,
              steps);
      return switch (login.run(deadline)) {
        case LoginResult.LoggedIn in -> {
          recorder.ready(in.how());
          steps.end(true, in.how());
          RunningMachine entered = powered.with(in.shell(), SideOpening.of(powered, in.shell()));
          atShell.reached(entered, in.how());
          yield entered;
        }
        case LoginResult.Refused refused -> throw refused(powered, refused);
      };
    } finally {
      steps.end(false, "");
    }
  }

  /** A spec without a login only asks whether somebody could log in. */
  private RunningMachine untilPrompt(RunningMachine powered, OpenPhase boot, Deadline deadline)
      throws RunStopped, InterruptedException {
    return switch (powered.console().expect(Login.prompt(), deadline)) {
      case ExpectResult.Matched matched -> {
        boot.end(true, matched.text().strip() + powered.recorder().menuNote());
        yield powered;
      }
      case ExpectResult.DeadlinePassed passed ->
          throw refused(
              powered, new LoginResult.Refused(LoginProblem.NO_PROMPT, passed.describe(), ""));
      case ExpectResult.Unmatched other ->
          throw refused(
              powered, new LoginResult.Refused(LoginProblem.HOPELESS, other.describe(), ""));
      case ExpectResult.Interrupted i ->
          throw refused(powered, new LoginResult.Refused(LoginProblem.INTERRUPTED, "", ""));
    };
  }

  /** Who logs in, and how, according to the spec. */
  static LoginPlan plan(RunContext context) {
    Optional<LoginSpec> login = context.spec().login();
    return new LoginPlan(
        login.map(LoginSpec::user).orElse(""),
        context.secrets().password(),
        login.map(LoginSpec::becomeRoot).orElse(false),
        context.secrets().rootPassword());
  }

  private RunStopped refused(RunningMachine powered, LoginResult.Refused refused)
      throws InterruptedException {
    if (refused.problem() == LoginProblem.INTERRUPTED || Thread.interrupted()) {
      throw new InterruptedException("while logging in");
    }
    if (refused.problem() == LoginProblem.HOPELESS) {
      context.record().awaitDelivery();
      boolean idle = powered.silence().gaveUp() && context.diagnosis().fatal().isEmpty();
      if (!idle) {
        if (context.diagnosis().fatal().isEmpty()) {
          awaitExitNews(powered.machine());
        }
        return new RunStopped(refused.detail());
      }
      powered.console().carryOn();
    }
    Optional<FindingBuilder> login = LoginFindings.of(refused);
    if (login.isPresent()) {
      FindingBuilder found = login.get().at(powered.clock().seconds());
      return new RunStopped(powered.recorder().placed(found).finding());
    }
    double at = powered.clock().seconds();
    Stillness quiet = quiet(powered);
    Optional<String> lastLine = ConsoleRecorder.last(powered.console().lastLines(20));
    context.deadlineMissed();
    // The screen may show why nothing came; then that is the cause, not the silence. This comes
    // before SysRq, which ends the silence that makes processors and screen worth inspecting.
    powered.evidence().atFailure();
    if (powered.recorder().stage().compareTo(Stage.KERNEL) >= 0
        && quiet.since().compareTo(SILENT) >= 0) {
      new SysRq(context, powered.machine(), powered.console()).ask();
    }
    context.record().awaitDelivery();
    Optional<Finding> seen = context.diagnosis().standstill();
    return seen.isPresent()
        ? new RunStopped(seen.get().detail())
        : new RunStopped(
            powered.recorder().placed(deadlinePassed(powered, quiet, lastLine).at(at)).finding());
  }

  /** How long nothing came; of a boot that was given up, how long nothing new came. */
  private static Stillness quiet(RunningMachine powered) {
    Duration quiet = Duration.ofNanos(powered.console().quietNanos());
    Duration old = powered.recorder().sameOld();
    boolean repeating = powered.silence().gaveUp() && old.minus(quiet).compareTo(SILENT) > 0;
    return repeating ? new Stillness(old, true) : Stillness.silence(quiet);
  }

  private FindingBuilder deadlinePassed(
      RunningMachine powered, Stillness quiet, Optional<String> lastLine) {
    Optional<ProcessorWatch> processors = powered.evidence().processors();
    boolean idle = powered.evidence().idle();
    // An initramfs that is the whole system never leaves its stage, and a quiet boot shows no
    // stage.
    Stage shown = powered.recorder().stage();
    boolean programs =
        powered.evidence().programsRan()
            || lastLine.filter(line -> PROGRAM.matcher(line).find()).isPresent();
    boolean hidden = shown == Stage.KERNEL && programs;
    Stage stage = idle && (hidden || powered.recorder().onlyInit()) ? Stage.USERSPACE : shown;
    FindingBuilder passed =
        BootFindings.deadlinePassed(
            stage, budget(powered.silence().gaveUp()), quiet, idle, lastLine);
    return processors.map(ProcessorWatch::describe).map(passed::adding).orElse(passed);
  }

  private String budget(boolean inSilence) {
    Duration within = context.spec().bootWithin();
    return inSilence
        ? Scale.NONE.words(within) + " (as written: a guest that only waits is not slower here)"
        : context.pace().scale().words(within);
  }

  /** A console ends with its machine; the exit is the cause and must be recorded first. */
  private static void awaitExitNews(Machine machine) throws InterruptedException {
    try {
      machine.exited().get(EXIT_NEWS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The machine still runs: something else made the wait hopeless.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Turns the login's steps into events; the first of them ends the boot. */
  private final class LoginPhase implements LoginListener {
    private final OpenPhase boot;
    private final RunningMachine powered;
    private Optional<OpenPhase> login = Optional.empty();

    LoginPhase(OpenPhase boot, RunningMachine powered) {
      this.boot = boot;
      this.powered = powered;
    }

    @Override
    public void left(ForegroundProgram captor) {
      context.report(LoginFindings.left(captor).at(powered.clock().seconds()).finding());
    }

    @Override
    public void step(String step, String detail) {
      if (!boot.ended()) {
        boot.end(true, detail + powered.recorder().menuNote());
        login = Optional.of(context.begin(start.phase("login")));
      }
      context.record().append(new Event.LoginStep(step, detail));
    }

    void end(boolean ok, String summary) {
      login.ifPresent(phase -> phase.end(ok, summary));
    }
  }
}
