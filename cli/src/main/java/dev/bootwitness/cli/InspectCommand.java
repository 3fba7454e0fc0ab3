package dev.bootwitness.cli;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.inspect.Circumstances;
import dev.bootwitness.engine.inspect.Foresight;
import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.inspect.ImageInspector;
import dev.bootwitness.image.inspect.ImageKind;
import dev.bootwitness.image.inspect.UnreadableImage;
import dev.bootwitness.image.survey.DiskJournal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description =
        "Reads an image without booting or mounting it: boot entries, partitions, loaders, kernel,"
            + " initrd, consoles and logins, and what would keep it from being tested.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the image was read, whatever it shows",
      "2:there is no such image, it is of no known kind, or it has no journal",
      "3:this host has no room for temporary files"
    })
final class InspectCommand implements Callable<Integer> {

  /** An image made to take time must not take more than this. */
  static final Duration WITHIN = Duration.ofSeconds(30);

  @Parameters(
      paramLabel = "IMAGE",
      description =
          "An ISO 9660 image, a qcow2 or raw disk, a Linux kernel, an initrd or a squashfs.")
  private Path image = Path.of("");

  @Option(names = "--initrd", paramLabel = "FILE", description = "The initrd of a kernel.")
  private @Nullable Path initrd;

  @Option(names = "--append", paramLabel = "WORDS", description = "The command line of a kernel.")
  private String append = "";

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--journal",
      description = "Print the journal of the last boot in a disk image instead.")
  private boolean journal;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return switch (ImageInspector.look(image)) {
      case UnreadableImage unreadable -> refused("inspect", unreadable);
      case ImageFile file when journal -> journal(file);
      case ImageFile file -> print(look(file, Optional.ofNullable(initrd), append));
    };
  }

  private int journal(ImageFile file) throws IOException, InterruptedException {
    return switch (Foresight.journal(file, System.getenv(), WITHIN)) {
      case DiskJournal.Journal.Text(String text) -> {
        Output output = Output.standard(true);
        text.lines().map(output.style()::safe).forEach(output.stream()::println);
        output.stream().flush();
        yield ExitCodes.PASSED;
      }
      case DiskJournal.Journal.None(String reason) -> {
        System.err.println(
            "bootwitness inspect: no journal was read from %s: %s."
                .formatted(VisibleText.of(image.toString()), VisibleText.of(reason)));
        yield ExitCodes.USAGE_OR_SPEC;
      }
    };
  }

  static int refused(String command, UnreadableImage unreadable) {
    System.err.println(
        "bootwitness %s: %s %s".formatted(command, unreadable.message(), unreadable.advice()));
    return ExitCodes.USAGE_OR_SPEC;
  }

  static Foresight look(ImageFile file, Optional<Path> initrd, String append)
      throws IOException, InterruptedException {
    ImageFacts facts =
        Foresight.facts(file, initrd, append, System.getenv(), WITHIN, Foresight.WHEN_ASKED);
    return Foresight.of(facts, circumstances(file, facts));
  }

  static Circumstances circumstances(ImageFile file, ImageFacts facts) {
    boolean loader =
        switch (file.kind()) {
          case ISO_9660, QCOW2, GPT_DISK, MBR_DISK, BOOT_SECTOR -> true;
          default -> false;
        };
    boolean arm =
        file.kind() == ImageKind.ARM64_KERNEL
            || facts.kernel().filter(kernel -> kernel.architecture().equals("arm64")).isPresent();
    return Circumstances.standard(loader, arm);
  }

  private int print(Foresight foresight) {
    Output output = Output.standard(true);
    PrintStream out = output.stream();
    if (json) {
      out.print(InspectionJson.of(foresight, CauseDocs.of(System.getenv())));
    } else {
      new InspectionText(output.style()).lines(foresight).forEach(out::println);
    }
    out.flush();
    return ExitCodes.PASSED;
  }
}
