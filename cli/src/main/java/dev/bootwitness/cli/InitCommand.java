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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Writes a commented bootwitness.yaml into this folder from what it reads in an image, with"
            + " the login that it expects.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the spec was written",
      "1:the image cannot be booted or logged in to as it is; nothing was written",
      "2:there is no such image, or a file would be overwritten",
      "3:this host has no room for temporary files"
    })
final class InitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "IMAGE", description = "An ISO 9660 image, a disk, or a Linux kernel.")
  private Path image = Path.of("");

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
    return switch (ImageInspector.look(image)) {
      case UnreadableImage unreadable -> InspectCommand.refused("init", unreadable);
      case ImageFile file -> write(file);
    };
  }

  private int write(ImageFile file) throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>(List.of(Path.of(SpecLoader.DEFAULT_NAME)));
    if (ci != null) {
      files.add(Path.of(ci.path()));
    }
    for (Path target : files) {
      if (Files.exists(target) && !force) {
        System.err.println(
            "bootwitness init: %s exists. Remove it, or overwrite it with --force."
                .formatted(target));
        return ExitCodes.USAGE_OR_SPEC;
      }
    }
    Foresight foresight = InspectCommand.look(file, Optional.ofNullable(initrd), words(file));
    Circumstances circumstances = InspectCommand.circumstances(file, foresight.facts());
    Optional<Finding> obstacle =
        foresight.findings().stream()
            .filter(found -> Causes.bundled().get(found.cause()).severity().blames())
            .findFirst();
    if (obstacle.isPresent()) {
      return impossible(obstacle.get());
    }
    SpecDraft draft =
        new SpecDraft(
            foresight.facts(),
            written(image),
            Optional.ofNullable(initrd).map(InitCommand::written),
            circumstances);
    return put(draft.text(), LoginGuess.of(foresight.facts(), circumstances.line()));
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

  private int impossible(Finding finding) {
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

  private int put(String spec, Optional<LoginGuess> login) throws IOException {
    Files.writeString(Path.of(SpecLoader.DEFAULT_NAME), spec);
    Path schema = Path.of(SpecDraft.SCHEMA);
    Files.createDirectories(schema.toAbsolutePath().getParent());
    Files.writeString(schema, SpecSchema.text());
    PrintStream out = Output.standard(true).stream();
    String also = "";
    if (ci != null) {
      Path job = Path.of(ci.path());
      Files.createDirectories(job.toAbsolutePath().getParent());
      Files.writeString(job, ci.text());
      also = " and " + ci.path();
    }
    String first =
        login.filter(LoginGuess::password).isPresent()
            ? "set %s, then try".formatted(SpecDraft.PASSWORD)
            : "try";
    out.println("wrote %s%s; %s: bootwitness run".formatted(SpecLoader.DEFAULT_NAME, also, first));
    out.flush();
    return ExitCodes.PASSED;
  }
}
