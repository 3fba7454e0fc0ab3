package dev.bootwitness.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a record that only grow. Not thread-safe: the writer's lock guards it. */
final class RecordFiles implements AutoCloseable {
  private final RunDirectory directory;
  private final Map<String, AppendFile> files = new LinkedHashMap<>();

  RecordFiles(RunDirectory directory) {
    this.directory = directory;
  }

  /** Opens one of them, creating it if necessary; it is closed with the others at the latest. */
  AppendFile open(Path path, AppendFile.WhenLost policy) throws IOException {
    AppendFile file = new AppendFile(path, policy);
    AppendFile before = files.put(String.valueOf(path.getFileName()), file);
    if (before != null) {
      before.close();
    }
    return file;
  }

  /** The names of the removed ones; empty while all exist. */
  List<String> removed() {
    return files.entrySet().stream()
        .filter(file -> !file.getValue().isThere())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the record has its folder. */
  boolean hasFolder() {
    return Files.isDirectory(directory.path());
  }

  /**
   * Recreates the folder and its files, with all their content, if they were removed.
   *
   * @throws IOException when one cannot be recreated; the others are
   */
  void putBack() throws IOException {
    directory.remake();
    @Nullable IOException failure = null;
    for (AppendFile file : files.values()) {
      try {
        file.putBack();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Writes the waiting bytes, as far as there is room. */
  void catchUp() {
    for (AppendFile file : files.values()) {
      try {
        file.catchUp();
      } catch (IOException e) {
        // It keeps waiting; the failure that made it wait reports what is missing in the end.
      }
    }
  }

  /** Whether there is a file of this name. */
  boolean has(String name) {
    return files.containsKey(name);
  }

  /** Notes that something for a file of this name is lost. */
  void lose(String name) {
    AppendFile file = files.get(name);
    if (file != null) {
      file.lose();
    }
  }

  /** Whether a file of this name has everything that arrived. */
  boolean isWhole(String name) {
    AppendFile file = files.get(name);
    return file != null && file.isWhole();
  }

  /** Whether a file of this name lost something and continued. */
  boolean wentOn(String name) {
    AppendFile file = files.get(name);
    return file != null && file.wentOn();
  }

  @Override
  public void close() throws IOException {
    @Nullable IOException failure = null;
    for (AppendFile file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
