package dev.bootwitness.diagnosis.detect.console;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.rules.KernelLineFilter;
import dev.bootwitness.diagnosis.rules.OpenTrace;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleLimit;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import dev.bootwitness.diagnosis.rules.SystemdLineFilter;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies the rules to a run's console: which of them may fire when, how often, and which of the
 * next lines belong to their findings. Not thread-safe.
 */
public final class ConsoleRules {
  private final RuleEngine rules;
  private final RunFacts facts;
  private final FindingLog log;
  private final RuleLimit limit = new RuleLimit();
  private final RuleLimit unrecordedLimit = new RuleLimit();
  private final KernelLineFilter kernel = new KernelLineFilter();
  private final SystemdLineFilter init = new SystemdLineFilter();
  private final List<OpenTrace> traces = new ArrayList<>();
  private final OpenQuestions questions;
  private int tracedBoot;

  public ConsoleRules(RuleEngine rules, RunFacts facts, FindingLog log) {
    this.rules = rules;
    this.facts = facts;
    this.log = log;
    this.questions = new OpenQuestions(log);
  }

  /** A rule that fired, and what it found. */
  public record Fired(RuleMatch match, Finding finding) {}

  /**
   * Whether the console's output is the machine's own: before commands, and before the machine is
   * meant to end.
   */
  public boolean consoleSpeaks() {
    return facts.stage() != Stage.READY && !facts.shuttingDown();
  }

  /** A recorded line: continues open traces, then returns what fires. */
  public List<Fired> line(StampedEvent stamped, Event.ConsoleLine line) {
    kernel.heard(facts.boot(), line.text());
    init.heard(facts.boot(), line.text());
    questions.line(line.text(), facts.boot()).forEach(this::mayBeAskedAgain);
    if (facts.boot() != tracedBoot) {
      traces.clear();
      tracedBoot = facts.boot();
    }
    if (!traces.isEmpty()) {
      for (OpenTrace trace : traces) {
        log.extend(trace.finding(), trace.line(line.text()));
      }
      traces.removeIf(trace -> !trace.isOpen());
    }
    List<RuleMatch> matches = matches(line);
    if (matches.isEmpty()) {
      return List.of();
    }
    return matches.stream()
        .filter(match -> kernel.mayBe(match.rule(), line.text()))
        .filter(match -> init.mayBe(match.rule(), line.text(), facts.stage()))
        .filter(match -> limit.admits(match, facts.boot()))
        .map(match -> new Fired(match, OpenTrace.begun(match, found(match, stamped, line))))
        .toList();
  }

  /** An answered question is none: the same or another one may follow. */
  private void mayBeAskedAgain(OpenQuestions.Open over) {
    limit.release(over.rule(), over.finding().detail(), facts.boot());
    unrecordedLimit.release(over.rule(), over.finding().detail(), facts.boot());
  }

  /** A finding is new: the lines after it may belong to it, or make it void. */
  public void follow(Fired fired) {
    questions.asked(fired.match().rule(), fired.finding(), facts.boot());
    fired
        .match()
        .rule()
        .until()
        .ifPresent(until -> traces.add(new OpenTrace(fired.match(), until, fired.finding())));
  }

  /** A finding of a line that had not ended: a question, which a later line may answer. */
  public void made(Finding finding) {
    if (finding.channel().equals("serial")) {
      rules.prompt(facts.stage(), finding.quote()).stream()
          .filter(match -> match.rule().cause().id().equals(finding.cause()))
          .forEach(match -> questions.asked(match.rule(), finding, facts.boot()));
    }
  }

  /** A whole line that is not recorded as an event of its own. */
  public List<Finding> unrecordedLine(StampedEvent stamped, Event.ConsoleLine line) {
    return unrecorded(stamped, line, matches(line));
  }

  /** A line that is not ended yet. */
  public List<Finding> unfinished(StampedEvent stamped, Event.ConsoleLine line) {
    return consoleSpeaks() && facts.present().login() == null
        ? unrecorded(stamped, line, rules.prompt(facts.stage(), line.text()))
        : List.of();
  }

  /**
   * The rules that fire. While commands go over the side channel, they print nothing here, so the
   * kernel's output on the console is its own: a panic, an oops.
   */
  private List<RuleMatch> matches(Event.ConsoleLine line) {
    if (facts.asking()) {
      return List.of();
    } else if (consoleSpeaks()) {
      List<RuleMatch> matches = rules.line(facts.stage(), line.text());
      return matches.isEmpty() || facts.present().login() == null
          ? matches
          : matches.stream().filter(match -> ofTheMachine(match, line.text())).toList();
    } else if (facts.shuttingDown() || !facts.present().sideOpen()) {
      return List.of();
    }
    return rules.line(Stage.LOGIN, line.text()).stream()
        .filter(match -> match.rule().cause().family().equals("kernel"))
        .toList();
  }

  /**
   * Once somebody logs in, a profile or a message of the day may print anything. Distinguished from
   * it are the words of the kernel and the getty, the notice by which a storage provisioner reports
   * its work at the login, and what the login says about its own modules, which is blamed only for
   * a refusal.
   */
  private static boolean ofTheMachine(RuleMatch match, String line) {
    return match.rule().cause().is(Trait.SAID_AT_LOGIN)
        || ConsoleText.of(line).stamped()
        || line.startsWith("getty: ")
        || line.startsWith("agetty: ");
  }

  private List<Finding> unrecorded(
      StampedEvent stamped, Event.ConsoleLine line, List<RuleMatch> matches) {
    return matches.stream()
        .filter(match -> kernel.mayBe(match.rule(), line.text()))
        .filter(match -> unrecordedLimit.admits(match, facts.boot()))
        .map(match -> found(match, stamped, line))
        .toList();
  }

  private Finding found(RuleMatch match, StampedEvent stamped, Event.ConsoleLine line) {
    FindingBuilder finding =
        FindingBuilder.about(
                match.rule().cause(), match.detail(), "serial", ConsoleText.quote(line.text()))
            .subject(match.subject())
            .line(line.line(), line.offset())
            .at(facts.at(stamped));
    return match.advice().map(finding::advice).orElse(finding).finding();
  }
}
