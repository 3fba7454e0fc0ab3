package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.base.yaml.YamlMap;
import dev.bootwitness.record.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/** The catalogue of {@link Cause}s: immutable, in the order of the file. */
public final class Causes {
  private static final Pattern ID = Pattern.compile("[a-z]+/[a-z]+(-[a-z]+)*");
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "id",
              "title",
              "means",
              "recognised",
              "next",
              "fault",
              "severity",
              "explains",
              "behind",
              "stop"));

  private static final Set<String> PACK_KEYS = new TreeSet<>(KEYS);

  static {
    PACK_KEYS.add("explained-by");
  }

  /** Read on first use: a broken catalogue must not keep `--version` from working. */
  private static final class Bundled {
    static final Causes CAUSES = make();

    private static Causes make() {
      Causes causes = parse("causes.yaml", YamlMap.resource("causes.yaml"));
      for (Pack pack : Packs.bundled()) {
        causes = causes.with(pack);
      }
      return causes;
    }
  }

  private final Map<String, Cause> byId;
  private final List<String> order;

  private Causes(Map<String, Cause> byId, List<String> order) {
    this.byId = Map.copyOf(byId);
    this.order = List.copyOf(order);
  }

  /** The catalogue in the jar, with its packs. */
  public static Causes bundled() {
    return Bundled.CAUSES;
  }

  /**
   * Reads a catalogue.
   *
   * @param file its name for error messages
   * @throws DataFileException on any key that is unknown, missing, doubled or empty
   */
  public static Causes parse(String file, String text) {
    var byId = new LinkedHashMap<String, Cause>();
    for (YamlMap map : YamlMap.parse(file, text, Set.of("causes")).maps("causes", KEYS)) {
      Cause cause = cause(map);
      if (byId.put(cause.id(), cause) != null) {
        throw map.error("id", cause.id() + " is in the catalogue twice");
      }
    }
    return new Causes(byId, List.copyOf(byId.keySet()));
  }

  /**
   * This catalogue with the causes of a pack.
   *
   * @throws DataFileException also when the pack has a cause that is there: it may add, not change
   */
  public Causes with(Pack pack) {
    return pack.text("causes.yaml")
        .map(text -> with(pack.name(), pack.label("causes.yaml"), text))
        .orElse(this);
  }

  private Causes with(String pack, String file, String text) {
    YamlMap whole = YamlMap.parse(file, text, new TreeSet<>(Set.of("after", "causes")));
    int place = order.indexOf(known(whole, "after", whole.text("after"))) + 1;
    var all = new LinkedHashMap<>(byId);
    var placed = new ArrayList<>(order);
    for (YamlMap map : whole.maps("causes", PACK_KEYS)) {
      Cause cause = cause(map);
      if (all.put(cause.id(), cause) != null) {
        throw map.error(
            "id",
            "%s is in the catalogue already; the pack %s may add causes, not change them"
                .formatted(cause.id(), pack));
      }
      placed.add(place++, cause.id());
      for (String other : map.texts("explained-by")) {
        all.computeIfPresent(
            known(map, "explained-by", other), (id, deeper) -> deeper.explaining(cause.id()));
      }
    }
    return new Causes(all, placed);
  }

  private String known(YamlMap map, String key, String id) {
    if (!byId.containsKey(id)) {
      throw map.error(key, "no cause of the catalogue has the id \"" + id + "\"");
    }
    return id;
  }

  private static Cause cause(YamlMap map) {
    String id = map.text("id");
    if (!ID.matcher(id).matches()) {
      throw map.error("id", "\"" + id + "\" is not of the form stage/name, in lower case");
    }
    if (!map.has("fault")) {
      throw map.error("fault is missing; write null where it depends on the run.");
    }
    return new Cause(
        id,
        map.text("title"),
        map.text("means"),
        map.text("recognised"),
        map.text("next"),
        fault(map),
        constant(map, "severity", Severity.class),
        map.texts("explains"),
        map.texts("behind"),
        map.flag("stop"));
  }

  private static @Nullable Fault fault(YamlMap map) {
    return map.optionalText("fault").isEmpty() ? null : constant(map, "fault", Fault.class);
  }

  /** The enum constant whose lower-case name the key's text is. */
  public static <E extends Enum<E>> E constant(YamlMap map, String key, Class<E> type) {
    String text = map.text(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return constant;
      }
    }
    var allowed = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      allowed.append(allowed.isEmpty() ? "" : ", ");
      allowed.append(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    throw map.error(key, "\"%s\" is none of %s".formatted(text, allowed));
  }

  /**
   * The cause of that id.
   *
   * @throws IllegalArgumentException if the catalogue has none
   */
  public Cause get(String id) {
    return find(id)
        .orElseThrow(() -> new IllegalArgumentException("no cause has the id \"" + id + "\""));
  }

  /** The cause of that id, empty when the catalogue has none (a record of another version may). */
  public Optional<Cause> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All causes in the order of the catalogue: prerequisites before what depends on them. */
  public List<Cause> all() {
    return order.stream().map(this::get).toList();
  }

  /** The place of a cause in the catalogue; unknown ones come last. */
  public int position(String id) {
    int position = order.indexOf(id);
    return position < 0 ? order.size() : position;
  }
}
