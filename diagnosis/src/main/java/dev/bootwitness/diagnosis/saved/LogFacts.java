package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.attribution.LineKinds;
import dev.bootwitness.diagnosis.attribution.LogClock;
import dev.bootwitness.diagnosis.attribution.Session;
import dev.bootwitness.diagnosis.attribution.SpeakerAttribution;
import dev.bootwitness.diagnosis.attribution.Transcript;
import dev.bootwitness.diagnosis.detect.Detectors;
import dev.bootwitness.diagnosis.journal.JournalWatch;
import dev.bootwitness.diagnosis.log.LogForm;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a saved log has shown so far: gathered by {@link LogDiagnosis}, judged by {@link
 * LogConclusion}. Not thread-safe.
 */
final class LogFacts {
  /** A stage's first line, and its time. */
  record Reached(Stage stage, int boot, LogLine line, @Nullable Double at) {}

  final LogForm form;
  final LogClock clock = new LogClock();
  final LineKinds kinds = new LineKinds();
  final BootSigns signs;
  final SpeakerAttribution own = new SpeakerAttribution();
  final LogEnd end = new LogEnd();
  final Transcript transcript = new Transcript();
  final RepeatedEnd repeated = new RepeatedEnd();
  final GuestReplies guest;
  final JournalWatch journal;
  final List<Reached> reached = new ArrayList<>();
  Session session = new Session();
  boolean inSession;
  boolean everInSession;
  @Nullable LogLine last;

  private final Detectors diagnosis;
  private final RuleEngine rules;
  private final boolean driven;

  LogFacts(RuleEngine rules, LogForm form, boolean driven) {
    this.form = form;
    this.driven = driven;
    this.diagnosis = new Detectors(rules);
    this.signs = new BootSigns(rules);
    this.rules = rules;
    this.guest = new GuestReplies(rules.statusFiles());
    this.journal = new JournalWatch(rules);
  }

  Detectors diagnosis() {
    return diagnosis;
  }

  RuleEngine rules() {
    return rules;
  }

  GuestReplies guest() {
    return guest;
  }

  JournalWatch journal() {
    return journal;
  }

  Session session() {
    return session;
  }

  List<Reached> reached() {
    return List.copyOf(reached);
  }

  @Nullable LogLine last() {
    return last;
  }

  /** Whether a test driver operates the machine by its own channel besides the console. */
  boolean driven() {
    return driven;
  }

  boolean inSession() {
    return inSession;
  }

  boolean everInSession() {
    return everInSession;
  }

  /** Whether nearly all of it is a journal, even if it was not saved as one. */
  boolean onlyJournal() {
    return switch (form) {
      case JOURNAL, JOURNAL_EXPORT, JOURNAL_JSON -> true;
      case CONSOLE, TYPESCRIPT, ASCIICAST, LAVA -> kinds.onlyJournal();
    };
  }

  LineKinds kinds() {
    return kinds;
  }

  BootSigns signs() {
    return signs;
  }

  /** The first reply that is under another command than its own, when all replies are. */
  Optional<LogLine> misattributed() {
    return session.misattributed().or(transcript::misattributed);
  }

  LogEnd end() {
    return end;
  }

  /** The last line of a log that ends in an endlessly repeated message. */
  Optional<LogLine> repeated() {
    return inSession ? Optional.empty() : repeated.line();
  }

  /** Whether the guest has ended. */
  boolean ended() {
    return own.ended();
  }

  @Nullable Double seconds() {
    return clock.seconds();
  }
}
