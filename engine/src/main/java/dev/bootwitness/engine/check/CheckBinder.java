package dev.bootwitness.engine.check;

import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import java.util.function.Supplier;

/** Binds a check of a spec by the keys of its kind. */
public final class CheckBinder {
  private final Problems problems;
  private final Supplier<StatusFiles> statusFiles;

  public CheckBinder(Problems problems, Supplier<StatusFiles> statusFiles) {
    this.problems = problems;
    this.statusFiles = statusFiles;
  }

  /** The check at {@code item}; empty when it is of no kind, or of several. */
  public Optional<CheckSpec> bind(Node item, String where) {
    List<CheckKind> kinds =
        CheckKinds.ALL.stream().filter(kind -> hasKey(item, kind.key())).toList();
    if (kinds.size() != 1) {
      problems.add(item, where, "a check needs exactly one of " + examples() + ".");
      return Optional.empty();
    }
    CheckKind kind = kinds.getFirst();
    MappingReader check = new MappingReader(problems, where, item, kind.keys());
    return Optional.of(kind.binding().bind(check, statusFiles));
  }

  private static String examples() {
    List<String> all = CheckKinds.ALL.stream().map(CheckKind::example).toList();
    return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
  }

  private static boolean hasKey(Node item, String key) {
    return item instanceof MappingNode mapping
        && mapping.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .anyMatch(node -> node instanceof ScalarNode scalar && scalar.getValue().equals(key));
  }
}
