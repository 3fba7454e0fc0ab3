package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a run, without its time.
 *
 * <p>The writer adds sequence number and time ({@link StampedEvent}). The JSON name of a type is
 * given by its {@link JsonTypeName} and never changes once released: an old record must always
 * render. A component added later reads as empty, zero or null from a record older than it.
 * Durations are in seconds.
 */
public sealed interface Event {

  /**
   * The version of the format of {@code events.jsonl}. New types and new components leave it
   * unchanged, since a reader skips what it does not know; it increases when the meaning of
   * something existing changes.
   */
  int FORMAT = 1;

  /**
   * The run began; always the first event.
   *
   * @param run the run's id, {@code <UTC>-<name>}
   * @param name the spec's name
   * @param spec the spec's path as the user gave it
   * @param bootwitness version of this program
   * @param host one line about the host: OS, kernel, cores, memory
   * @param format version of this format, see {@link #FORMAT}; 0 in a record that predates the
   *     number, which is read like 1
   */
  @JsonTypeName("run-started")
  record RunStarted(
      String run, String name, String spec, String bootwitness, String host, int format)
      implements Event {
    /** In this version's format. */
    public RunStarted(String run, String name, String spec, String bootwitness, String host) {
      this(run, name, spec, bootwitness, host, FORMAT);
    }
  }

  /**
   * How long passing runs of this spec usually take, according to the project's history. Sent
   * before anything runs, so that a listener can recognise what is unusual while it happens.
   *
   * @param times one per way to run; which of them applies becomes clear during the run
   */
  @JsonTypeName("usual-times")
  record UsualTimes(List<Usual> times) implements Event {
    public UsualTimes {
      times = List.copyOf(times);
    }
  }

  /**
   * The checks and other steps that the run will perform, sent before anything runs, so that a run
   * that stops early shows which of them it never reached. Absent for a run without checks and in
   * old records.
   *
   * @param names as they come in {@link CheckStarted}, in their order
   * @param part which of the spec's checks these are; null when they are all
   */
  @JsonTypeName("checks-planned")
  record ChecksPlanned(List<String> names, @Nullable SpecPart part) implements Event {
    public ChecksPlanned {
      names = List.copyOf(names);
    }
  }

  /**
   * The guest is expected to restart up to so many times before its login; sent before anything
   * runs. Absent when no restart is expected and in old records.
   */
  @JsonTypeName("restarts-expected")
  record RestartsExpected(int times) implements Event {}

  /**
   * A timed step began.
   *
   * @param phase one of host, build, inspect, wait, boot, login, freeze, restore, check, step,
   *     keep, evidence, shutdown; boot and login of a later boot carry its number, as in {@code
   *     boot 2}
   */
  @JsonTypeName("phase-started")
  record PhaseStarted(String phase) implements Event {}

  /**
   * A timed step ended.
   *
   * @param ok whether it did its job
   * @param summary one line for a person, empty when there is nothing to say
   */
  @JsonTypeName("phase-ended")
  record PhaseEnded(String phase, boolean ok, double seconds, String summary) implements Event {}

  /**
   * A child process on the host wrote a line.
   *
   * @param tool what it is: {@code build}, {@code qemu}
   */
  @JsonTypeName("tool-output")
  record ToolOutput(String tool, String line) implements Event {}

  /**
   * The accelerator was chosen.
   *
   * @param reason the reason, in words a person can act on
   * @param seconds how long the choice took in this run; short when it came from the cache
   * @param probes one measurement per candidate
   * @param scale the factor by which the spec's deadlines for the guest are stretched; 0 in an old
   *     record
   */
  @JsonTypeName("accelerator-chosen")
  record AcceleratorChosen(
      String accelerator,
      String reason,
      boolean cached,
      double seconds,
      List<AcceleratorProbe> probes,
      double scale)
      implements Event {
    public AcceleratorChosen {
      probes = List.copyOf(probes);
    }
  }

  /**
   * The build of the image is at another step, or further in the same one; at most one a second.
   *
   * @param step one of evaluation, fetching, building, copying, packages, squashfs, iso
   * @param detail what the step is at, such as the name of a derivation; may be empty
   * @param percent how much of the step is done; -1 when it does not say
   */
  @JsonTypeName("build-step")
  record BuildStep(String step, String detail, int percent) implements Event {}

