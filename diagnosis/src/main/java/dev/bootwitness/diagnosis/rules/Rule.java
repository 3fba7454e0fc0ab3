package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.record.Stage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * How a cause appears as text on the console.
 *
 * @param id its name in the rule file
 * @param cause the cause it recognises
 * @param first the earliest stage in which it may fire
 * @param last the latest stage in which it may fire
 * @param on the kind of text it examines
 * @param channel who speaks in that text
 * @param severity how much its findings weigh
 * @param once whether only its first match in a boot counts
 * @param inJournal whether its words count in the journal as on the console, whichever program logs
 *     them
 * @param speaker who prints the lines that count: kernel, systemd; empty: anybody
 * @param pattern looked for anywhere in the text, without the kernel's timestamp; any of several
 * @param voidBy lines after which its finding is void in the same boot; if the expression has
 *     groups, the first that took part must stand in the finding's quote as a name of its own
 * @param until the last line of what begins with the match; the lines up to it belong to the quote
 * @param detail the finding's sentence; {@code {n}} stands for capture group n, {@code {0}} for all
 * @param subject what the finding is about, with groups like {@code detail}; empty: nothing
 * @param advice what to do next, with groups like {@code detail}; empty: the cause's own
 * @param exemptions what it does not mean
 */
public record Rule(
    String id,
    Cause cause,
    Stage first,
    Stage last,
    On on,
    Channel channel,
    Severity severity,
    boolean once,
    boolean inJournal,
    String speaker,
    LinePattern pattern,
    Optional<LinePattern> voidBy,
    Optional<LinePattern> until,
    String detail,
    String subject,
    Optional<String> advice,
    List<Exemption> exemptions) {

  /** The kinds of text on a console. */
  public enum On {
    /** A line that has ended. */
    LINE,
    /** A line that has not ended: a prompt. */
    PROMPT
  }

  /** Who speaks in a text. */
  public enum Channel {
    /** The console: firmware, loader, kernel, init. */
    SERIAL,
    /** A service, in the journal: the text of its entry. */
    JOURNAL,
    /** QEMU or another program of the host, before the machine ran. */
    HOST,
    /** What builds the image. */
    BUILD,
    /** The console between a login prompt and a shell. */
    LOGIN,
    /** The same after a password was given or an autologin happened. */
    LOGGED_IN,
    /** The last line of a session: what holds the terminal. */
    TERMINAL
  }

  /**
   * Text on which the rule does not fire.
   *
   * @param reason why it means nothing
   * @param owner who decided this; empty for the rule's own exemptions
   * @param expires the last day on which it is valid; empty: permanently
   */
  record Exemption(
      LinePattern pattern, String reason, Optional<String> owner, Optional<LocalDate> expires) {}

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");

  public Rule {
    exemptions = List.copyOf(exemptions);
  }

  /**
   * This rule with the exemptions that are still valid.
   *
   * @param expired receives a sentence for each that is not
   */
  Rule asOf(LocalDate today, List<String> expired) {
    List<Exemption> holding =
        exemptions.stream()
            .filter(exemption -> exemption.expires().map(day -> !today.isAfter(day)).orElse(true))
            .toList();
    exemptions.stream()
        .filter(exemption -> !holding.contains(exemption))
        .forEach(exemption -> expired.add(sentence(exemption)));
    return holding.size() == exemptions.size()
        ? this
        : new Rule(
            id, cause, first, last, on, channel, severity, once, inJournal, speaker, pattern,
            voidBy, until, detail, subject, advice, holding);
  }

  private String sentence(Exemption exemption) {
    return "rule %s: the exemption \"%s\" of %s expired on %s and no longer applies"
        .formatted(
            id,
            exemption.reason(),
            exemption.owner().orElse("nobody"),
            exemption.expires().map(LocalDate::toString).orElse("never"));
  }

  /** Whether the last line of a trace states the problem, as in a program's trace. */
  boolean untilTells() {
    return cause.family().equals("userspace");
  }

  boolean mayFireIn(Stage stage) {
    return first.compareTo(stage) <= 0 && stage.compareTo(last) <= 0;
  }

  /** The match of this rule in the text, if it matches and is not exempt. */
  Optional<RuleMatch> match(String body) {
    return pattern
        .find(body)
        .filter(found -> exemptions.stream().noneMatch(exempt -> exempt.pattern().isIn(body)))
        .map(found ->
            new RuleMatch(
                this,
                ConsoleText.quote(fill(detail, found)),
                ConsoleText.quote(fill(subject, found)),
                advice.map(template -> ConsoleText.quote(fill(template, found)))));
  }

  /** The highest capture group that a template uses. */
  static int highestGroup(String template) {
    return PLACE.matcher(template).results().mapToInt(Rule::group).max().orElse(0);
  }

  private static String fill(String template, Matcher values) {
    var filled = new StringBuilder();
    int from = 0;
    Matcher place = PLACE.matcher(template);
    while (place.find()) {
      int group = group(place);
      String value = group <= values.groupCount() ? values.group(group) : null;
      filled.append(template, from, place.start()).append(value == null ? "" : value);
      from = place.end();
    }
    return filled.append(template.substring(from)).toString();
  }

  private static int group(java.util.regex.MatchResult place) {
    return place.group(1).charAt(0) - '0';
  }
}
