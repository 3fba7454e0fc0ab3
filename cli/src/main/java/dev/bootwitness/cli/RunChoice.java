package dev.bootwitness.cli;

import dev.bootwitness.record.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the run that a person means: a folder, a run's id or its beginning, {@code latest}, or
 * {@code latest~N} for the Nth before it.
 */
final class RunChoice {

  private static final Pattern LATEST = Pattern.compile("latest(?:~(\\d{1,6}))?");
  private static final int MOST_SHOWN = 5;
  private static final String NEXT =
      "Name a folder below .bootwitness/runs, or an id that `bootwitness runs` lists.";

  private RunChoice() {}

  /**
   * Finds the record.
   *
   * @param project the folder whose {@code .bootwitness} has the runs
   * @throws IOException when no run, or more than one, matches; the message says so in a sentence
   */
  static RunDirectory find(Path project, String which) throws IOException {
    Path runs = project.resolve(".bootwitness/runs");
    if (isFolder(which)) {
      return opened(which);
    }
    List<String> ids = ids(runs);
    Matcher latest = LATEST.matcher(which);
    if (latest.matches()) {
      int back = latest.group(1) == null ? 0 : Integer.parseInt(latest.group(1));
      requireRuns(ids, project);
      if (back >= ids.size()) {
        throw new IOException(
            which
                + ": there "
                + (ids.size() == 1 ? "is 1 run" : "are " + ids.size() + " runs")
                + " in "
                + runs.toAbsolutePath()
                + ". See `bootwitness runs`.");
      }
      return opened(runs.resolve(ids.get(ids.size() - 1 - back)), which);
    }
    requireRuns(ids, project);
    List<String> meant = ids.stream().filter(id -> id.startsWith(which)).toList();
    if (ids.contains(which)) {
      meant = List.of(which);
    }
    if (meant.size() == 1) {
      return opened(runs.resolve(meant.getFirst()), which);
    }
    throw new IOException(
        meant.isEmpty()
            ? which
                + ": no run in "
                + runs.toAbsolutePath()
                + " has an id that begins with this. See `bootwitness runs`."
            : which
                + ": "
                + meant.size()
                + " ids begin with this: "
                + String.join(", ", meant.subList(0, Math.min(MOST_SHOWN, meant.size())))
                + (meant.size() > MOST_SHOWN ? ", …" : "")
                + ". Write more of the id.");
  }

  private static void requireRuns(List<String> ids, Path project) throws IOException {
    if (ids.isEmpty()) {
      throw new IOException(Runs.none(project));
    }
  }

  private static boolean isFolder(String which) {
    return which.contains("/") || new File(which, "events.jsonl").isFile();
  }

  private static RunDirectory opened(String which) throws IOException {
    try {
      return opened(Path.of(which), which);
    } catch (InvalidPathException e) {
      throw new IOException(
          which + " is not the record of a run: a file cannot have this path.", e);
    }
  }

  private static RunDirectory opened(Path path, String which) throws IOException {
    String folder = which.equals(path.toString()) ? which : which + " (" + path + ")";
    try {
      RunDirectory directory = RunDirectory.open(path.toRealPath());
      if (Files.isRegularFile(directory.events())) {
        return directory;
      }
    } catch (NoSuchFileException e) {
      throw new IOException(which + " does not exist. " + NEXT, e);
    } catch (NotDirectoryException e) {
      throw new IOException(
          which + " is not a folder, so it is not the record of a run. " + NEXT, e);
    }
    throw new IOException(
        folder
            + " has no events.jsonl: it is not the record of a run, or the run was killed before it wrote"
            + " anything. "
            + NEXT);
  }

  /** By their time, the oldest first. */
  static List<String> ids(Path runs) throws IOException {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(folder -> !Files.isSymbolicLink(folder) && Files.isDirectory(folder))
          .map(folder -> String.valueOf(folder.getFileName()))
          .sorted()
          .toList();
    }
  }
}
