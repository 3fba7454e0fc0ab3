package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.inspect.Circumstances;
import dev.bootwitness.engine.inspect.Foresight;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.inspect.ImageInspector;
import dev.bootwitness.image.inspect.UnreadableImage;
import dev.bootwitness.record.Finding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bootwitness init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Writes a commented bootwitness.yaml into this folder from what it reads in an image, with"
            + " the login that it expects.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the spec, or the job, was written",
      "1:the image cannot be booted or logged in to as it is; nothing was written",
      "2:there is no such image, no spec for the job, or a file would be overwritten",
      "3:this host has no room for temporary files"
    })
final class InitCommand implements Callable<Integer> {
  private static final Path SPEC = Path.of(SpecLoader.DEFAULT_NAME);

  @Spec private @Nullable CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "IMAGE",
      description =
          "An ISO 9660 image, a disk, or a Linux kernel. Without it, only the job of --ci is written"
              + " beside the spec of this folder.")
  private @Nullable Path image;

  @Option(names = "--initrd", paramLabel = "FILE", description = "The initrd of a kernel.")
  private @Nullable Path initrd;

  @Option(names = "--append", paramLabel = "WORDS", description = "The command line of a kernel.")
  private String append = "";

  @Option(
      names = "--ci",
      paramLabel = "SYSTEM",
      description =
          "Write a job for that CI system, too: github, gitlab, jenkins, buildkite, woodpecker.")
  private @Nullable CiFile ci;

  @Option(names = "--force", description = "Overwrite files that exist.")
  private boolean force;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<CiFile> job = Optional.ofNullable(ci);
    Path wanted = image;
    if (wanted == null) {
      if (job.isPresent() && initrd == null && append.isEmpty()) {
        return writeJob(job.get());
      }
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(command).commandLine(), "Missing required parameter: 'IMAGE'");
    }
    return switch (ImageInspector.look(wanted)) {
      case UnreadableImage unreadable -> InspectCommand.refused("init", unreadable);
      case ImageFile file -> write(wanted, file, job);
    };
  }

  /** Writes a job for the spec that is here. */
  private int writeJob(CiFile job) throws IOException {
    if (!Files.exists(SPEC)) {
      System.err.println(
          "bootwitness init: there is no %s in this folder for the job to run. To write one for an image, too: bootwitness init IMAGE --ci %s"
              .formatted(SPEC, job));
      return ExitCodes.USAGE_OR_SPEC;
    }
    Path target = Path.of(job.path());
    if (stands(target, "")) {
      return ExitCodes.USAGE_OR_SPEC;
    }
    job.write();
    say("wrote %s, which runs %s".formatted(target, SPEC));
    return ExitCodes.PASSED;
  }

  /** Whether a file is in the way, which is reported. */
  private boolean stands(Path target, String otherwise) {
    boolean stands = Files.exists(target) && !force;
    if (stands) {
      System.err.println(
          "bootwitness init: %s exists. Remove it, or overwrite it with --force.%s"
              .formatted(target, otherwise));
    }
    return stands;
  }

  private int write(Path image, ImageFile file, Optional<CiFile> job)
      throws IOException, InterruptedException {
    String alone =
        job.map(its -> " To keep it and write the job alone: bootwitness init --ci " + its)
            .orElse("");
    if (stands(SPEC, alone) || (job.isPresent() && stands(Path.of(job.get().path()), ""))) {
      return ExitCodes.USAGE_OR_SPEC;
    }
    Foresight foresight = InspectCommand.look(file, Optional.ofNullable(initrd), words(file));
    Circumstances circumstances = InspectCommand.circumstances(file, foresight.facts());
    Optional<Finding> obstacle =
        foresight.findings().stream()
            .filter(found -> Causes.bundled().get(found.cause()).severity().blames())
            .findFirst();
    if (obstacle.isPresent()) {
      return impossible(image, obstacle.get());
    }
    SpecDraft draft =
        new SpecDraft(
            foresight.facts(),
            written(image),
            Optional.ofNullable(initrd).map(InitCommand::written),
            circumstances);
    return put(draft.text(), LoginGuess.of(foresight.facts(), circumstances.line()), job);
  }

  /** A kernel without a console on its line gets one, as the spec will. */
  private String words(ImageFile file) {
    return switch (file.kind()) {
      case LINUX_KERNEL ->
          append.contains("console=" + Circumstances.PC_LINE)
              ? append
              : (append + " console=" + Circumstances.PC_LINE + ",115200n8").strip();
      default -> append;
    };
  }

  /** From this folder, where the spec will be. */
  private static String written(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path there = file.toAbsolutePath().normalize();
    return there.startsWith(here) ? here.relativize(there).toString() : there.toString();
  }

  private static int impossible(Path image, Finding finding) {
    System.err.println(
        "bootwitness init: %s would not get to a shell: %s (%s)."
            .formatted(shown(image.toString()), shown(finding.detail()), finding.cause()));
    System.err.println("  next  " + shown(finding.advice()));
    System.err.println("  All that was read: bootwitness inspect " + shown(image.toString()));
    return ExitCodes.FAILED;
  }

  private static String shown(String text) {
    return YamlScalar.comment(text);
  }

  private static int put(String spec, Optional<LoginGuess> login, Optional<CiFile> job)
      throws IOException {
    Files.writeString(SPEC, spec);
    Path schema = Path.of(SpecDraft.SCHEMA);
    Files.createDirectories(schema.toAbsolutePath().getParent());
    Files.writeString(schema, SpecSchema.text());
    if (job.isPresent()) {
      job.get().write();
    }
    String first =
        login.filter(LoginGuess::password).isPresent()
            ? "set %s, then try".formatted(SpecDraft.PASSWORD)
            : "try";
    String also = job.map(its -> " and " + its.path()).orElse("");
    say("wrote %s%s; %s: bootwitness run".formatted(SPEC, also, first));
    return ExitCodes.PASSED;
  }

  private static void say(String line) {
    PrintStream out = Output.standard(true).stream();
    out.println(line);
    out.flush();
  }
}
