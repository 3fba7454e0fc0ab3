package dev.bootwitness.engine.spec;

import dev.bootwitness.diagnosis.guest.StatusFile;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Turns one item of {@code checks} into a record; its kind is the key that names what is checked.
 */
final class CheckBinder {

  /** The kinds by the keys that name them. */
  private static final Map<String, SpecKeys> KINDS = new LinkedHashMap<>();

  static {
    Stream.of(CheckKeys.RUN, CheckKeys.UNIT, CheckKeys.FILE, CheckKeys.NETWORK, CheckKeys.STORAGE)
        .forEach(keys -> KINDS.put(keys.names().getFirst(), keys));
  }

  /** A serial line of an emulated guest carries some tens of KiB per second at best. */
  private static final int MOST_STDIN = 1024 * 1024;

  /** IFNAMSIZ without its NUL: linux/if.h. */
  private static final int LONGEST_INTERFACE = 15;

  private final Problems problems;

  private final StatusFiles statusFiles;

  CheckBinder(Problems problems, StatusFiles statusFiles) {
    this.problems = problems;
    this.statusFiles = statusFiles;
  }

  Optional<CheckSpec> bind(Node item, String where) {
    List<String> kinds = KINDS.keySet().stream().filter(kind -> hasKey(item, kind)).toList();
    if (kinds.size() != 1) {
      problems.add(
          item,
          where,
          "a check needs exactly one of `run: COMMAND`, `unit: NAME`, `file: PATH`,"
              + " `network: INTERFACE` and `storage: STATE`.");
      return Optional.empty();
    }
    String kind = kinds.getFirst();
    MappingReader check =
        new MappingReader(problems, where, item, Objects.requireNonNull(KINDS.get(kind)));
    return Optional.of(
        switch (kind) {
          case "run" -> run(check);
          case "unit" -> unit(check);
          case "file" -> file(check);
          case "network" -> network(check);
          default -> storage(check);
        });
  }

  private static boolean hasKey(Node item, String key) {
    if (item instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
          return true;
        }
      }
    }
    return false;
  }

  private static CheckSpec run(MappingReader check) {
    String command = check.words("run").orElse("");
    return new CheckSpec.Run(
        check.text("name").orElse(command.strip().lines().findFirst().orElse("run")),
        command,
        stdin(check),
        check.integer("exit").orElse(0),
        check.text("prints"),
        check.regex("matches"),
        check.duration("within"));
  }

  private static String stdin(MappingReader check) {
    String stdin = check.text("stdin").orElse("");
    if (stdin.length() > MOST_STDIN) {
      check.problem(
          "stdin",
          "%d characters are too many: at most %d are allowed, because a serial line is slow."
                  .formatted(stdin.length(), MOST_STDIN)
              + " Put them into the image, or let the command make them.");
    }
    return stdin;
  }

  private static CheckSpec unit(MappingReader check) {
    String unit = check.words("unit").orElse("");
    return new CheckSpec.Unit(
        check.text("name").orElse(unit),
        unit,
        check.oneOf("state", CheckSpec.UnitState.class).orElse(CheckSpec.UnitState.ACTIVE),
        check.duration("within"));
  }

  private static CheckSpec file(MappingReader check) {
    String path = check.guestPath("file").orElse("");
    boolean exists = check.bool("exists").orElse(true);
    if (!exists && (check.has("contains") || check.has("matches"))) {
      check.problem("exists", "a file that must not exist cannot contain anything.");
    }
    return new CheckSpec.File(
        check.text("name").orElse(path),
        path,
        exists,
        check.text("contains"),
        check.regex("matches"),
        check.duration("within"));
  }

  private static CheckSpec network(MappingReader check) {
    String iface = check.words("network").orElse("");
    if (iface.length() > LONGEST_INTERFACE || iface.contains("/")) {
      check.problem("network", "\"" + iface + "\" cannot be the name of a network interface.");
    }
    return new CheckSpec.Network(
        check.text("name").orElse("network " + iface),
        iface,
        check.oneOf("address", CheckSpec.Family.class).orElse(CheckSpec.Family.ANY),
        check.duration("within"));
  }

  private CheckSpec storage(MappingReader check) {
    CheckSpec.StorageState state =
        check.oneOf("storage", CheckSpec.StorageState.class).orElse(CheckSpec.StorageState.APPLIED);
    List<String> groups = check.texts("groups");
    List<String> volumes = check.texts("volumes");
    List<String> mounts = check.guestPaths("mounts");
    boolean applied = state == CheckSpec.StorageState.APPLIED;
    if (!applied && !(groups.isEmpty() && volumes.isEmpty() && mounts.isEmpty())) {
      check.problemHere("`groups`, `volumes` and `mounts` go with `storage: applied`.");
    }
    volumes.stream()
        .filter(volume -> !volume.matches("[^/]+/[^/]+"))
        .forEach(volume ->
            check.problem(
                "volumes",
                "\"" + volume + "\" is not a volume. Write e.g. `volumes: [main/slash]`."));
    return new CheckSpec.Storage(
        check.text("name").orElse("storage " + state.word()),
        state,
        status(check),
        groups,
        volumes,
        mounts,
        check.duration("within"));
  }

  /** The file that the spec names, or that of the first pack that has one. */
  private StatusFile status(MappingReader check) {
    return check
        .guestPath("status")
        .map(statusFiles::at)
        .orElseGet(() -> statusFiles.files().getFirst());
  }
}
