package dev.bootwitness.report.history;

import dev.bootwitness.diagnosis.Replay;
import dev.bootwitness.diagnosis.rules.KeptKnowledge;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RecordGaps;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Usual;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All runs of a project, in {@code .bootwitness/ledger.jsonl}: one line per run.
 *
 * <p>The records are authoritative. A lost or damaged ledger is rebuilt from them, and a record
 * that it lacks (its run was killed, or the disk was full) is added when the ledger is next read as
 * a whole. The line of a run whose record was removed stays, as long as the file does. Thread-safe,
 * also against other processes.
 */
public final class Ledger {

  /** How much a run reads when it begins: some hundred runs, read in a millisecond. */
  private static final long RECENT_BYTES = 256 << 10;

  private static final Comparator<LedgerEntryJson.Line> IN_TIME =
      Comparator.comparing((LedgerEntryJson.Line line) -> line.entry().beganAt())
          .thenComparing(line -> line.entry().run());

  private final Path runs;
  private final LedgerFile file;

  private Ledger(Path runs) {
    this.runs = runs;
    this.file = new LedgerFile(runs.resolveSibling("ledger.jsonl"));
  }

  /**
   * The ledger of a project.
   *
   * @param project the folder that holds {@code .bootwitness}
   */
  public static Ledger of(Path project) {
    return new Ledger(project.resolve(".bootwitness").resolve("runs"));
  }

  /**
   * The ledger of the project that a record belongs to.
   *
   * @throws IOException when the record is not in the folder of a run's record
   */
  public static Ledger beside(RunDirectory record) throws IOException {
    Path runs = record.path().getParent();
    if (runs == null || !runs.endsWith(Path.of(".bootwitness", "runs"))) {
      throw new IOException(record.path() + " is in no .bootwitness/runs");
    }
    return new Ledger(runs);
  }

  /**
   * Adds a run that is over.
   *
   * @throws IOException when it cannot be written; the record is complete nevertheless
   */
  public void add(Verdict verdict) throws IOException {
    file.append(List.of(LedgerEntryJson.write(LedgerEntry.of(verdict))));
  }

  /**
   * Adds the line of a record again if its verdict is no longer what the ledger's line says. Of two
   * lines of a run, the last counts.
   *
   * @throws IOException when it cannot be written
   */
  public void renew(RunDirectory run) throws IOException {
    LedgerEntryJson.Line before = Lines.of(file.lines()).known.get(run.id());
    Optional<LedgerEntryJson.Line> now = judged(run);
    if (before != null && now.isPresent() && !before.text().equals(now.get().text())) {
      file.append(List.of(now.get().text()));
    }
  }

  /** A run's line, as the ledger has it. */
  public static String line(LedgerEntry run) {
    return LedgerEntryJson.write(run);
  }

  /** The last runs of a spec, oldest first, as far as the end of the ledger contains them. */
  public List<LedgerEntry> recent(String name) throws IOException {
    String quoted = LedgerEntryJson.quoted(name);
    return file.tail(RECENT_BYTES).stream()
        .filter(line -> line.contains(quoted))
        .map(LedgerEntryJson::read)
        .flatMap(Optional::stream)
        .filter(entry -> entry.name().equals(name))
        .toList();
  }

  /**
   * How long passing runs of a spec usually take; nothing without a readable history.
   *
   * @param name the spec's name
   */
  public List<Usual> usual(String name) {
    try {
      return Baselines.of(passed(name));
    } catch (IOException e) {
      return List.of(); // A run continues without it; reading the history reports it.
    }
  }

  /**
   * The last passing runs, oldest first, as many of each kind as a baseline needs. Only these are
   * parsed: a run reads them before it boots, in cold code.
   */
  private List<LedgerEntry> passed(String name) throws IOException {
    String quoted = LedgerEntryJson.quoted(name);
    Map<String, Integer> kinds = new HashMap<>();
    List<LedgerEntry> passed = new ArrayList<>();
    for (String line : file.tail(RECENT_BYTES).reversed()) {
      boolean enough =
          kinds.entrySet().stream()
              .anyMatch(k -> k.getValue() >= Baselines.MOST_RUNS && line.contains(k.getKey()));
      if (!enough && line.contains(quoted)) {
        LedgerEntryJson.read(line)
            .filter(entry -> entry.name().equals(name) && entry.outcome() == Outcome.PASSED)
            .ifPresent(entry -> {
              passed.add(entry);
              kinds.merge(LedgerEntryJson.kind(entry), 1, Integer::sum);
            });
      }
    }
    return passed.reversed();
  }

  /**
   * All runs of a project.
   *
   * @param runs oldest first
   * @param newer how many runs a newer version recorded; of these, only what this version
   *     understands is included, if anything
   */
  public record History(List<LedgerEntry> runs, int newer) {
    public History {
      runs = List.copyOf(runs);
    }
  }

