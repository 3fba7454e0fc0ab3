package dev.bootwitness.image.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why there is no image. */
public sealed interface BuildFailure extends BuildOutcome {

  /** The cause's id in the catalogue. */
  String cause();

  /** What happened, in one sentence with the values of this build. */
  String message();

  /** What to do next. */
  String advice();

  /**
   * The command exited non-zero.
   *
   * @param exit 128+n when signal n ended it
   * @param lastLines the end of its output, printable
   */
  record Failed(int exit, List<String> lastLines, Path log) implements BuildFailure {
    public Failed {
      lastLines = List.copyOf(lastLines);
    }

    @Override
    public String cause() {
      return "build/failed";
    }

    @Override
    public String message() {
      return "The build command exited with status %d.".formatted(exit)
          + (lastLines.isEmpty() ? " It wrote nothing." : " Its last line: " + lastLines.getLast());
    }

    @Override
    public String advice() {
      return "Read its whole output in " + log + ".";
    }
  }

  /** The command wrote nothing for the length of its stall budget and was killed. */
  record Stalled(Duration budget, List<String> lastLines, Path log) implements BuildFailure {
    public Stalled {
      lastLines = List.copyOf(lastLines);
    }

    @Override
    public String cause() {
      return "build/stalled";
    }

    @Override
    public String message() {
      return "The build command was silent for %s and was killed.".formatted(seconds(budget))
          + (lastLines.isEmpty() ? " It wrote nothing." : " Its last line: " + lastLines.getLast());
    }

    @Override
    public String advice() {
      return "See where it hung in " + log + ", or raise the stall budget if it works in silence.";
    }
  }

  /** The command was still busy at its deadline and was killed. */
  record TimedOut(Duration deadline, List<String> lastLines, Path log) implements BuildFailure {
    public TimedOut {
      lastLines = List.copyOf(lastLines);
    }

    @Override
    public String cause() {
      return "build/timed-out";
    }

    @Override
    public String message() {
      return "The build command was not done after %s and was killed.".formatted(seconds(deadline))
          + (lastLines.isEmpty() ? " It wrote nothing." : " Its last line: " + lastLines.getLast());
    }

    @Override
    public String advice() {
      return "Raise the build deadline if it only needs longer; its output is in " + log + ".";
    }
  }

  /**
   * The command exited 0 and a promised artifact is not there, or more than one file matches.
   *
   * @param pattern the artifact as it was promised
   * @param matches the files it matched: none, or too many
   * @param present what the output directory holds, at most 50 names
   * @param output the path of Nix's store in which it was looked for; empty for a command's
   */
  record ArtifactMissing(
      String pattern, List<String> matches, List<String> present, Optional<Path> output, Path log)
      implements BuildFailure {
    public ArtifactMissing {
      matches = List.copyOf(matches);
      present = List.copyOf(present);
    }

    @Override
    public String cause() {
      return "build/artifact-missing";
    }

    @Override
    public String message() {
      String there = present.isEmpty() ? "nothing" : String.join(", ", present);
      return matches.isEmpty()
          ? "The build command exited 0 and left no \"%s\"; it left %s.".formatted(pattern, there)
          : "The build command left %d files that match \"%s\", one was expected: %s."
              .formatted(matches.size(), pattern, String.join(", ", matches));
    }

    @Override
    public String advice() {
      return output
          .map(nix ->
              "Correct `image.path`: it names a file in %s. The build's output is in %s."
                  .formatted(nix, log))
          .orElseGet(() ->
              "Let the command write into $%s, or correct the artifact's name; its output is in %s."
                  .formatted(BuildRequest.OUTPUT_VARIABLE, log));
    }
  }

  /** A program that the build needs could not be started. */
  record NotStarted(String program, String reason) implements BuildFailure {
    @Override
    public String cause() {
      return "host/tool-missing";
    }

    @Override
    public String message() {
      return "The build command could not be started: %s %s.".formatted(program, reason);
    }

    @Override
    public String advice() {
      return "Install " + program + ", or correct the build command.";
    }
  }

  /** An input that the key must cover cannot be read. */
  record InputUnreadable(Path input, String reason) implements BuildFailure {
    @Override
    public String cause() {
      return "spec/invalid";
    }

    @Override
    public String message() {
      return "Build input %s %s.".formatted(input, reason);
    }

    @Override
    public String advice() {
      return "Correct the list of build inputs: paths are relative to the working directory.";
    }
  }

  /** The cache directory or the build's log cannot be written. */
  record CacheUnusable(Path cacheRoot, String reason) implements BuildFailure {
    @Override
    public String cause() {
      return reason.contains("No space left on device") ? "host/disk-full" : "host/unwritable";
    }

    @Override
    public String message() {
      return "The build cache %s cannot be used: %s.".formatted(cacheRoot, reason);
    }

    @Override
    public String advice() {
      return "Make room and give write permission there, or name another cache directory.";
    }
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
