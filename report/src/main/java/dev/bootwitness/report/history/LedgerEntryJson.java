package dev.bootwitness.report.history;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of the ledger: one JSON object, with the number of its format first.
 *
 * <p>Written by hand over a tree, not bound to the record's class: creating a binding delays a
 * run's start by some 30 ms.
 */
final class LedgerEntryJson {
  private static final int FORMAT = 1;

  private LedgerEntryJson() {}

  /** Separate, since creating one takes some 60 ms and readers do not need it. */
  private static final class Writing {
    /** ASCII only: lines are shown on terminals, and a detail may quote the guest. */
    static final JsonMapper MAPPER =
        JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  }

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

  /** The form of a name in a line, for a search without parsing. */
  static String quoted(String text) {
    return JsonLine.quoted(text);
  }

  /** The form of accelerator and start in a line that this version wrote, likewise. */
  static String kind(LedgerEntry entry) {
    return "\"accelerator\":%s,\"start\":%s"
        .formatted(quoted(entry.accelerator()), quoted(entry.start()));
  }

  /** The line, without its newline. */
  static String write(LedgerEntry entry) {
    return write(entry, false);
  }

  private static String write(LedgerEntry entry, boolean newer) {
    ObjectNode line = Writing.MAPPER.createObjectNode();
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
    put(line, "subject", entry.subject());
    put(line, "architecture", entry.architecture());
    put(line, "known", entry.known());
    put(line, "repeats", entry.repeats());
    put(line, "part", entry.part());
    if (entry.attempt() > 1) {
      line.put("attempt", entry.attempt());
    }
    if (newer) {
      line.put("newer", true);
    }
    return Writing.MAPPER.writeValueAsString(line);
  }

  private static void put(ObjectNode line, String key, String value) {
    if (!value.isEmpty()) {
      line.put(key, value);
    }
  }

  /** The entry in a line; empty when it is damaged, or none. */
  static Optional<LedgerEntry> read(String text) {
    return line(text).map(Line::entry);
  }

  /** What a line says; empty when it is damaged, or no entry. */
  static Optional<Line> line(String text) {
    try {
      JsonLine line = JsonLine.read(text);
      String run = line.text("run");
      Optional<Outcome> outcome = one(Outcome.values(), line.text("outcome"));
      if (run.isEmpty() || outcome.isEmpty()) {
        return Optional.empty();
      }
      boolean newer = isOfNewer(line) || line.flag("newer");
      LedgerEntry entry =
          new LedgerEntry(
              run,
              line.text("name"),
              line.text("spec"),
              line.text("began"),
              outcome.get(),
              one(Fault.values(), line.text("fault")).orElse(null),
              line.text("cause"),
              line.text("detail"),
              line.text("accelerator"),
              line.text("start"),
              line.text("image"),
              line.flag("built"),
              line.amount("seconds"),
              times(line.object("phases")),
              times(line.object("stages")),
              checks(line.objects("checks")),
              line.has("usage") ? usage(line.object("usage")) : null,
              line.text("subject"),
              line.text("architecture"),
              line.text("known"),
              Math.max(1, (int) line.amount("attempt")),
              line.text("repeats"),
              line.text("part"));
      return Optional.of(new Line(entry, newer));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Whether an unreadable line is not damaged, but written by a newer version. */
  static boolean isOfNewer(String text) {
    try {
      return isOfNewer(JsonLine.read(text));
    } catch (JacksonException e) {
      return false;
    }
  }

  private static boolean isOfNewer(JsonLine line) {
    return line.amount("bootwitness") > FORMAT;
  }

  private static void times(ObjectNode into, List<LedgerEntry.Time> times) {
    times.forEach(time -> into.put(time.name(), rounded(time.seconds())));
  }

  private static List<LedgerEntry.Time> times(JsonLine object) {
    return object.names().stream()
        .map(name -> new LedgerEntry.Time(name, object.amount(name)))
        .toList();
  }

  private static List<LedgerEntry.Check> checks(List<JsonLine> checks) {
    return checks.stream()
        .map(check ->
            new LedgerEntry.Check(
                check.text("name"),
                check.text("outcome"),
                check.amount("seconds"),
                check.text("basis")))
        .toList();
  }

  private static Usage usage(JsonLine usage) {
    Double memory = usage.number("peakMemoryBytes");
    return new Usage(
        usage.amount("hostCpuSeconds"),
        usage.number("guestCpuSeconds"),
        memory == null ? null : memory.longValue(),
        (long) usage.amount("consoleBytes"));
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> Optional<E> one(E[] values, String wanted) {
    for (E value : values) {
      if (id(value).equals(wanted)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** A tenth of a millisecond is more precise than any clock used here. */
  private static double rounded(double seconds) {
    return Double.isFinite(seconds) ? Math.round(seconds * 1e4) / 1e4 : 0;
  }
}
