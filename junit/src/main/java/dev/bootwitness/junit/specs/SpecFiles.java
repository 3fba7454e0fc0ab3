package dev.bootwitness.junit.specs;

import dev.bootwitness.engine.spec.SpecLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The specs under a folder. */
final class SpecFiles {

  private static final String ENDING = "." + SpecLoader.DEFAULT_NAME;

  /** What builds leave behind may contain copies. */
  private static final Set<String> SKIPPED = Set.of("target", "build", "node_modules");

  private SpecFiles() {}

  /** The spec itself, or those in the folder, in the order of their paths. */
  static List<Path> under(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of(root);
    }
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return !folder.equals(root) && isSkipped(folder)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (isSpec(file)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("specs under " + root + " cannot be listed", e);
    }
    Collections.sort(found);
    return found;
  }

  private static boolean isSkipped(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return SKIPPED.contains(name)
        || (name.startsWith(".") && !name.equals(".") && !name.equals(".."));
  }

  static boolean isSpec(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.equals(SpecLoader.DEFAULT_NAME) || name.endsWith(ENDING);
  }
}
