package dev.bootwitness.report.history;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of the ledger: one JSON object, with the number of its format first.
 *
 * <p>By hand over a tree, not bound to the record's class: making a binding costs a run some 30 ms
 * of its start.
 */
final class LedgerEntryJson {
  private static final int FORMAT = 1;

  /** ASCII only: lines are shown on terminals, and a detail may quote the guest. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private LedgerEntryJson() {}

  /**
   * What a line says.
   *
   * @param newer whether a newer version wrote it, or the record it was made from
   */
  record Line(LedgerEntry entry, boolean newer) {
    String text() {
      return write(entry, newer);
    }
  }

  /** How a name stands in a line, for a search without parsing. */
  static String quoted(String text) {
    return MAPPER.writeValueAsString(text);
  }

  /** How accelerator and start stand in a line that this version wrote, likewise. */
  static String kind(LedgerEntry entry) {
    return "\"accelerator\":%s,\"start\":%s"
        .formatted(quoted(entry.accelerator()), quoted(entry.start()));
  }

  /** The line, without its newline. */
  static String write(LedgerEntry entry) {
    return write(entry, false);
  }

  private static String write(LedgerEntry entry, boolean newer) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("bootwitness", FORMAT)
        .put("run", entry.run())
        .put("name", entry.name())
        .put("spec", entry.spec())
        .put("began", entry.began())
        .put("outcome", id(entry.outcome()))
        .put("fault", entry.fault() == null ? null : id(entry.fault()))
        .put("cause", entry.cause())
        .put("detail", entry.detail())
        .put("accelerator", entry.accelerator())
        .put("start", entry.start())
        .put("image", entry.image())
        .put("built", entry.built())
        .put("seconds", rounded(entry.seconds()));
    times(line.putObject("phases"), entry.phases());
    times(line.putObject("stages"), entry.stages());
    ArrayNode checks = line.putArray("checks");
    for (LedgerEntry.Check check : entry.checks()) {
      checks
          .addObject()
          .put("name", check.name())
          .put("outcome", check.outcome())
          .put("seconds", rounded(check.seconds()))
          .put("basis", check.basis());
    }
    Usage usage = entry.usage();
    if (usage != null) {
      line.putObject("usage")
          .put("hostCpuSeconds", rounded(usage.hostCpuSeconds()))
          .put("guestCpuSeconds", usage.guestCpuSeconds())
          .put("peakMemoryBytes", usage.peakMemoryBytes())
          .put("consoleBytes", usage.consoleBytes());
    }
    if (newer) {
      line.put("newer", true);
    }
    return MAPPER.writeValueAsString(line);
  }

  /** The entry in a line; empty when it is damaged, or none. */
  static Optional<LedgerEntry> read(String text) {
    return line(text).map(Line::entry);
  }

  /** What a line says; empty when it is damaged, or no entry. */
  static Optional<Line> line(String text) {
    try {
      JsonNode line = MAPPER.readTree(text);
      String run = line.path("run").asString("");
      Optional<Outcome> outcome = one(Outcome.values(), line.path("outcome"));
      if (run.isEmpty() || outcome.isEmpty()) {
        return Optional.empty();
      }
      boolean newer = isOfNewer(line) || line.path("newer").asBoolean(false);
      LedgerEntry entry =
          new LedgerEntry(
              run,
              line.path("name").asString(""),
              line.path("spec").asString(""),
              line.path("began").asString(""),
              outcome.get(),
              one(Fault.values(), line.path("fault")).orElse(null),
              line.path("cause").asString(""),
              line.path("detail").asString(""),
              line.path("accelerator").asString(""),
              line.path("start").asString(""),
              line.path("image").asString(""),
              line.path("built").asBoolean(false),
              line.path("seconds").asDouble(0),
              times(line.path("phases")),
              times(line.path("stages")),
              checks(line.path("checks")),
              usage(line.path("usage")));
      return Optional.of(new Line(entry, newer));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Whether a line that cannot be read is no damage, but that of a newer version. */
  static boolean isOfNewer(String text) {
    try {
      return isOfNewer(MAPPER.readTree(text));
    } catch (JacksonException e) {
      return false;
    }
  }

  private static boolean isOfNewer(JsonNode line) {
    return line.path("bootwitness").asInt(FORMAT) > FORMAT;
  }

  private static void times(ObjectNode into, List<LedgerEntry.Time> times) {
    times.forEach(time -> into.put(time.name(), rounded(time.seconds())));
  }

  private static List<LedgerEntry.Time> times(JsonNode object) {
    return object.properties().stream()
        .map(time -> new LedgerEntry.Time(time.getKey(), time.getValue().asDouble(0)))
        .toList();
  }

  private static List<LedgerEntry.Check> checks(JsonNode array) {
    return list(
        array,
        check ->
            new LedgerEntry.Check(
                check.path("name").asString(""),
                check.path("outcome").asString(""),
                check.path("seconds").asDouble(0),
                check.path("basis").asString("")));
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
    return StreamSupport.stream(array.spliterator(), false).map(each).toList();
  }

  private static @Nullable Usage usage(JsonNode usage) {
    return usage.isObject()
        ? new Usage(
            usage.path("hostCpuSeconds").asDouble(0),
            usage.path("guestCpuSeconds").isNumber()
                ? usage.path("guestCpuSeconds").asDouble()
                : null,
            usage.path("peakMemoryBytes").isNumber()
                ? usage.path("peakMemoryBytes").asLong()
                : null,
            usage.path("consoleBytes").asLong(0))
        : null;
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> Optional<E> one(E[] values, JsonNode id) {
    String wanted = id.asString("");
    for (E value : values) {
      if (id(value).equals(wanted)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** A tenth of a millisecond tells more than any clock here knows. */
  private static double rounded(double seconds) {
    return Double.isFinite(seconds) ? Math.round(seconds * 1e4) / 1e4 : 0;
  }
}
