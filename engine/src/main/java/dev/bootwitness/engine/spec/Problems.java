package dev.bootwitness.engine.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects the mistakes in one file, so that a person sees all of them at once. */
final class Problems {

  private final String file;
  private final List<SpecProblem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Node at, String key, String message) {
    int line = at.getStartMark().map(Mark::getLine).orElse(0) + 1;
    int column = at.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    add(line, column, key, message);
  }

  void add(int line, int column, String key, String message) {
    found.add(new SpecProblem(file, line, column, key, message));
  }

  void throwIfAny() throws SpecException {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(SpecProblem::line).thenComparingInt(SpecProblem::column));
      throw new SpecException(found);
    }
  }
}
