package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.base.Lazy;
import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.base.yaml.YamlMap;
import dev.bootwitness.diagnosis.pattern.BundledFile;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
              "lightens",
              "refuted-by",
              "void-by",
              "forgiven-at",
              "ends-by",
              "image-if",
              "speaker",
              "undecided",
              "traits",
              "stop"));

  private static final Set<String> LIGHTENS_KEYS =
      new TreeSet<>(Set.of("cause", "about", "once-about"));

  private static final Set<String> SPEAKERS = new TreeSet<>(Set.of("kernel", "systemd"));

  private static final Set<String> PACK_KEYS = new TreeSet<>(KEYS);

  static {
    PACK_KEYS.add("explained-by");
  }

  /**
   * Read when the first cause is looked up: a run in which nothing goes wrong may need none, and a
   * broken catalogue must not keep {@code --version} from working.
   */
  private static final Causes BUNDLED = new Causes(Lazy.of(Causes::ofTheJar));

  private static Content ofTheJar() {
    Causes causes = parse("causes.yaml", BundledFile.text("causes.yaml"));
    for (Pack pack : Packs.bundled()) {
      causes = causes.with(pack);
    }
    return causes.content.get();
  }

  private record Content(Map<String, Cause> byId, List<String> order) {
    Content {
      byId = Map.copyOf(byId);
      order = List.copyOf(order);
    }
  }

  private final Supplier<Content> content;

  private Causes(Supplier<Content> content) {
    this.content = content;
  }

  private Causes(Map<String, Cause> byId, List<String> order) {
    Content made = new Content(byId, order);
    this.content = () -> made;
  }

  private Map<String, Cause> byId() {
    return content.get().byId();
  }

  private List<String> order() {
    return content.get().order();
  }

  /** The catalogue in the jar, with its packs. */
  public static Causes bundled() {
    return BUNDLED;
  }

  /**
   * Reads a catalogue.
   *
   * @param file its name for error messages
   * @throws DataFileException on any unknown, missing, duplicate or empty key
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
   * @throws DataFileException also when the pack redefines an existing cause: it may add causes,
   *     not change them
   */
  public Causes with(Pack pack) {
    return pack.text("causes.yaml")
        .map(text -> with(pack.name(), pack.label("causes.yaml"), text))
        .orElse(this);
  }

  private Causes with(String pack, String file, String text) {
    YamlMap whole = YamlMap.parse(file, text, new TreeSet<>(Set.of("after", "causes")));
    int place = order().indexOf(known(whole, "after", whole.text("after"))) + 1;
    var all = new LinkedHashMap<>(byId());
    var placed = new ArrayList<>(order());
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
    if (!byId().containsKey(id)) {
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
        lightens(map),
        stage(map, "refuted-by"),
        LinePattern.of(map.texts("void-by")),
        stage(map, "forgiven-at"),
        stage(map, "ends-by"),
        map.texts("image-if"),
        speaker(map),
        map.optionalText("undecided").orElse(""),
        traits(map),
        map.flag("stop"));
  }

  private static List<Lightening> lightens(YamlMap map) {
    return map.maps("lightens", LIGHTENS_KEYS).stream()
        .map(item ->
            new Lightening(
                item.text("cause"),
                item.optionalText("about").orElse(""),
                item.optionalText("once-about").orElse("")))
        .toList();
  }

  private static @Nullable Stage stage(YamlMap map, String key) {
    return map.has(key) ? constant(map, key, Stage.class) : null;
  }

  private static String speaker(YamlMap map) {
    String speaker = map.optionalText("speaker").orElse("");
    if (!speaker.isEmpty() && !SPEAKERS.contains(speaker)) {
      throw map.error(
          "speaker", "\"%s\" is none of %s".formatted(speaker, String.join(", ", SPEAKERS)));
    }
    return speaker;
  }

  private static Set<Trait> traits(YamlMap map) {
    var traits = EnumSet.noneOf(Trait.class);
    List<String> words = map.texts("traits");
    for (int i = 0; i < words.size(); i++) {
      traits.add(trait(map, i, words.get(i)));
    }
    return traits;
  }

  private static Trait trait(YamlMap map, int item, String word) {
    for (Trait trait : Trait.values()) {
      if (word(trait).equals(word)) {
        return trait;
      }
    }
    throw map.error("traits", item, "\"%s\" is none of %s".formatted(word, words(Trait.class)));
  }

  private static @Nullable Fault fault(YamlMap map) {
    return map.optionalText("fault").isEmpty() ? null : constant(map, "fault", Fault.class);
  }

  /** The enum constant whose lower-case name is the key's text. */
  public static <E extends Enum<E>> E constant(YamlMap map, String key, Class<E> type) {
    String text = map.text(key);
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    throw map.error(key, "\"%s\" is none of %s".formatted(text, words(type)));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    return Stream.of(type.getEnumConstants()).map(Causes::word).collect(Collectors.joining(", "));
  }

  /**
   * The cause of that id.
   *
   * @throws IllegalArgumentException if the catalogue has none
   */
  public Cause get(String id) {
    Cause cause = byId().get(id);
    if (cause == null) {
      throw new IllegalArgumentException("no cause has the id \"" + id + "\"");
    }
    return cause;
  }

  /**
   * The cause of that id; empty when the catalogue has none (another version's record may name
   * one).
   */
  public Optional<Cause> find(String id) {
    return Optional.ofNullable(byId().get(id));
  }

  /** Whether the cause of that id has this trait. */
  public boolean is(String id, Trait trait) {
    Cause cause = byId().get(id);
    return cause != null && cause.is(trait);
  }

  /** The causes with a trait, in the order of the catalogue. */
  public List<Cause> with(Trait trait) {
    return all().stream().filter(cause -> cause.is(trait)).toList();
  }

  /** The causes that a console line may void, in the order of the catalogue. */
  public List<Cause> voidable() {
    return all().stream().filter(cause -> !cause.voidBy().any().isEmpty()).toList();
  }

  /** All causes in the order of the catalogue: prerequisites before what depends on them. */
  public List<Cause> all() {
    return order().stream().map(this::get).toList();
  }

  /** The place of a cause in the catalogue; unknown ones come last. */
  public int position(String id) {
    int position = order().indexOf(id);
    return position < 0 ? order().size() : position;
  }
}
