package dev.bootwitness.engine.spec;

import dev.bootwitness.diagnosis.guest.StatusFile;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import java.util.List;
import java.util.Optional;
import org.safere.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Turns one item of {@code checks} into a record; its kind is the key that names what is checked.
 */
final class CheckBinder {

  private static final List<String> RUN =
      List.of("run", "name", "stdin", "exit", "prints", "matches", "within");
  private static final List<String> UNIT = List.of("unit", "name", "state", "within");
  private static final List<String> FILE =
      List.of("file", "name", "exists", "contains", "matches", "within");
  private static final List<String> NETWORK = List.of("network", "name", "address", "within");
  private static final List<String> STORAGE =
      List.of("storage", "name", "status", "groups", "volumes", "mounts", "within");

  private static final List<String> KINDS = List.of("run", "unit", "file", "network", "storage");

  /** A serial line of an emulated guest takes some tens of KiB in a second at best. */
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
    List<String> kinds = KINDS.stream().filter(kind -> hasKey(item, kind)).toList();
    if (kinds.size() != 1) {
      problems.add(
          item,
          where,
          "a check has exactly one of `run: COMMAND`, `unit: NAME`, `file: PATH`,"
              + " `network: INTERFACE` and `storage: STATE`.");
      return Optional.empty();
    }
    return Optional.of(
        switch (kinds.getFirst()) {
          case "run" -> run(new MappingReader(problems, where, item, RUN));
          case "unit" -> unit(new MappingReader(problems, where, item, UNIT));
          case "file" -> file(new MappingReader(problems, where, item, FILE));
          case "network" -> network(new MappingReader(problems, where, item, NETWORK));
          default -> storage(new MappingReader(problems, where, item, STORAGE));
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
        check.integer("exit", 0, 255).orElse(0),
        check.text("prints"),
        regex(check),
        check.duration("within"));
  }

  private static String stdin(MappingReader check) {
    String stdin = check.text("stdin").orElse("");
    if (stdin.length() > MOST_STDIN) {
      check.problem(
          "stdin",
          stdin.length()
              + " characters are more than "
              + MOST_STDIN
              + ", which a serial line takes in reasonable time. Put them into the image, or make"
              + " them by the command.");
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
    String path = check.words("file").orElse("");
    if (!path.isEmpty() && !path.startsWith("/")) {
      check.problem("file", "\"" + path + "\" is not an absolute path of the guest.");
    }
    boolean exists = check.bool("exists").orElse(true);
    if (!exists && (check.has("contains") || check.has("matches"))) {
      check.problem("exists", "a file that must not exist cannot contain anything.");
    }
    return new CheckSpec.File(
        check.text("name").orElse(path),
        path,
        exists,
        check.text("contains"),
        regex(check),
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
    List<String> mounts = check.texts("mounts");
    boolean applied = state == CheckSpec.StorageState.APPLIED;
    if (!applied && !(groups.isEmpty() && volumes.isEmpty() && mounts.isEmpty())) {
      check.problemHere("`groups`, `volumes` and `mounts` go with `storage: applied`.");
    }
    volumes.stream()
        .filter(volume -> !volume.matches("[^/]+/[^/]+"))
        .forEach(volume ->
            check.problem(
                "volumes", "\"" + volume + "\" is no volume. Write e.g. `volumes: [main/slash]`."));
    return new CheckSpec.Storage(
        check.text("name").orElse("storage " + state.word()),
        state,
        status(check),
        groups,
        volumes,
        mounts.stream().map(mount -> absolute(check, "mounts", mount)).toList(),
        check.duration("within"));
  }

  /** The file that the spec names, or that of the first pack which has one. */
  private StatusFile status(MappingReader check) {
    return check
        .text("status")
        .map(path -> statusFiles.at(absolute(check, "status", path)))
        .orElseGet(() -> statusFiles.files().getFirst());
  }

  private static String absolute(MappingReader check, String key, String path) {
    if (!path.startsWith("/")) {
      check.problem(key, "\"" + path + "\" is not an absolute path of the guest.");
    }
    return path;
  }

  private static Optional<String> regex(MappingReader check) {
    Optional<String> matches = check.text("matches");
    matches.ifPresent(regex -> {
      try {
        Pattern.compile(regex, Pattern.MULTILINE);
      } catch (IllegalArgumentException e) {
        check.problem(
            "matches",
            "not a regular expression this program can use (back-references and look-around are not): "
                + reason(e)
                + ".");
      }
    });
    return matches;
  }

  /** The library's message goes on with the expression itself and a caret under it. */
  private static String reason(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
