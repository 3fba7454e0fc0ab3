package dev.bootwitness.report;

import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Usual;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Baselines;
import dev.bootwitness.report.history.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done around a run by whoever runs it, be it the command line or a test: before it,
 * looking up what is usual; after it, everything that is made of its record.
 */
public final class RunReports {
  private RunReports() {}

  /**
   * A run that is over.
   *
   * @param directory its record
   * @param project the folder whose {@code .bootwitness} has the record
   */
  record Finished(Verdict verdict, RunDirectory directory, Path project) {}

  /** One thing that is made after a run. */
  @FunctionalInterface
  interface Step {
    /** Makes it; returns what a person should hear of it. */
    Optional<Note> run(Finished run) throws IOException;
  }

  /** A step under the name by which its failure is told. */
  private record Named(String name, Step step) {}

  /** In this order. */
  private static final List<Named> STEPS = List.of(new Named("ledger", RunReports::ledger));

  /**
   * What earlier runs of a spec took; none without a readable history.
   *
   * @param project the folder whose {@code .bootwitness} has the records
   * @param name the spec's name
   */
  public static List<Usual> usual(Path project, String name) {
    try {
      return Baselines.of(Ledger.of(project).recent(name));
    } catch (IOException e) {
      return List.of(); // A run goes without; whoever asks for the history is told.
    }
  }

  /**
   * Does all that follows a run. A step that fails is told and keeps no other from being done; an
   * interrupt of this thread waits until all is.
   *
   * @return what a person should hear, in this order
   */
  public static List<Note> write(Verdict verdict, Path record, Path project) {
    boolean interrupted = Thread.interrupted();
    try {
      Finished run = new Finished(verdict, new RunDirectory(record), project);
      List<Note> notes = new ArrayList<>();
      for (Named named : STEPS) {
        try {
          named.step().run(run).ifPresent(notes::add);
        } catch (IOException | RuntimeException e) {
          notes.add(new Note(named.name(), "could not be written: " + e.getMessage()));
        }
      }
      return List.copyOf(notes);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Optional<Note> ledger(Finished run) throws IOException {
    Ledger.of(run.project()).add(run.verdict());
    return Optional.empty();
  }
}
