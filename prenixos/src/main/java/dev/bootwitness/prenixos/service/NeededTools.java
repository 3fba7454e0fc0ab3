package dev.bootwitness.prenixos.service;

import dev.bootwitness.prenixos.apply.ApplyStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The programs that steps need, looked for before the first of them writes anything. */
final class NeededTools {

  private NeededTools() {}

  /** Those that are in none of the folders of a PATH. */
  static List<String> missing(List<ApplyStep> steps, String path) {
    Set<String> names = new TreeSet<>();
    for (ApplyStep step : steps) {
      List<String> command = step.command();
      names.add(command.getFirst());
      if (command.getFirst().equals("env")) {
        names.add(command.get(2));
      }
    }
    return names.stream().filter(name -> !exists(name, path)).toList();
  }

  private static boolean exists(String name, String path) {
    for (String folder : path.split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }
}
