package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.base.Lazy;
import dev.bootwitness.console.expect.LineSieve;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.record.Stage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for rules in text, piece by piece; keeps nothing between two pieces.
 *
 * <p>One pass over the text finds which rules may match at all, by what their matches must contain;
 * only those are then searched for. Both take time linear in the text. The rules in the jar are
 * read when the first text is examined. Immutable and thread-safe.
 */
public final class RuleEngine {
  private static final RuleEngine BUNDLED =
      new RuleEngine(Lazy.of(Rules::bundled), Causes.bundled(), Lazy.of(StatusFiles::bundled));

  private final Supplier<List<Rule>> rules;
  private final Causes causes;
  private final Supplier<StatusFiles> statusFiles;
  private final Supplier<OneKind> lines;
  private final Supplier<OneKind> prompts;
  private final Supplier<OneKind> journal;
  private final Supplier<OneKind> host;
  private final Supplier<OneKind> build;
  private final Supplier<OneKind> login;
  private final Supplier<OneKind> loginPrompts;
  private final Supplier<OneKind> loggedIn;
  private final Supplier<OneKind> terminal;

  /** With the product's catalogue and status files. */
  RuleEngine(List<Rule> rules) {
    this(rules, Causes.bundled(), StatusFiles.bundled());
  }

  RuleEngine(List<Rule> rules, Causes causes, StatusFiles statusFiles) {
    this(Lazy.of(() -> List.copyOf(rules)), causes, () -> statusFiles);
  }

  private RuleEngine(Supplier<List<Rule>> rules, Causes causes, Supplier<StatusFiles> statusFiles) {
    this.rules = rules;
    this.causes = causes;
    this.statusFiles = statusFiles;
    this.lines = kind(Rule.On.LINE, Rule.Channel.SERIAL);
    this.prompts = kind(Rule.On.PROMPT, Rule.Channel.SERIAL);
    this.journal = kind(Rule.On.LINE, Rule.Channel.JOURNAL);
    this.host = kind(Rule.On.LINE, Rule.Channel.HOST);
    this.build = kind(Rule.On.LINE, Rule.Channel.BUILD);
    this.login = kind(Rule.On.LINE, Rule.Channel.LOGIN);
    this.loginPrompts = kind(Rule.On.PROMPT, Rule.Channel.LOGIN);
    this.loggedIn = kind(Rule.On.PROMPT, Rule.Channel.LOGGED_IN);
    this.terminal = kind(Rule.On.PROMPT, Rule.Channel.TERMINAL);
  }

  private Supplier<OneKind> kind(Rule.On on, Rule.Channel channel) {
    return Lazy.of(() -> new OneKind(rules.get(), on, channel));
  }

  /** The engine with the rules in the jar. */
  public static RuleEngine bundled() {
    return BUNDLED;
  }

  /** Reads the rules and makes ready to look for those of a boot. */
  public void prepare() {
    var _ = lines.get();
    var _ = prompts.get();
  }

  /** All rules, in their order. */
  public List<Rule> rules() {
    return rules.get();
  }

  /** The catalogue of the causes that the rules name. */
  public Causes causes() {
    return causes;
  }

  /** The status files of the packs that the rules come from. */
  public StatusFiles statusFiles() {
    return statusFiles.get();
  }

  /** Whether a journal message contains words of a rule that also apply to the journal. */
  public boolean announces(String message) {
    return lines.get().announces(message);
  }

  /** The rules that fire on a whole console line in that stage. */
  public List<RuleMatch> line(Stage stage, String text) {
    return lines.get().matches(stage, ConsoleText.of(text).body());
  }

  /** The rules that fire on an unfinished line in that stage. */
  public List<RuleMatch> prompt(Stage stage, String text) {
    return prompts.get().matches(stage, ConsoleText.of(text).body());
  }

  /** The rules that fire on the message of a journal entry. */
  public List<RuleMatch> journal(String message) {
    return journal.get().matches(Stage.USERSPACE, message);
  }

  /** The rules that fire on a line of a host program. */
  public List<RuleMatch> host(String text) {
    return host.get().matches(Stage.POWER_ON, text);
  }

  /** The first rule that fires on a line of what builds the image. */
  public Optional<RuleMatch> build(String text) {
    return build.get().matches(Stage.POWER_ON, text).stream()
        .min(Comparator.comparingInt(match -> rules().indexOf(match.rule())));
  }

  /**
   * The first rule that fires on a line after a login prompt; an unfinished line is a prompt, too.
   */
  public Optional<RuleMatch> login(String text, boolean ended) {
    Stream<RuleMatch> prompts =
        ended ? Stream.of() : loginPrompts.get().matches(Stage.LOGIN, text).stream();
    return Stream.concat(login.get().matches(Stage.LOGIN, text).stream(), prompts).findFirst();
  }

  /** The first rule that fires on an unfinished line once somebody has logged in. */
  public Optional<RuleMatch> loggedIn(String text) {
    return loggedIn.get().matches(Stage.LOGIN, text).stream().findFirst();
  }

  /** The first rule that fires on the last line of a session while a command runs. */
  public Optional<RuleMatch> terminal(String text) {
    return terminal.get().matches(Stage.READY, text).stream().findFirst();
  }

  /**
   * The severity that a rule for that cause gives the text, line or prompt; empty when none fires.
   */
  public Optional<Severity> severity(String cause, Stage stage, String text) {
    return Stream.concat(line(stage, text).stream(), prompt(stage, text).stream())
        .map(RuleMatch::rule)
        .filter(rule -> rule.cause().id().equals(cause))
        .map(Rule::severity)
        .max(Comparator.naturalOrder());
  }

  /** The rules for one kind of text. */
  private static final class OneKind {
    private final List<Rule> rules;
    private final LineSieve sieve;

    /** The rule that each expression of the sieve belongs to. */
    private final int[] ruleOf;

    private final int[] always;

    OneKind(List<Rule> all, Rule.On on, Rule.Channel channel) {
      this.rules =
          all.stream().filter(rule -> rule.on() == on && rule.channel() == channel).toList();
      this.sieve =
          new LineSieve(rules.stream().flatMap(rule -> rule.pattern().texts().stream()).toList());
      this.ruleOf =
          IntStream.range(0, rules.size())
              .flatMap(i -> rules.get(i).pattern().texts().stream().mapToInt(text -> i))
              .toArray();
      this.always = sieve.unknown();
    }

    boolean announces(String text) {
      return rules.stream().anyMatch(rule -> rule.inJournal() && rule.match(text).isPresent());
    }

    List<RuleMatch> matches(Stage stage, String body) {
      // The sieve looks for ASCII, which UTF-8 leaves unchanged.
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      BitSet candidates = new BitSet(rules.size());
      for (int expression : always) {
        candidates.set(ruleOf[expression]);
      }
      sieve.candidates(bytes, 0, bytes.length, found -> candidates.set(ruleOf[found]));
      if (candidates.isEmpty()) {
        return List.of();
      }
      var matches = new ArrayList<RuleMatch>();
      candidates.stream()
          .mapToObj(rules::get)
          .filter(rule -> rule.mayFireIn(stage))
          .forEach(rule -> rule.match(body).ifPresent(matches::add));
      return List.copyOf(matches);
    }
  }
}
