package dev.bootwitness.image.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares what a build left in its output directory with what it promised. */
record Artifacts(List<Path> found, Optional<Wrong> wrong) {

  private static final int NAMES_SHOWN = 50;

  /**
   * The first promise that was not kept.
   *
   * @param matches names that match it: none, or more than one
   * @param present names of what is there
   */
  record Wrong(String pattern, List<String> matches, List<String> present) {}

  /**
   * Looks for each pattern below the directory; stops at the first that does not match exactly one
   * file. An output of Nix may be a file itself, which is then all there is.
   */
  static Artifacts look(Path directory, List<String> patterns) throws IOException {
    if (Files.isRegularFile(directory) && patterns.size() == 1) {
      return new Artifacts(List.of(directory), Optional.empty());
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    List<Path> found = new ArrayList<>();
    for (String pattern : patterns) {
      List<Path> matches = matching(directory, files, pattern);
      if (matches.size() != 1) {
        return new Artifacts(
            List.of(),
            Optional.of(new Wrong(pattern, names(directory, matches), names(directory, files))));
      }
      found.add(matches.getFirst());
    }
    return new Artifacts(List.copyOf(found), Optional.empty());
  }

  private static List<Path> matching(Path directory, List<Path> files, String pattern) {
    PathMatcher glob = directory.getFileSystem().getPathMatcher("glob:" + pattern);
    return files.stream().filter(file -> glob.matches(directory.relativize(file))).toList();
  }

  private static List<String> names(Path directory, List<Path> files) {
    return files.stream()
        .limit(NAMES_SHOWN)
        .map(file -> directory.relativize(file).toString())
        .toList();
  }
}
