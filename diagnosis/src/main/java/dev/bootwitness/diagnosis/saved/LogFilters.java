package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.diagnosis.attribution.Transcript;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.JournalText;
import dev.bootwitness.diagnosis.log.LineFilter;
import dev.bootwitness.diagnosis.pattern.LazyPattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.rules.Rule;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.stage.StageSigns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/**
 * Which lines of a long log are worth reading: those a rule, a stage or a detector looks for.
 *
 * <p>A line that merely contains a word of a rule or stage is checked with the rule's own pattern
 * by the threads that scan ahead.
 */
final class LogFilters {
  /** What detectors look for on the console. */
  private static final List<String> CONSOLE = Signs.of("worth-reading-console").texts();

  /**
   * Prompts, with the text before them: a scan for texts of five characters is faster than one for
   * texts of four.
   */
  private static final List<String> PROMPTS =
      List.of(
          "PS1='",
          "PS1=\"",
          "\n/ # ",
          " / # ",
          "\n~ # ",
          " ~ # ",
          " ~\\]# ",
          ":~\\]# ",
          " /\\]# ",
          ":/\\]# ",
          " ~\\]\\$ ",
          ":~\\]\\$ ");

  private static final String OF_A_NAME =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private static final String HEX = "0123456789abcdef";

  /**
   * Prompts of Debian's shells and frames of Bootwitness' own protocol, each with one variable
   * character.
   */
  private static Stream<String> prompts() {
    return Stream.of(
            PROMPTS.stream(),
            OF_A_NAME.chars().mapToObj(c -> (char) c + ":~# "),
            OF_A_NAME.chars().mapToObj(c -> (char) c + ":~\\$ "),
            HEX.chars()
                .boxed()
                .flatMap(a -> HEX.chars().mapToObj(b -> "~bw" + (char) (int) a + (char) b)))
        .flatMap(all -> all);
  }

  /** What detectors look for in command output, including a journal's entries of process 1. */
  private static final List<String> SESSION = Signs.of("worth-reading-session").texts();

  /**
   * What depends only on the rules is built once for them: building it takes longer than a short
   * log.
   */
  private static final Map<RuleEngine, OfRules> MADE = new WeakHashMap<>();

  private static final ReentrantLock MAKING = new ReentrantLock();

  /**
   * What depends on the rules alone.
   *
   * @param console the filter outside of a session
   * @param session the filter in a session whose prompts are those of every session
   */
  private record OfRules(Filter console, Filter session) {

    static OfRules of(RuleEngine engine) {
      MAKING.lock();
      try {
        return MADE.computeIfAbsent(engine, OfRules::make);
      } finally {
        MAKING.unlock();
      }
    }

    private static OfRules make(RuleEngine engine) {
      List<Pattern> rules = patterns(engine, Rule.Channel.SERIAL);
      // The beginnings of packs' status files, and what their programs print about a plan without
      // devices.
      Stream<String> provisioners =
          engine.statusFiles().files().stream()
              .flatMap(file ->
                  Stream.concat(
                      Stream.of(file.stateKey() + "="), file.nothingPlanned().texts().stream()));
      return new OfRules(
          LogFilters.console(rules),
          LogFilters.session(rules, patterns(engine, Rule.Channel.JOURNAL), provisioners));
    }
  }

  private final OfRules ofRules;
  private @Nullable Filter session;
  private int learnedSoFar = -1;

  LogFilters(RuleEngine engine) {
    this.ofRules = OfRules.of(engine);
  }

  /** Prompts have no line end, and an unfinished line is always reported. */
  private static List<Pattern> patterns(RuleEngine engine, Rule.Channel channel) {
    return engine.rules().stream()
        .filter(rule -> rule.channel() == channel && rule.on() == Rule.On.LINE)
        .flatMap(rule ->
            Stream.concat(Stream.of(rule.pattern()), rule.voidBy().stream())
                .flatMap(pattern -> pattern.any().stream()))
        .map(LazyPattern::compiled)
        .toList();
  }

  /**
   * The filter for the present input; null when a rule may match anywhere.
   *
   * @param inSession whether commands print
   * @param prompts learned prompts
   */
  @Nullable LineFilter of(boolean inSession, List<String> prompts) {
    if (!inSession) {
      return usable(ofRules.console());
    }
    if (session == null || learnedSoFar != prompts.size()) {
      learnedSoFar = prompts.size();
      session = ofRules.session().and(prompts.stream().map(LogFilters::escaped).toList());
    }
    return usable(session);
  }

  private static @Nullable LineFilter usable(Filter filter) {
    return filter.sieve.unknown().length == 0 ? filter : null;
  }

  private static Filter console(List<Pattern> rules) {
    var looked = new ArrayList<>(rules);
    StageSigns.texts().forEach(text -> looked.add(LazyPattern.of(text).compiled()));
    return new Filter(looked, Stream.concat(CONSOLE.stream(), prompts()).toList());
  }

  /**
   * Only its context there shows the speaker of a line, so all lines that may matter are reported.
   */
  private static Filter session(
      List<Pattern> rules, List<Pattern> journal, Stream<String> provisioners) {
    var all = new ArrayList<>(StageSigns.texts());
    rules.forEach(rule -> all.add(rule.pattern()));
    journal.forEach(rule -> all.add(rule.pattern()));
    all.addAll(CONSOLE);
    prompts().forEach(all::add);
    all.addAll(SESSION);
    provisioners.forEach(all::add);
    return new Filter(List.of(), all);
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c < 0x80 && !Character.isLetterOrDigit(c) && c != ' ') {
            escaped.append('\\');
          }
          escaped.appendCodePoint(c);
        });
    return escaped.toString();
  }

  /** First the patterns that are searched in the line, then those whose words suffice. */
  private static final class Filter implements LineFilter {
    private final List<Pattern> looked;
    private final LineSieve sieve;

    Filter(List<Pattern> looked, List<String> enough) {
      this.looked = looked;
      var all = new ArrayList<String>();
      looked.forEach(pattern -> all.add(pattern.pattern()));
      all.addAll(enough);
      this.sieve = new LineSieve(all);
    }

    private Filter(List<Pattern> looked, LineSieve sieve) {
      this.looked = looked;
      this.sieve = sieve;
    }

    /** This filter and further expressions whose words suffice. */
    Filter and(List<String> enough) {
      return new Filter(looked, sieve.and(enough));
    }

    @Override
    public LineSieve sieve() {
      return sieve;
    }

    @Override
    public boolean tells(int expression, String line) {
      return expression >= looked.size()
          || looked.get(expression).matcher(ConsoleText.of(line).body()).find()
          || JournalText.entry(line).isPresent()
          || Transcript.isMarked(line);
    }
  }
}
