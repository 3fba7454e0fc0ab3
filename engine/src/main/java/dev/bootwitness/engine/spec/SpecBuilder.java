package dev.bootwitness.engine.spec;

import dev.bootwitness.engine.binding.EnumWords;
import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecYaml;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A spec made in Java. It has the keys of {@code bootwitness.yaml}, by their paths, and is bound by
 * the same declarations: whatever the file can say, it can say, with the same messages.
 *
 * <pre>{@code
 * SpecBuilder.in(Path.of("images"))
 *     .set("image", "disk.iso")
 *     .set("machine.memory", "2GiB")
 *     .set("boot.within", Duration.ofSeconds(90))
 *     .set("login.user", "root")
 *     .add("checks", check -> check.set("unit", "sshd.service"));
 * }</pre>
 *
 * <p>Immutable: every method returns another builder.
 */
public final class SpecBuilder {

  private final Path directory;
  private final Map<String, Object> keys;

  private SpecBuilder(Path directory, Map<String, Object> keys) {
    this.directory = directory;
    this.keys = keys;
  }

  /** An empty spec whose relative paths start in that folder. */
  public static SpecBuilder in(Path directory) {
    return new SpecBuilder(directory, Map.of());
  }

  /**
   * Sets a key.
   *
   * @param path e.g. {@code machine.memory}; keys with dots, such as those of {@code guest.files},
   *     go into a map that is the value
   * @param value a text, number, truth value, {@link Duration}, {@link LocalDate}, {@link Path} or
   *     enum constant, or a collection or a map of such values
   */
  public SpecBuilder set(String path, Object value) {
    return new SpecBuilder(directory, with(keys, List.of(path.split("\\.", -1)), plain(value)));
  }

  /**
   * Adds an item to a list of mappings, such as {@code checks}, {@code steps} or {@code
   * machine.disks}.
   */
  public SpecBuilder add(String path, UnaryOperator<SpecBuilder> item) {
    return add(path, (Object) item.apply(in(directory)).keys);
  }

  /** Adds an item to a list, e.g. {@code .add("steps", "reboot")}. */
  public SpecBuilder add(String path, Object item) {
    List<Object> items = new ArrayList<>();
    if (at(path) instanceof List<?> there) {
      items.addAll(there);
    }
    items.add(plain(item));
    return set(path, items);
  }

  private Object at(String path) {
    Object here = keys;
    for (String key : path.split("\\.", -1)) {
      here = here instanceof Map<?, ?> map && map.containsKey(key) ? map.get(key) : "";
    }
    return here;
  }

  private static Map<String, Object> with(
      Map<String, Object> keys, List<String> path, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(keys);
    String first = path.getFirst();
    if (path.size() == 1) {
      changed.put(first, value);
      return changed;
    }
    Map<String, Object> inner = new LinkedHashMap<>();
    if (changed.get(first) instanceof Map<?, ?> there) {
      there.forEach((key, old) -> inner.put(String.valueOf(key), old));
    }
    changed.put(first, with(inner, path.subList(1, path.size()), value));
    return changed;
  }

  /** As a spec would write it. */
  private static Object plain(Object value) {
    return switch (value) {
      case Duration duration -> written(duration);
      case Path path -> path.toString();
      case Enum<?> constant -> word(constant);
      case LocalDate day -> day.toString();
      case Collection<?> list -> list.stream().map(SpecBuilder::plain).toList();
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, inner) -> plain.put(String.valueOf(key), plain(inner)));
        yield plain;
      }
      case String _, Boolean _, Number _ -> value;
      default ->
          throw new IllegalArgumentException(
              "a %s is no value of a spec. Pass a text, number, truth value, Duration, LocalDate, Path or"
                      .formatted(value.getClass().getName())
                  + " enum constant, or a Collection or Map of such values");
    };
  }

  private static String written(Duration duration) {
    if (duration.toNanosPart() % 1_000_000 != 0) {
      throw new IllegalArgumentException(
          duration + " is more exact than a spec can say. Pass whole milliseconds.");
    }
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  private static String word(Enum<?> constant) {
    return EnumWords.of(constant.getDeclaringClass()).entrySet().stream()
        .filter(entry -> entry.getValue() == constant)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The same spec as the text of a file. */
  public String yaml() {
    return new Dump(
            DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .build())
        .dumpToString(keys);
  }

  /**
   * The spec.
   *
   * @throws SpecException with every mistake in it; places are those in {@link #yaml}
   */
  public Spec build() throws SpecException {
    Path file = directory.resolve("spec-in-java.yaml");
    Problems problems = new Problems(file.toString());
    Spec spec =
        new SpecBinder(problems, file, List.of()).bind(SpecYaml.of(file, yaml(), RootKeys.ALL));
    problems.throwIfAny();
    return spec;
  }
}
