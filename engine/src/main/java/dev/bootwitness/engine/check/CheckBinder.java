package dev.bootwitness.engine.check;

import dev.bootwitness.base.Nearest;
import dev.bootwitness.base.yaml.StrictMapping;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.MappingKeys;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.binding.SpecYaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Binds a check of a spec by the keys of its kind. */
public final class CheckBinder {
  private static final List<String> KINDS = CheckKinds.ALL.stream().map(CheckKind::key).toList();

  /** The keys of checks of any kind. */
  private static final List<String> KNOWN =
      CheckKinds.ALL.stream().flatMap(kind -> kind.keys().names().stream()).toList();

  private final Problems problems;
  private final Supplier<StatusFiles> statusFiles;

  public CheckBinder(Problems problems, Supplier<StatusFiles> statusFiles) {
    this.problems = problems;
    this.statusFiles = statusFiles;
  }

  /**
   * A check as a spec without packs would have it, e.g. {@code {file: /etc/hostname, contains:
   * lan}}.
   *
   * @throws SpecException with every mistake in it
   */
  public static CheckSpec parse(String yaml) throws SpecException {
    return parse(yaml, StatusFiles::bundled);
  }

  /**
   * A check as a spec would have it.
   *
   * @param statusFiles of the spec's packs
   * @throws SpecException with every mistake in it
   */
  public static CheckSpec parse(String yaml, Supplier<StatusFiles> statusFiles)
      throws SpecException {
    Path place = Path.of("check");
    SpecKeys any =
        SpecKeys.of(
            "",
            CheckKinds.ALL.stream()
                .map(kind -> kind.keys().declared(kind.key()))
                .toArray(SpecKey[]::new));
    Problems problems = new Problems(place.toString());
    Optional<CheckSpec> check =
        new CheckBinder(problems, statusFiles).bind(SpecYaml.of(place, yaml, any), "check");
    problems.throwIfAny();
    return check.orElseThrow();
  }

  /** The keys that name the kinds. */
  public static List<String> kinds() {
    return KINDS;
  }

  /** The check at {@code item}; empty when it is of no kind, or of several. */
  public Optional<CheckSpec> bind(Node item, String where) {
    List<CheckKind> kinds =
        CheckKinds.ALL.stream().filter(kind -> MappingKeys.has(item, kind.key())).toList();
    if (kinds.size() != 1) {
      String needed = "a check needs exactly one of " + examples() + ".";
      Optional<ScalarNode> mistyped = kinds.isEmpty() ? mistyped(item) : Optional.empty();
      mistyped.ifPresentOrElse(
          key ->
              problems.add(
                  key,
                  where + "." + key.getValue(),
                  "no such key here."
                      + StrictMapping.hint(key.getValue(), KINDS)
                      + " "
                      + Character.toUpperCase(needed.charAt(0))
                      + needed.substring(1)),
          () -> problems.add(item, where, needed));
      return Optional.empty();
    }
    CheckKind kind = kinds.getFirst();
    MappingReader check = new MappingReader(problems, where, item, kind.keys());
    CheckSpec asked = kind.binding().bind(check, statusFiles);
    return Optional.of(
        Quarantine.of(check).<CheckSpec>map(why -> new QuarantinedCheck(asked, why)).orElse(asked));
  }

  /** A key that is nearly that of a kind, and none that a check could have. */
  private static Optional<ScalarNode> mistyped(Node item) {
    return MappingKeys.of(item).stream()
        .filter(key -> KNOWN.stream().noneMatch(known -> known.equals(key.getValue())))
        .filter(key -> Nearest.to(key.getValue(), KINDS).isPresent())
        .findFirst();
  }

  private static String examples() {
    List<String> all = CheckKinds.ALL.stream().map(CheckKind::example).toList();
    return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
  }
}
