package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecProblem;
import dev.bootwitness.engine.known.KnownFile;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code bootwitness known add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description =
        "Adds the failure of a run to known.yaml: its cause, what it is about, and its spec. What is"
            + " in the file already stays as it is, comments too.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the entry was added",
      "2:there is no such run, it did not fail, or known.yaml cannot take the entry",
      "3:the file cannot be written"
    })
final class KnownAddCommand implements Callable<Integer> {

  @Mixin private ProjectOption project = new ProjectOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "latest",
      description =
          "The run: its id or the beginning of it, its folder, latest, or latest~1; default:"
              + " ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Option(
      names = "--ticket",
      paramLabel = "TICKET",
      required = true,
      description = "Where the failure is dealt with.")
  private String ticket = "";

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      required = true,
      description = "Who deals with it.")
  private String owner = "";

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      required = true,
      converter = Day.class,
      description = "The last day on which the entry counts, such as 2027-01-31.")
  private LocalDate expires = LocalDate.EPOCH;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why it is tolerated until then; default: what the run was blamed on.")
  private @Nullable String reason;

  @Option(
      names = "--quote",
      paramLabel = "REGEX",
      description =
          "An expression that the evidence must match, to distinguish it from similar failures.")
  private @Nullable String quote;

  @Option(
      names = "--anywhere",
      description = "The entry is about all specs, not only about that of the run.")
  private boolean anywhere;

  /** Reads a day. */
  static final class Day implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'%s' is not a date. Write e.g. 2027-01-31.".formatted(text));
      }
    }
  }

  @Override
  public Integer call() {
    try {
      return added();
    } catch (IOException e) {
      return refused(String.valueOf(e.getMessage()));
    }
  }

  private int added() throws IOException {
    if (expires.isBefore(LocalDate.now(ZoneOffset.UTC))) {
      return refused("--expires " + expires + " is over. Name a day that is still to come.");
    }
    RunDirectory record = RunChoice.find(project.path(), run);
    Optional<Verdict> verdict = RecordReader.verdict(record);
    Finding primary = verdict.map(Verdict::primary).orElse(null);
    if (primary == null) {
      return refused(record.id() + " has no cause to blame: there is nothing to add.");
    }
    String name = verdict.map(Verdict::timing).map(timing -> timing.name()).orElse("");
    Path file = KnownFile.of(project.path());
    try {
      String before = Files.exists(file) ? Files.readString(file) : "";
      if (!before.isEmpty()) {
        var _ = KnownFile.check(file, before);
      }
      Optional<String> after =
          KnownAppend.to(
              before,
              new KnownAppend.Entry(
                  primary.cause(),
                  primary.subject(),
                  Optional.ofNullable(quote),
                  anywhere ? "" : name,
                  ticket,
                  owner,
                  expires,
                  reason == null ? firstLine(primary) : reason));
      if (after.isEmpty()) {
        return refused(
            "%s does not end in a list that goes on line by line. Write `known:` with an entry `- cause: …` on lines of their own."
                .formatted(file));
      }
      var _ = KnownFile.check(file, after.get());
      return write(file, after.get(), primary);
    } catch (SpecException e) {
      e.problems().stream().map(SpecProblem::toString).forEach(System.err::println);
      return ExitCodes.USAGE_OR_SPEC;
    }
  }

  private static String firstLine(Finding primary) {
    return (primary.detail().isEmpty() ? primary.title() : primary.detail())
        .lines()
        .findFirst()
        .orElse("");
  }

  private int write(Path file, String text, Finding primary) {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      System.err.println("bootwitness known add: %s cannot be written: %s".formatted(file, e));
      return ExitCodes.HOST_OR_HARNESS;
    }
    Output output = Output.standard(true);
    output.stream()
        .println(
            "added %s to %s: known until %s (%s)"
                .formatted(primary.cause(), file, expires, output.style().safe(ticket)));
    output.stream().flush();
    return ExitCodes.PASSED;
  }

  private static int refused(String why) {
    System.err.println("bootwitness known add: " + why);
    return ExitCodes.USAGE_OR_SPEC;
  }
}
