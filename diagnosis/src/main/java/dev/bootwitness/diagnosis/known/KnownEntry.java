package dev.bootwitness.diagnosis.known;

import dev.bootwitness.record.Finding;
import dev.bootwitness.record.KnownFailure;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.safere.Pattern;

/**
 * A failure that somebody knows, as {@code known.yaml} lists it.
 *
 * @param cause id in the catalogue
 * @param subject what the finding is about; empty for anything
 * @param quote a regular expression that matches in the finding's evidence; empty for any
 * @param specs names of specs; none for all
 * @param architectures as {@code machine.arch} names them; none for all
 * @param ticket where it is dealt with
 * @param owner who deals with it
 * @param expires the last day on which it counts, in UTC
 * @param reason why it is tolerated until then
 * @param line of the file, from 1
 */
public record KnownEntry(
    String cause,
    Optional<String> subject,
    Optional<String> quote,
    List<String> specs,
    List<String> architectures,
    String ticket,
    String owner,
    LocalDate expires,
    String reason,
    int line) {

  /** Copies the lists. */
  public KnownEntry {
    specs = List.copyOf(specs);
    architectures = List.copyOf(architectures);
  }

  /** Whether it is about runs of that spec on that architecture; an unknown one counts as any. */
  public boolean concerns(String spec, String architecture) {
    return (specs.isEmpty() || specs.contains(spec))
        && (architectures.isEmpty()
            || architecture.isEmpty()
            || architectures.contains(architecture));
  }

  /** Whether a failure with that primary finding is the one that is known. */
  public boolean matches(Finding primary, String spec, String architecture) {
    return cause.equals(primary.cause())
        && subject.map(primary.subject()::equals).orElse(true)
        && quote.map(regex -> found(regex, primary)).orElse(true)
        && concerns(spec, architecture);
  }

  /** What the finding says of the guest: its evidence and, where it has none, its sentence. */
  private static boolean found(String regex, Finding primary) {
    Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
    return pattern.matcher(primary.quote()).find() || pattern.matcher(primary.detail()).find();
  }

  /** Whether it counts no longer on that day. */
  public boolean expired(LocalDate today) {
    return today.isAfter(expires);
  }

  /** As a run that it matches records it. */
  public KnownFailure recorded(LocalDate today, boolean passes) {
    return new KnownFailure(ticket, owner, expires.toString(), reason, expired(today), passes);
  }

  /** The entry to record for a failure: one that counts before one that has expired. */
  public static Optional<KnownEntry> of(
      List<KnownEntry> entries,
      Finding primary,
      String spec,
      String architecture,
      LocalDate today) {
    List<KnownEntry> all =
        entries.stream().filter(entry -> entry.matches(primary, spec, architecture)).toList();
    return all.stream()
        .filter(entry -> !entry.expired(today))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }
}
