package dev.bootwitness.diagnosis.journal;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.journal.JournalWatch.Complaint;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.JournalText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import dev.bootwitness.record.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.safere.Pattern;

/**
 * A failed unit of a guest, as reported by its systemd; the source of the cause behind "unit
 * failed".
 *
 * @param unit its full name
 * @param properties of {@code systemctl show}: Result, ExecMainCode, ExecMainStatus
 *     (systemd.exec(5), org.freedesktop.systemd1(5))
 * @param journal its last lines of {@code journalctl -o short-monotonic} in this boot
 */
public record UnitFailure(String unit, Map<String, String> properties, List<String> journal) {

  /** ExecMainCode is a CLD_ constant of sigaction(2). */
  private static final String EXITED = "1";

  private static final Set<String> ENDED_BY_SIGNAL = Set.of("2", "3");

  /** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS: a program's own fault. */
  private static final Set<String> FAULTS = Set.of("4", "5", "6", "7", "8", "11", "31");

  /** systemd could not execute the program; a shell did not find one. */
  private static final Map<String, String> NOT_EXECUTED = Map.of("203", "203/EXEC", "127", "127");

  private static final LinePattern REFUSED = Signs.of("journal-refused");

  /** A full name of a unit (systemd.unit(5)). */
  private static final Pattern UNIT =
      Pattern.compile(
          "[\\w@:.\\\\-]+\\.(?:service|mount|socket|target|swap|automount|timer|path|slice)");

  private static final int MOST_QUOTED = 12;

  public UnitFailure {
    properties = Map.copyOf(properties);
    journal = List.copyOf(journal);
  }

  /** The cause, if the reports of systemd and the unit's programs show one. */
  public Optional<FindingBuilder> cause(RuleEngine rules) {
    String result = property("Result");
    String code = property("ExecMainCode");
    String status = property("ExecMainStatus");
    if (result.equals("timeout")) {
      return Optional.of(
          about(
              "systemd/start-job-timeout",
              "systemd gave up on starting %s%s".formatted(unit, limit())));
    } else if (result.equals("oom-kill")) {
      return Optional.of(
          about("kernel/out-of-memory", "the kernel killed a process of " + unit + " for memory"));
    } else if (ENDED_BY_SIGNAL.contains(code) && FAULTS.contains(status)) {
      return Optional.of(
          about(
              "userspace/crashed", "the program of %s crashed: signal %s".formatted(unit, status)));
    }
    Optional<FindingBuilder> said = complaint(rules);
    boolean notExecuted = code.equals(EXITED) && NOT_EXECUTED.containsKey(status);
    boolean refused = journal.stream().anyMatch(line -> REFUSED.isIn(line));
    return notExecuted && !refused && said.filter(UnitFailure::namesProgram).isEmpty()
        ? Optional.of(notExecuted(status))
        : said;
  }

  private String property(String name) {
    return properties.getOrDefault(name, "");
  }

  private String limit() {
    String limit = property("TimeoutStartUSec");
    return limit.isEmpty() || limit.equals("infinity") ? "" : " after " + limit;
  }

  private static boolean namesProgram(FindingBuilder said) {
    return said.finding().cause().equals("userspace/program-missing");
  }

  private FindingBuilder notExecuted(String status) {
    return about(
            "userspace/program-missing",
            "%s could not execute a program that it calls (status %s)"
                .formatted(unit, NOT_EXECUTED.get(status)))
        .advice(
            ("Compare the paths in `systemctl cat %s` with the files in the image; the program, its"
                    + " interpreter or a command of its script is missing.")
                .formatted(unit));
  }

  /**
   * What a program of the unit complained about; of several complaints, the one that explains the
   * others.
   */
  private Optional<FindingBuilder> complaint(RuleEngine rules) {
    JournalWatch watch = new JournalWatch(rules);
    for (int i = 0; i < journal.size(); i++) {
      String line = journal.get(i);
      long number = i + 1L;
      JournalText.entry(line)
          .ifPresent(entry -> watch.entry(entry, new LogLine(number, 0, line, true, null, entry)));
    }
    Causes causes = rules.causes();
    return watch.complaints().stream()
        .filter(complaint -> complaint.match().rule().severity().blames())
        .min(Comparator.comparingInt(said -> causes.position(said.match().rule().cause().id())))
        .map(this::finding);
  }

  private FindingBuilder finding(Complaint said) {
    RuleMatch match = said.match();
    // systemd's own child, before it becomes the program, is called "(program)".
    String who = said.identifier().startsWith("(") ? "" : said.identifier() + ": ";
    FindingBuilder finding =
        FindingBuilder.about(
                match.rule().cause(),
                "%s failed: %s%s".formatted(unit, who, match.detail()),
                "journal",
                quote(said.quote().lines().toList()))
            .subject(unit);
    return match.advice().map(finding::advice).orElse(finding);
  }

  private FindingBuilder about(String cause, String detail) {
    return FindingBuilder.about(cause, detail, "journal", quote(journal)).subject(unit);
  }

  private static String quote(List<String> lines) {
    return lines.stream()
        .skip(Math.max(0, lines.size() - MOST_QUOTED))
        .map(ConsoleText::quote)
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }

  /** The unit that a finding is about, if its subject is a unit's full name. */
  public static Optional<String> named(Finding finding) {
    return Optional.of(finding.subject()).filter(subject -> UNIT.matcher(subject).matches());
  }

  /** The description by which the console named the unit (StatusUnitFormat=description). */
  public static Optional<String> described(Finding finding) {
    return Optional.of(finding.subject())
        .filter(subject -> !subject.isEmpty() && !UNIT.matcher(subject).matches());
  }
}
