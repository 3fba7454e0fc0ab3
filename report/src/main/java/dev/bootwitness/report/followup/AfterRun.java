package dev.bootwitness.report.followup;

import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.archive.FollowUp;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.story.StoryTeller;
import dev.bootwitness.report.terminal.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps after a run's verdict, performed by the caller of the run, such as the command line or
 * a test. They run one after the other, and a failing step does not cost a run its verdict.
 *
 * @param notes what a person should read about it, below the verdict
 * @param troubles what could not be done, a sentence each
 */
public record AfterRun(List<Note> notes, List<String> troubles) {

  public AfterRun {
    notes = List.copyOf(notes);
    troubles = List.copyOf(troubles);
  }

  /** This one, followed by the other. */
  public AfterRun and(AfterRun other) {
    return new AfterRun(
        Stream.concat(notes.stream(), other.notes.stream()).toList(),
        Stream.concat(troubles.stream(), other.troubles.stream()).toList());
  }

  /**
   * A run that is over.
   *
   * @param directory its record
   * @param teller which heard all of its events; null when they must be read
   * @param environment of this process: a CI system passes locations in it
   */
  record Finished(
      Verdict verdict,
      RunDirectory directory,
      @Nullable StoryTeller teller,
      Map<String, String> environment) {}

  /**
   * What a spec requests outside the record.
   *
   * @param spec its name
   * @param archive the folder for copies of report and serial log, absolute
   * @param queue the task queue, absolute
   */
  public record Wishes(String spec, Optional<Path> archive, Optional<Path> queue) {
    /** Nothing. */
    public static final Wishes NONE = new Wishes("", Optional.empty(), Optional.empty());
  }

  /** Makes one product of a run; returns what a person should know about it. */
  @FunctionalInterface
  private interface Step {
    List<Note> run(Finished run) throws IOException;
  }

  /**
   * A step.
   *
   * @param later what repairs it when it could not be done
   */
  private record Named(String what, Step step, String later) {}

  /** In this order. */
  private static final List<Named> STEPS =
      List.of(
          new Named("the line in the ledger", AfterRun::ledger, "`bootwitness runs` adds it later"),
          new Named(
              "the reports", AfterRun::reports, "`bootwitness report --write` writes them later"));

  /**
   * Performs all steps. An interrupt of this thread waits until they are done.
   *
   * @param record the run's directory
   * @param environment of this process
   */
  public static AfterRun write(Verdict verdict, Path record, Map<String, String> environment) {
    return write(new Finished(verdict, new RunDirectory(record), null, environment), Wishes.NONE);
  }

  /**
   * Performs all steps for a run whose events were heard (they are not read again), including what
   * else the spec requests.
   *
   * @param teller listened to the run from its beginning to its end
   */
  public static AfterRun write(
      Verdict verdict,
      Path record,
      StoryTeller teller,
      Map<String, String> environment,
      Wishes wishes) {
    return write(new Finished(verdict, new RunDirectory(record), teller, environment), wishes);
  }

  /**
   * Performs the steps for a run of another process, which is gone.
   *
   * @param listed whether the ledger has its line already
   */
  static AfterRun write(
      RunDirectory directory,
      Verdict verdict,
      Map<String, String> environment,
      Wishes wishes,
      boolean listed) {
    return write(
        new Finished(verdict, directory, null, environment),
        wishes,
        listed ? STEPS.subList(1, STEPS.size()) : STEPS);
  }

  private static AfterRun write(Finished run, Wishes wishes) {
    return write(run, wishes, STEPS);
  }

  /**
   * On a thread that nobody interrupts: an interrupt closes the file channel that its thread is
   * using.
   */
  private static AfterRun write(Finished run, Wishes wishes, List<Named> steps) {
    FutureTask<AfterRun> all = new FutureTask<>(() -> done(run, wishes, steps));
    Thread.ofPlatform().name("after-run").start(all);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return all.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return new AfterRun(List.of(), List.of("what follows a run failed: " + e.getCause()));
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static AfterRun done(Finished run, Wishes wishes, List<Named> steps) {
    List<Note> notes = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (Named named : steps) {
      try {
        notes.addAll(named.step().run(run));
      } catch (IOException e) {
        troubles.add(trouble(run, named, FileTrouble.of(e)));
      } catch (RuntimeException e) {
        troubles.add(trouble(run, named, e.toString()));
      }
    }
    // Last, since it copies the reports.
    FollowUp followUp =
        FollowUp.of(
            run.verdict(),
            run.directory().path(),
            wishes.spec(),
            wishes.archive(),
            hasTicket(run.verdict()) ? Optional.empty() : wishes.queue());
    followUp.news().forEach(news -> notes.add(new Note("queue", news)));
    troubles.addAll(followUp.troubles());
    return new AfterRun(notes, troubles);
  }

  /** A failure that somebody deals with already is no new task. */
  private static boolean hasTicket(Verdict verdict) {
    KnownFailure known = verdict.known();
    return known != null && !known.expired();
  }

  private static String trouble(Finished run, Named step, String why) {
    boolean there = Files.isDirectory(run.directory().path());
    return "%s could not be written: %s; %s"
        .formatted(step.what(), why, there ? step.later() : "the folder of the record is gone");
  }

  private static List<Note> ledger(Finished run) throws IOException {
    Ledger.beside(run.directory()).add(run.verdict());
    return List.of();
  }

  private static List<Note> reports(Finished run) throws IOException {
    StoryTeller teller = run.teller();
    Reports reports =
        teller == null
            ? Reports.of(run.directory(), run.verdict(), run.environment())
            : Reports.of(teller.told(run.directory(), run.verdict(), List.of()), run.environment());
    reports.writeAll();
    return List.of();
  }
}