  /**
   * All runs; mends the ledger.
   *
   * @param running whether the run of that folder is still going on; it is then omitted
   */
  public History history(Predicate<Path> running) throws IOException {
    Lines lines = Lines.of(file.lines());
    List<LedgerEntryJson.Line> added = new ArrayList<>();
    for (RunDirectory run : besides(lines.known.keySet())) {
      if (!running.test(run.path())) {
        judged(run).ifPresent(added::add);
      }
    }
    added.sort(IN_TIME);
    if (lines.damaged || !added.isEmpty()) {
      mend(added);
    }
    added.forEach(line -> lines.known.put(line.entry().run(), line));
    List<LedgerEntryJson.Line> all = lines.known.values().stream().sorted(IN_TIME).toList();
    return new History(
        all.stream().map(LedgerEntryJson.Line::entry).toList(),
        lines.strange + (int) all.stream().filter(LedgerEntryJson.Line::newer).count());
  }

  /**
   * The lines of the file.
   *
   * @param known those of runs, by their ids
   * @param whole all that are worth keeping, unchanged: a line of a newer version contains more
   *     than this version knows
   * @param strange how many only a newer version understands
   * @param damaged whether there are others
   */
  private record Lines(
      Map<String, LedgerEntryJson.Line> known, List<String> whole, int strange, boolean damaged) {

    static Lines of(List<String> texts) {
      Map<String, LedgerEntryJson.Line> known = new LinkedHashMap<>();
      List<String> whole = new ArrayList<>();
      boolean damaged = false;
      int strange = 0;
      for (String text : texts) {
        Optional<LedgerEntryJson.Line> line = LedgerEntryJson.line(text);
        line.ifPresent(l -> {
          known.put(l.entry().run(), l);
          whole.add(text);
        });
        if (line.isEmpty() && LedgerEntryJson.isOfNewer(text)) {
          whole.add(text);
          strange++;
        } else {
          damaged |= line.isEmpty();
        }
      }
      return new Lines(known, whole, strange, damaged);
    }
  }

  /** The file itself, for {@link FollowedLedger}. */
  LedgerFile file() {
    return file;
  }

  /** Where the records are. */
  Path runs() {
    return runs;
  }

  /**
   * Adds lines and removes damaged ones. Judging records takes its time, and meanwhile other
   * processes write: what the file lacks is decided again under its lock.
   */
  private void mend(List<LedgerEntryJson.Line> added) {
    try {
      file.mend(texts -> {
        Lines now = Lines.of(texts);
        List<String> more =
            added.stream()
                .filter(line -> !now.known.containsKey(line.entry().run()))
                .map(LedgerEntryJson.Line::text)
                .toList();
        return new LedgerFile.Mended(now.damaged, now.whole, more);
      });
    } catch (IOException e) {
      // This repair is optional: the list is correct, and a project may be read-only. What cannot
      // be written now is found again the next time.
    }
  }

  /** The records of other runs, ended or not; of one that is known, only the name is read. */
  private List<RunDirectory> besides(Set<String> known) throws IOException {
    List<RunDirectory> found = new ArrayList<>();
    if (Files.isDirectory(runs)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs)) {
        for (Path folder : folders) {
          String id = String.valueOf(folder.getFileName());
          // One that begins with a dot is being made.
          boolean candidate = !known.contains(id) && !id.startsWith(".");
          if (candidate && Files.isDirectory(folder) && !Files.isSymbolicLink(folder)) {
            found.add(RunDirectory.open(folder));
          }
        }
      }
    }
    return found;
  }

  /**
   * The run's own verdict; a run without one, or with one by an older version, is judged now. The
   * folder's name is the id: `merge` renames the second of two that two hosts gave one id.
   */
  private static Optional<LedgerEntryJson.Line> judged(RunDirectory run) {
    return read(run)
        .map(line -> new LedgerEntryJson.Line(line.entry().named(run.id()), line.newer()));
  }

  private static Optional<LedgerEntryJson.Line> read(RunDirectory run) {
    try {
      Optional<Verdict> kept = RecordReader.verdict(run).filter(v -> v.timing() != null);
      if (kept.isPresent()) {
        boolean newer = kept.get().format() > Verdict.FORMAT || RecordReader.origin(run).isNewer();
        return Optional.of(new LedgerEntryJson.Line(LedgerEntry.of(kept.get()), newer));
      }
    } catch (IOException e) {
      // A damaged verdict.json: the events contain the verdict, too.
    }
    try {
      Replay replay = new Replay(KeptKnowledge.of(run, LocalDate.now(ZoneOffset.UTC)));
      RecordGaps gaps = new RecordReader(run).read(replay);
      return gaps.events() == 0
          ? Optional.empty()
          : Optional.of(
              new LedgerEntryJson.Line(LedgerEntry.of(replay.verdict()), gaps.origin().isNewer()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
