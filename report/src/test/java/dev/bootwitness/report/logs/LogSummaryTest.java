package dev.bootwitness.report.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.report.terminal.LogSummaryText;
import dev.bootwitness.report.terminal.Style;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogSummaryTest {

  private static final Instant MONDAY = Instant.parse("2026-11-30T01:00:00Z");

  private static Explanation shows(Outcome outcome, @Nullable Finding primary) {
    return new Explanation(
        outcome,
        Stage.KERNEL,
        primary,
        primary == null ? List.of() : List.of(primary),
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of(),
        1);
  }

  private static Explanation failed(String cause, String title, String subject, String quote) {
    return shows(
        Outcome.FAILED,
        new Finding(cause, title, "", subject, "serial", 1L, 0L, null, quote, "", Fault.IMAGE));
  }

  private static Explanation unit(String name) {
    return failed("systemd/unit-failed", "a unit failed", name, "");
  }

  private static LogSummary night(LogSummary.By by) {
    LogSummary summary = new LogSummary(by);
    summary.add("n/3.log", MONDAY.plusSeconds(60), unit("ssh@3.service"));
    summary.add("n/1.log", MONDAY, unit("ssh@1.service"));
    summary.add("n/4.log", MONDAY.plusSeconds(90), unit("cron.service"));
    summary.add("n/2.log", MONDAY.minusSeconds(5), shows(Outcome.PASSED, null));
    summary.add(
        "n/5.log",
        Instant.EPOCH,
        failed("kernel/oops", "general protection fault in find_get_entry", "", "x"));
    summary.addUnread();
    summary.addNoLog();
    summary.addNoLog();
    return summary;
  }

  @Test
  void aRowIsACauseWithItsSubjectAndTheFirstLog() {
    assertThat(LogSummaryText.of(night(LogSummary.By.SUBJECT), false, Style.PLAIN, 80))
        .isEqualTo(
            """
            5 logs: 4 failed, 1 without a failure; 1 could not be read; 2 other files are no logs
                  1 ✗ kernel/oops  general protection fault in find_get_entry
                      first n/5.log
                  1 ✗ systemd/unit-failed  cron.service
                      first n/4.log  2026-11-30T01:01:30Z
                  1 ✗ systemd/unit-failed  ssh@1.service
                      first n/1.log  2026-11-30T01:00:00Z
                  1 ✗ systemd/unit-failed  ssh@3.service
                      first n/3.log  2026-11-30T01:01:00Z
                  1 ✓ without a failure
                      first n/2.log  2026-11-30T00:59:55Z
            """);
  }

  @Test
  void alikeAreSubjectsThatDifferInNumbers() {
    assertThat(LogSummaryText.of(night(LogSummary.By.LIKENESS), true, Style.PLAIN, 80))
        .contains(
            """
                  2 ✗ systemd/unit-failed  ssh@<n>.service
                      n/3.log
                      n/1.log
            """);
  }

  @Test
  void withoutASubjectTheQuotedLineDecides() {
    LogSummary summary = new LogSummary(LogSummary.By.LIKENESS);
    summary.add(
        "a", MONDAY, failed("userspace/program-missing", "x", "", "sh: 12: foo: not found"));
    summary.add(
        "b", MONDAY, failed("userspace/program-missing", "x", "", "sh: 14: foo: not found"));

    assertThat(summary.groups()).singleElement().extracting(LogGroup::count).isEqualTo(2);
  }

  @Test
  void moreNamesThanARowShowsAreCounted() {
    LogSummary summary = new LogSummary(LogSummary.By.LIKENESS);
    for (int i = 0; i < 25; i++) {
      summary.add("log" + i, MONDAY, unit("cron.service"));
    }

    assertThat(LogSummaryText.of(summary, true, Style.PLAIN, 80)).endsWith("and 5 more\n");
  }

  @Test
  void hostileSubjectsStayInTheirLine() {
    LogSummary summary = new LogSummary(LogSummary.By.SUBJECT);
    summary.add("\u001b[2Jx", MONDAY, unit("a\n\u001b]0;t\u0007b"));

    assertThat(LogSummaryText.of(summary, true, Style.PLAIN, 80).lines()).hasSize(3);
    assertThat(LogSummaryText.of(summary, true, Style.PLAIN, 80).replace("\n", "").codePoints())
        .noneMatch(Character::isISOControl);
  }
}
