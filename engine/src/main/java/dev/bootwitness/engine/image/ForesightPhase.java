package dev.bootwitness.engine.image;

import dev.bootwitness.base.Sha256;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.engine.inspect.Circumstances;
import dev.bootwitness.engine.inspect.FactsSummary;
import dev.bootwitness.engine.inspect.Foresight;
import dev.bootwitness.engine.inspect.ImageFindings;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.run.UserCache;
import dev.bootwitness.engine.spec.BootManner;
import dev.bootwitness.engine.spec.MachineSpec;
import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.inspect.ImageKind;
import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DiskBus;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the image before it boots, and reports what would keep the boot from succeeding. */
final class ForesightPhase {

  /** A boot takes longer; an image that takes more to read was made to. */
  private static final Duration WITHIN = Duration.ofSeconds(15);

  private final RunContext context;

  ForesightPhase(RunContext context) {
    this.context = context;
  }

  /**
   * Reports the findings.
   *
   * @return what the image is, for the phase's summary; may be empty
   * @throws RunStopped if the spec says so and a finding weighs enough
   */
  String look(List<ImageFile> files, Boot boot) throws RunStopped, InterruptedException {
    if (context.spec().manner().inspect() == BootManner.Inspect.OFF) {
      return "";
    }
    Circumstances circumstances = circumstances(boot);
    KnownImages known =
        new KnownImages(UserCache.directory(context.options()).resolve("foresight"));
    String key = key(files, boot, circumstances);
    Optional<String> before = known.recall(key);
    if (before.isPresent()) {
      return before.get();
    }
    Foresight foresight;
    try {
      foresight = Foresight.of(facts(files, boot), circumstances);
    } catch (IOException e) {
      note("the image could not be read before its boot: " + e.getMessage());
      return "";
    }
    foresight.facts().notes().forEach(this::note);
    String summary = FactsSummary.of(foresight.facts());
    String shown = summary.isEmpty() ? "" : "; " + summary;
    report(foresight);
    if (foresight.findings().isEmpty()) {
      known.remember(key, shown);
    }
    return shown;
  }

  private ImageFacts facts(List<ImageFile> files, Boot boot)
      throws IOException, InterruptedException {
    boolean kernel = boot instanceof Boot.Kernel;
    String append = boot instanceof Boot.Kernel(Path _, Path _, String words, Path _) ? words : "";
    Optional<Path> initrd = files.size() > 1 ? Optional.of(files.get(1).path()) : Optional.empty();
    ImageFacts facts =
        Foresight.facts(
            files.getFirst(),
            initrd,
            append,
            context.options().environment(),
            WITHIN,
            Foresight.IN_A_RUN);
    return kernel ? facts.started(append) : facts;
  }

  private void note(String note) {
    context.record().append(new Event.ToolOutput("inspect", note));
  }

  private void report(Foresight foresight) throws RunStopped {
    for (Finding finding : foresight.findings()) {
      boolean stops = Causes.bundled().get(finding.cause()).severity().blames();
      if (stops && context.spec().manner().inspect() == BootManner.Inspect.STRICT) {
        throw new RunStopped(ImageFindings.asEnd(finding));
      }
      context.report(finding);
    }
  }

  private Circumstances circumstances(Boot boot) {
    MachineSpec machine = context.spec().machine();
    boolean arm = machine.board().architecture() == Architecture.AARCH64;
    String firmware =
        machine
            .firmware()
            .map(wanted -> wanted.name().toLowerCase(Locale.ROOT))
            .orElse(arm ? "uefi" : "bios");
    return new Circumstances(
        Optional.of(firmware),
        !(boot instanceof Boot.Kernel),
        arm ? Circumstances.ARM_LINE : Circumstances.PC_LINE,
        boot instanceof Boot.Disk(Path _, var _, DiskBus bus) ? bus : DiskBus.VIRTIO,
        context.spec().login().map(login -> login.becomeRoot()).orElse(false),
        context.spec().login().isPresent());
  }

  private static String key(List<ImageFile> files, Boot boot, Circumstances circumstances) {
    String append = boot instanceof Boot.Kernel(Path _, Path _, String words, Path _) ? words : "";
    return Sha256.of(
        Sha256.of(files.stream().map(ImageFile::sha256).toList())
            + "\n"
            + files.stream().map(ImageFile::kind).map(ImageKind::name).toList()
            + append
            + "\n"
            + circumstances);
  }
}
