package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import java.util.Comparator;
import java.util.Optional;

/**
 * Interprets the messages of host programs by the rules of channel {@code host}: a single table for
 * a QEMU that does not start, for one that ends during a run, and for a saved log.
 */
public final class HostWords {
  private static final int SIGNAL = 128;
  private static final int KILLED = SIGNAL + 9;

  private final RuleEngine rules;

  public HostWords(RuleEngine rules) {
    this.rules = rules;
  }

  /** A line, and the rule that matches it. */
  private record Known(RuleMatch match, String line) {}

  /** What the first matching rule says about a line; empty when none matches. */
  public Optional<FindingBuilder> of(String words) {
    return words
        .lines()
        .flatMap(line -> rules.host(line).stream().map(match -> new Known(match, line)))
        .min(Comparator.comparingInt(known -> rules.rules().indexOf(known.match().rule())))
        .map(HostWords::found);
  }

  private static FindingBuilder found(Known known) {
    RuleMatch match = known.match();
    FindingBuilder finding =
        FindingBuilder.about(
                match.rule().cause(), match.detail(), "host", ConsoleText.quote(known.line()))
            .subject(match.subject());
    return match.advice().map(finding::advice).orElse(finding);
  }

  /**
   * Why QEMU ended without being asked to.
   *
   * @param status its exit status, 128+n for signal n
   * @param stderr the end of what it wrote; may be empty
   */
  public FindingBuilder end(int status, String stderr) {
    String words = stderr.strip();
    String last = ConsoleText.quote(words.substring(words.lastIndexOf('\n') + 1));
    return of(words).orElseGet(() -> died(status, last));
  }

  private static FindingBuilder died(int status, String quote) {
    if (status == KILLED) {
      return FindingBuilder.about(
              "host/qemu-died", "QEMU was killed by signal 9 from outside", "host", quote)
          .advice("Look for the OOM killer on the host with `dmesg -T | grep -i oom`.");
    }
    String how =
        status > SIGNAL
            ? "QEMU was ended by signal " + (status - SIGNAL)
            : "QEMU ended with status " + status;
    return FindingBuilder.about("host/qemu-died", how, "host", quote);
  }
}
