package dev.bootwitness.image.build;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What git says about a folder of inputs: which files are no part of it.
 *
 * @param ignored absolute paths that git ignores; a folder stands for all in it
 */
record GitTree(Set<Path> ignored) {

  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final Map<String, String> QUIET =
      Map.of("GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0");

  GitTree {
    ignored = Set.copyOf(ignored);
  }

  /** Asks git; nothing is ignored where there is no repository, or no git. */
  static GitTree of(Path folder) throws InterruptedException {
    Set<Path> ignored = new HashSet<>();
    ask(folder, "ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z")
        .ifPresent(answer -> names(answer).forEach(name -> ignored.add(folder.resolve(name))));
    return new GitTree(ignored);
  }

  /** The folder of the repository that a folder belongs to. */
  static Optional<Path> repository(Path folder) throws InterruptedException {
    return ask(folder, "rev-parse", "--show-toplevel")
        .map(answer -> Path.of(answer.strip()).toAbsolutePath().normalize());
  }

  /** The files that git tracks, relative to the folder: all that Nix sees of a repository. */
  static List<String> tracked(Path folder) throws InterruptedException {
    return ask(folder, "ls-files", "--cached", "-z").map(GitTree::names).orElse(List.of());
  }

  private static List<String> names(String answer) {
    return Arrays.stream(answer.split("\0", -1)).filter(name -> !name.isEmpty()).toList();
  }

  private static Optional<String> ask(Path folder, String... arguments)
      throws InterruptedException {
    ArrayList<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return HostCommand.answer(command, folder, QUIET, WITHIN);
  }
}
