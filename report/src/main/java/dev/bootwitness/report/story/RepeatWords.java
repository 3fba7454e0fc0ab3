package dev.bootwitness.report.story;

import dev.bootwitness.record.Finding;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a report says of a failure that is known, was tried again, or was repeated. */
public final class RepeatWords {

  private RepeatWords() {}

  /** What follows the outcome in a report's first line; empty for an ordinary run. */
  static String after(Verdict verdict) {
    KnownFailure known = verdict.known();
    String ticket = known == null || known.expired() ? "" : "; known: " + known.ticket();
    int attempt = verdict.attempts().size() + 1;
    return ticket + (verdict.flaky() ? "; passed at attempt " + attempt : "");
  }

  /** The entry of known.yaml that the failure matches, with what it means here. */
  public static Optional<String> known(Verdict verdict) {
    KnownFailure known = verdict.known();
    if (known == null) {
      return Optional.empty();
    }
    return Optional.of(
        known.expired()
            ? "known.yaml has an entry for this (%s, owner %s) that expired on %s and no longer matches. Renew it, or fix the cause."
                .formatted(known.ticket(), known.owner(), known.expires())
            : "%s, owner %s, until %s: %s%s"
                .formatted(
                    known.ticket(),
                    known.owner(),
                    known.expires(),
                    known.reason(),
                    known.passes() ? " (exit code 0)" : ""));
  }

  /** The attempts that failed before, a clause each. */
  public static List<String> attempts(Verdict verdict) {
    List<RunAttempt> earlier = verdict.attempts();
    return IntStream.range(0, earlier.size())
        .mapToObj(i ->
            "attempt %d %s: %s (run %s)"
                .formatted(
                    i + 1,
                    earlier.get(i).outcome().id(),
                    why(earlier.get(i)),
                    earlier.get(i).run()))
        .toList();
  }

  private static String why(RunAttempt attempt) {
    return attempt.detail().isEmpty() ? attempt.cause() : attempt.cause() + ", " + attempt.detail();
  }

  /** What repeating the run settled, and how sure that is; empty when it was not repeated. */
  public static Optional<String> repeats(Verdict verdict) {
    List<RunAttempt> repeats = verdict.repeats();
    Finding primary = verdict.primary();
    if (repeats.isEmpty() || primary == null) {
      return Optional.empty();
    }
    int all = repeats.size();
    long passed = repeats.stream().filter(RunAttempt::passed).count();
    long same = repeats.stream().filter(repeat -> isSame(repeat, primary)).count();
    long stopped =
        repeats.stream().filter(repeat -> repeat.outcome() == Outcome.INTERRUPTED).count();
    String counts =
        "%d of %d repeats failed with the same cause, %d passed".formatted(same, all, passed);
    if (stopped > 0) {
      return Optional.of("not settled, because the repeats were interrupted: " + counts);
    }
    if (same == all) {
      return Optional.of(who(verdict) + ", not chance: " + counts);
    }
    return Optional.of(
        passed > 0 ? "a flake: " + counts : "not settled, because the causes differ: " + counts);
  }

  private static boolean isSame(RunAttempt repeat, Finding primary) {
    return !repeat.passed()
        && repeat.cause().equals(primary.cause())
        && repeat.subject().equals(primary.subject());
  }

  private static String who(Verdict verdict) {
    return switch (verdict.fault()) {
      case IMAGE -> "the image";
      case SPEC -> "the spec";
      case HOST -> "the host";
      case HARNESS -> "Bootwitness";
      case null -> "a lasting cause";
    };
  }
}