  /**
   * A builder ran and left the image; absent when the image came from the cache without one.
   *
   * @param builder {@code command} or {@code nix}
   * @param key sha256 of everything the builder was given, lower-case hex
   * @param reason why it ran, in words; empty when Nix found nothing to build
   * @param storePath the output in Nix's store; empty for other builders
   * @param narHash Nix's hash of that output's content; empty when Nix did not say
   * @param cpuSeconds processor time of the builder and what it waited for
   * @param steps how long each took, in their order
   */
  @JsonTypeName("image-built")
  record ImageBuilt(
      String builder,
      String key,
      String reason,
      String storePath,
      String narHash,
      double cpuSeconds,
      List<StepTime> steps)
      implements Event {
    public ImageBuilt {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The image exists and is of a known kind.
   *
   * @param sha256 lower-case hex of the bootable file (for a kernel image: of kernel and initrd)
   * @param cached false when this run built it
   */
  @JsonTypeName("image-ready")
  record ImageReady(String path, String kind, String sha256, long bytes, boolean cached)
      implements Event {}

  /**
   * A step ends the present boot on purpose: until {@link BootBegan}, a restart or a power-off is
   * no fault.
   *
   * @param how {@code reboot} or {@code power-off} by the guest, {@code power-cut} by QEMU
   */
  @JsonTypeName("restart-asked")
  record RestartAsked(String how) implements Event {}

  /**
   * A step starts the machine once more, with the disks that the last boot left. Stages, login and
   * the time since power-on begin anew. The first boot has no such event, so numbers begin with 2.
   */
  @JsonTypeName("boot-began")
  record BootBegan(int number, String how) implements Event {}

  /** QEMU is running with its guest still paused. */
  @JsonTypeName("machine-started")
  record MachineStarted(long pid, String qemu, String accelerator, List<String> argv)
      implements Event {
    public MachineStarted {
      argv = List.copyOf(argv);
    }
  }

  /** The guest's processors start running: the zero point of every "since power-on". */
  @JsonTypeName("powered-on")
  record PoweredOn() implements Event {}

  /**
   * The machine did not boot: it is a clone of a machine that another run booted and froze at its
   * root shell. This run inherits what that run saw of the boot.
   *
   * @param run the id of the run that booted it
   * @param record that run's folder at the time
   * @param made when it was frozen, in UTC
   * @param bootSeconds from power-on to the shell, in that run
   * @param login how that run reached its shell
   * @param stages the boot's stages, as that run saw them
   * @param findings what that run found up to the shell
   */
  @JsonTypeName("restored")
  record Restored(
      String run,
      String record,
      String made,
      double bootSeconds,
      String login,
      List<InheritedStage> stages,
      List<Finding> findings)
      implements Event {
    public Restored {
      stages = List.copyOf(stages);
      findings = List.copyOf(findings);
    }
  }

  /**
   * A checkpoint was looked up, waited for or created.
   *
   * @param state {@code none}, {@code damaged}, {@code failed}, {@code skipped}, {@code waiting} or
   *     {@code made}
   * @param detail for a person
   * @param seconds how long the guest was paused for it; zero when it was not
   */
  @JsonTypeName("checkpoint")
  record CheckpointNoted(String state, String detail, double seconds) implements Event {}

  /**
   * QEMU reported something by QMP.
   *
   * @param name the QMP event's name, e.g. {@code RESET}
   * @param detail its data as JSON, or empty, for people
   * @param report the data in typed fields; records before format 2 of this event have them in
   *     {@code detail} only
   */
  @JsonTypeName("machine-signal")
  record MachineSignal(String name, String detail, QemuReport report) implements Event {
    /** Reads what an older record holds only in {@code detail}. */
    public MachineSignal {
      report = report == null ? OldSignals.report(detail) : report;
    }
  }

  /**
   * QEMU is gone.
   *
   * @param status its exit status, 128+n for signal n
   * @param requested whether Bootwitness asked it to
   * @param stderr the end of what it wrote to stderr
   */
  @JsonTypeName("machine-exited")
  record MachineExited(int status, boolean requested, String stderr) implements Event {}

  /**
   * The guest completed a line on its serial console.
   *
   * @param line its number in {@code serial.txt}, from 1
   * @param offset the offset of its first byte in {@code serial.raw}
   * @param text as a terminal would show it; at most 4096 characters
   */
  @JsonTypeName("console-line")
  record ConsoleLine(long line, long offset, String text) implements Event {}

  /** More lines arrived than are worth an event each; serial.raw and serial.txt have them all. */
  @JsonTypeName("console-lines-elided")
  record ConsoleLinesElided(long fromLine, long toLine) implements Event {}

  /** Something was typed into the console; control characters escaped, secrets masked. */
  @JsonTypeName("console-sent")
  record ConsoleSent(String text) implements Event {}

  /** The boot reached this stage; line 0: an unfinished line shows it. */
  @JsonTypeName("stage-reached")
  record StageReached(Stage stage, long line, String evidence) implements Event {
    public StageReached {
      Objects.requireNonNull(stage, "stage");
    }
  }

  /**
   * A wait began, or what it waits for became clearer.
   *
   * @param seconds how long it may last, from its beginning; 0 when unknown
   * @param why what it depends on, as far as is known now, without figures that change; empty at
   *     the beginning of a wait and in an old record
   */
  @JsonTypeName("awaiting")
  record Awaiting(String what, double seconds, String why) implements Event {
    /** A wait that begins. */
    public Awaiting(String what, double seconds) {
      this(what, seconds, "");
    }
  }

  /** The login moved on; {@code step} is its state, {@code detail} the evidence. */
  @JsonTypeName("login-step")
  record LoginStep(String step, String detail) implements Event {}

  /**
   * The side channel, a virtio-serial port that carries commands beside the console, was tried.
   *
   * @param open whether commands go over it from now on; else over the serial console
   * @param detail the reason it is not open, or who answers
   */
  @JsonTypeName("side-channel")
  record SideChannelTried(boolean open, String detail, double seconds) implements Event {}

  /**
   * A command ran in the guest.
   *
   * @param uid who ran it, -1 when unknown
   * @param exit its exit status, -1 when it did not end
   * @param stdout at most 64 Ki characters
   * @param stderr at most 64 Ki characters
   */
  @JsonTypeName("command-ran")
  record CommandRan(String command, int uid, int exit, double seconds, String stdout, String stderr)
      implements Event {}

  /**
   * A file was captured.
   *
   * @param file its path in the run's directory, e.g. {@code evidence/001-screen.png}
   * @param about what it shows and why it was kept
   * @param sha256 lower-case hex
   */
  @JsonTypeName("evidence-kept")
  record EvidenceKept(String file, String about, String sha256, long bytes) implements Event {}

  /**
   * The screen was inspected while the serial console was silent.
   *
   * @param file the picture in the run's directory; empty when it was not kept
   * @param text its lines; empty when none could be read
   * @param exact whether the text was read from a text screen's memory, not recognised in a picture
   * @param unchanged seconds for which it has shown this, as far as was observed
   * @param silent seconds for which the serial console has been silent
   */
  @JsonTypeName("screen-seen")
  record ScreenSeen(String file, String text, boolean exact, double unchanged, double silent)
      implements Event {}

  /**
   * The guest's processors were inspected.
   *
   * @param motion {@code idle}, {@code spins}, {@code moves} or {@code unknown}
   * @param detail the same in a sentence, with addresses
   * @param kernel whether all of them were executing in an operating system's kernel: in the upper
   *     half of the address space and not in a program
   */
  @JsonTypeName("processors-seen")
  record ProcessorsSeen(String motion, String detail, boolean kernel) implements Event {}

  /**
   * A file that the spec gives to the guest was looked for in it.
   *
   * @param path in the guest
   * @param how how it got there: {@code smbios} before user space began, {@code shell} after login;
   *     {@code none} when it is not there
   * @param detail what was compared, or why it is not there
   */
  @JsonTypeName("guest-file")
  record GuestFileChecked(String path, String how, String detail) implements Event {}

  /** A check began. */
  @JsonTypeName("check-started")
  record CheckStarted(String name) implements Event {}

  /** A check ended. */
  @JsonTypeName("check-ended")
  record CheckEnded(CheckResult result) implements Event {
    public CheckEnded {
      Objects.requireNonNull(result, "result");
    }
  }

  /** A cause was recognised. */
  @JsonTypeName("finding-made")
  record FindingMade(Finding finding) implements Event {
    public FindingMade {
      Objects.requireNonNull(finding, "finding");
    }
  }

  /** What the run cost; sent once, before the verdict. */
  @JsonTypeName("usage-measured")
  record UsageMeasured(Usage usage) implements Event {
    public UsageMeasured {
      Objects.requireNonNull(usage, "usage");
    }
  }

  /** Somebody stopped the run: by a signal of that name, or in another way. */
  @JsonTypeName("interrupted")
  record Interrupted(String by) implements Event {}

  /**
   * The run was judged. A failing run has this event before its evidence is gathered and its
   * machine ended, and once more at its end, with all times.
   */
  @JsonTypeName("verdict-reached")
  record VerdictReached(Verdict verdict) implements Event {
    public VerdictReached {
      Objects.requireNonNull(verdict, "verdict");
    }
  }

  /** The failure of the run matches this entry of {@code known.yaml}. */
  @JsonTypeName("failure-known")
  record FailureKnown(KnownFailure known) implements Event {}

  /**
   * The run is a further attempt of its spec.
   *
   * @param earlier the attempts that failed, in order
   * @param most how many attempts there may be together
   */
  @JsonTypeName("attempted")
  record Attempted(List<RunAttempt> earlier, int most) implements Event {
    public Attempted {
      earlier = List.copyOf(earlier);
    }
  }

  /** This repeat of the run was made after it had failed. */
  @JsonTypeName("repeated")
  record Repeated(RunAttempt attempt) implements Event {}

  /** The run is over; always the last event of a run that was not killed. */
  @JsonTypeName("run-ended")
  record RunEnded(int exitCode) implements Event {}
}
