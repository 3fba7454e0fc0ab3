package dev.bootwitness.gallery;

import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.StampedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps what was said of each row: {@code gallery.md}, a table, and {@code verdicts.txt}, what a
 * person saw. Both are rewritten after each row. Thread-safe.
 */
final class Ledger {

  private final ReentrantLock lock = new ReentrantLock();
  private final Path place;
  private final List<Entry> entries = new ArrayList<>();

  Ledger(Path place) {
    this.place = place;
  }

  /**
   * One row.
   *
   * @param latency of its verdict
   */
  private record Entry(
      Exhibit exhibit,
      String got,
      String others,
      int exit,
      double seconds,
      Latency latency,
      String text) {

    boolean right() {
      return exit == exhibit.exit()
          && (exhibit.healthy() ? got.equals("-") : exhibit.causes().contains(got));
    }

    String row() {
      return "| %s | %s | %s | %d | %s | %.1f | %s | %s | %s |"
          .formatted(
              exhibit.name(),
              exhibit.healthy() ? "-" : String.join(" or ", exhibit.causes()),
              got,
              exit,
              right() ? "yes" : "NO",
              seconds,
              shown(latency.fromEvidence()),
              shown(latency.fromLast()),
              others);
    }

    private static String shown(OptionalDouble seconds) {
      return seconds.isPresent() ? String.format(Locale.ROOT, "%.2f", seconds.getAsDouble()) : "";
    }
  }

  void enter(Exhibit exhibit, RunResult result, String text, List<StampedEvent> events)
      throws IOException {
    Finding primary = result.verdict().primary();
    Entry entry =
        new Entry(
            exhibit,
            primary == null ? "-" : primary.cause(),
            result.verdict().findings().stream()
                .filter(finding -> !finding.equals(primary))
                .map(Finding::cause)
                .distinct()
                .collect(Collectors.joining(" ")),
            result.exitCode(),
            events.getLast().seconds(),
            Latency.of(events),
            text);
    lock.lock();
    try {
      entries.add(entry);
      Files.writeString(place.resolve("gallery.md"), table());
      Files.writeString(place.resolve("verdicts.txt"), verdicts());
    } finally {
      lock.unlock();
    }
  }

  private String table() {
    return """
    | row | expected | got | exit | right | run, s | evidence to verdict, s | last seen to verdict, s | other findings |
    |---|---|---|---|---|---|---|---|---|
    %s

    %d rows, %d right; evidence to verdict: %s; from the last that was seen: %s
    """
        .formatted(
            entries.stream().map(Entry::row).collect(Collectors.joining("\n")),
            entries.size(),
            entries.stream().filter(Entry::right).count(),
            spread(Latency::fromEvidence),
            spread(Latency::fromLast));
  }

  private String spread(Function<Latency, OptionalDouble> which) {
    List<Double> all =
        entries.stream()
            .flatMapToDouble(e -> which.apply(e.latency()).stream())
            .sorted()
            .boxed()
            .toList();
    return all.isEmpty()
        ? "none"
        : String.format(
            Locale.ROOT,
            "median %.2f s, worst %.2f s, %d of %d within 1 s",
            all.get(all.size() / 2),
            all.getLast(),
            all.stream().filter(seconds -> seconds <= 1).count(),
            all.size());
  }

  private String verdicts() {
    return entries.stream()
        .map(e -> "=== " + e.exhibit().name() + "\n" + e.text())
        .collect(Collectors.joining("\n"));
  }
}
