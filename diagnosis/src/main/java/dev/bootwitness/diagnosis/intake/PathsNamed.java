package dev.bootwitness.diagnosis.intake;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * The files that words name, folder by folder in order of names. Hidden files are left out, unless
 * a word names them; a link to a folder is not followed.
 */
final class PathsNamed implements Iterator<Path> {

  private static final String WILD = "*?[{";

  /** A path, and the pattern that files below it must match. */
  private record Place(Path path, Optional<PathMatcher> pattern) {}

  private final Deque<Iterator<Place>> open = new ArrayDeque<>();
  private Optional<Path> next = Optional.empty();

  PathsNamed(List<String> words) {
    open.push(words.stream().map(PathsNamed::place).iterator());
  }

  /** Whether a folder is the record of a run. */
  static boolean isRecord(Path path) {
    return Files.isRegularFile(path.resolve("events.jsonl"));
  }

  static boolean isPattern(String word) {
    return word.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
  }

  /** A pattern begins below the last folder that is written out. */
  private static Place place(String word) {
    Path path = Path.of(word);
    if (Files.exists(path) || !isPattern(word)) {
      return new Place(path, Optional.empty());
    }
    Path root = path;
    while (root != null && isPattern(root.toString())) {
      root = root.getParent();
    }
    try {
      PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + word);
      return new Place(root == null ? Path.of("") : root, Optional.of(pattern));
    } catch (PatternSyntaxException e) {
      return new Place(path, Optional.empty()); // Opening it will say that it does not exist.
    }
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && !open.isEmpty()) {
      if (open.element().hasNext()) {
        take(open.element().next());
      } else {
        open.remove();
      }
    }
    return next.isPresent();
  }

  private void take(Place place) {
    Path path = place.path();
    boolean folder = Files.isDirectory(path.toString().isEmpty() ? Path.of(".") : path);
    boolean matched = place.pattern().isEmpty() || place.pattern().get().matches(path);
    if (folder && matched && !isRecord(path)) {
      open.push(below(new Place(path, Optional.empty())));
    } else if (folder && !matched) {
      open.push(below(place));
    } else if (matched) {
      next = Optional.of(path);
    }
  }

  private Iterator<Place> below(Place folder) {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.path())) {
      all.forEach(names::add);
    } catch (IOException e) {
      next = Optional.of(folder.path()); // Opening it as a file will say that it cannot be read.
      return Collections.emptyIterator();
    }
    Collections.sort(names);
    return names.stream()
        .filter(path -> !path.getFileName().toString().startsWith("."))
        .filter(path -> Files.isRegularFile(path) || isFolder(path))
        .map(path -> new Place(path, folder.pattern()))
        .iterator();
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Path next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Path path = next.orElseThrow();
    next = Optional.empty();
    return path;
  }
}
