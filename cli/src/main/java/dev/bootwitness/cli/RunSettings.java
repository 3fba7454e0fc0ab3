package dev.bootwitness.cli;

import dev.bootwitness.engine.run.Attempts;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.report.ci.CiOutput;
import dev.bootwitness.report.ci.CiSystem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of every command that runs a spec. */
final class RunSettings {

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "Folder whose .bootwitness holds records and images; default: this folder.")
  Path project = Path.of("");

  @Option(
      names = "--plain",
      description =
          "Print one line per phase and stage and redraw nothing. Implied when stdout is not a terminal.")
  boolean plain;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the verdict only, without progress.")
  boolean quiet;

  @Option(
      names = "--fresh",
      description = "Boot even if there is a checkpoint, and make a new one.")
  boolean fresh;

  @Option(
      names = "--rebuild",
      description = "Build the image even if nothing it is made from has changed.")
  boolean rebuild;

  @Option(
      names = "--keep",
      description =
          "Keep the machine of a run that fails, as it stood at the verdict. `bootwitness shell` enters it.")
  boolean keep;

  @Option(
      names = "--retries",
      paramLabel = "N",
      converter = Retries.class,
      description =
          "Try a run that fails again up to N times, each time on a fresh machine; default: as the"
              + " spec says.")
  @Nullable Integer retries;

  @Option(
      names = "--known",
      arity = "1",
      paramLabel = "pass|fail",
      converter = KnownMeans.class,
      description =
          "Whether a failure that known.yaml lists exits with 0; default: as the spec says, which is"
              + " fail.")
  @Nullable Boolean passKnown;

  @Option(
      names = "--ci",
      paramLabel = "auto|github|gitlab|jenkins|buildkite|none",
      converter = CiChoice.class,
      description =
          "Show each result as the CI system does: summary, annotations, sections, metrics; auto"
              + " recognises the system. Default: none.")
  CiSystem ci = CiSystem.NONE;

  /** The log of this process, in which the results are shown. */
  CiOutput ciOutput(PrintStream out) {
    return new CiOutput(ci, System.getenv(), project, out);
  }

  /** Reads the name of a CI system. */
  static final class CiChoice implements ITypeConverter<CiSystem> {
    @Override
    public CiSystem convert(String text) {
      return text.equals("auto")
          ? CiSystem.recognised(System.getenv())
          : CiSystem.named(text)
              .orElseThrow(() ->
                  new TypeConversionException(
                      "'%s' is no CI system. Write auto, github, gitlab, jenkins, buildkite or none"
                          .formatted(text)));
    }
  }

  /** Reads a number of retries. */
  static final class Retries implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[0-9]")) {
        throw new TypeConversionException(
            "'%s' is not a number of retries. Write 0 to 9".formatted(text));
      }
      return Integer.valueOf(text);
    }
  }

  /** Reads what a known failure means. */
  static final class KnownMeans implements ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String text) {
      return switch (text) {
        case "pass" -> true;
        case "fail" -> false;
        default ->
            throw new TypeConversionException(
                "'%s' is not known here. Write pass or fail".formatted(text));
      };
    }
  }

  @Option(
      names = "--pack",
      paramLabel = "NAME|DIR",
      description =
          "A pack of causes, rules and status files for one product, besides those of the spec; may be repeated.")
  private List<String> packs = List.of();

  /** The attempts of a spec. */
  Attempts attempts(Spec spec) {
    return new Attempts(retries == null ? spec.policy().retries() : retries);
  }

  /** The packs, a folder by its absolute path. */
  List<String> packs() {
    return PackOption.absolute(packs);
  }
}
