package dev.bootwitness.report.followup;

import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.terminal.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The remaining work for runs that were killed after their verdict: reports, ledger, archive,
 * queue.
 *
 * <p>The spec, not the record, says where archive and queue are, since a record may come from
 * anywhere. If a run was killed after its verdict, the next run of its spec therefore does the
 * remaining work.
 */
public final class LeftOver {
  /**
   * The file in a record that exists, and is held open, until everything after the verdict is done.
   */
  public static final String MARK = "unfinished";

  private LeftOver() {}

  /** Whether a run was killed before everything after its verdict was done. */
  public static boolean isIn(RunDirectory run, Predicate<Path> held) {
    Path mark = run.path().resolve(MARK);
    return Files.isRegularFile(mark) && !held.test(mark) && Files.exists(run.verdict());
  }

  /**
   * Does the remaining work for all killed runs of a spec.
   *
   * @param runs the folder that holds the records
   * @param environment of this process
   * @param held whether a mark is held, in which case that run is not over
   */
  public static AfterRun finish(
      Path runs, AfterRun.Wishes wishes, Map<String, String> environment, Predicate<Path> held) {
    List<Note> notes = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (RunDirectory run : marked(runs)) {
      Path mark = run.path().resolve(MARK);
      if (held.test(mark)) {
        continue;
      }
      try {
        Verdict verdict = RecordReader.verdict(run).orElse(null);
        if (verdict != null && !isOf(verdict, wishes.spec())) {
          continue;
        }
        if (verdict != null) {
          AfterRun done = finished(run, verdict, wishes, environment);
          done.notes()
              .forEach(note -> notes.add(new Note(note.label(), run.id() + ": " + note.text())));
          troubles.addAll(done.troubles());
        }
        Files.deleteIfExists(mark);
      } catch (IOException e) {
        troubles.add(run.id() + " was killed, and is not followed up: " + FileTrouble.of(e));
      }
    }
    return new AfterRun(notes, troubles);
  }

  private static boolean isOf(Verdict verdict, String spec) {
    return verdict.timing() != null && verdict.timing().name().equals(spec);
  }

  private static AfterRun finished(
      RunDirectory run, Verdict verdict, AfterRun.Wishes wishes, Map<String, String> environment)
      throws IOException {
    boolean listed =
        Ledger.beside(run).recent(wishes.spec()).stream()
            .map(LedgerEntry::run)
            .anyMatch(id -> id.equals(run.id()));
    return AfterRun.write(run, verdict, environment, wishes, listed);
  }

  private static List<RunDirectory> marked(Path runs) {
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(MARK)))
          .filter(folder -> !Files.isSymbolicLink(folder))
          .sorted()
          .map(RunDirectory::new)
          .toList();
    } catch (IOException e) {
      return List.of(); // There is no project yet, or it cannot be read.
    }
  }
}
