package dev.bootwitness.report.queue;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.logpattern.Mask;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a finding is about, the same in every run that fails for the same reason: its own subject,
 * without times, addresses and counts. Findings of older records have no subject; it is extracted
 * from their sentence.
 */
final class Subject {
  private static final int LONGEST = 120;
  private static final int LONGEST_TEXT = 2000;

  /**
   * The first match names the subject. The patterns are short and not nested, since they are
   * applied to guest text.
   */
  private static final List<Pattern> NAMES =
      List.of(
          Pattern.compile(
              "[A-Za-z0-9@_.:\\\\-]{1,100}\\.(?:service|socket|target|mount|automount|swap|timer"
                  + "|path|device|slice|scope)\\b"),
          Pattern.compile("/dev/[A-Za-z0-9_./-]{1,80}"),
          Pattern.compile("\"([^\"]{1,80})\""),
          Pattern.compile(
              "(?<![A-Za-z0-9_./-])/[A-Za-z0-9_.+-]{1,80}(?:/[A-Za-z0-9_.+-]{1,80}){1,8}"));

  private Subject() {}

  /** The subject, empty when the finding names none. */
  static String of(Finding finding, Verdict verdict) {
    if (!finding.subject().isEmpty()) {
      boolean check = verdict.checks().stream().anyMatch(c -> c.name().equals(finding.subject()));
      return cut(check ? finding.subject() : normal(finding.subject()));
    }
    Optional<String> check = check(finding, verdict);
    if (check.isPresent()) {
      return cut(check.get());
    }
    for (String text : List.of(finding.detail(), finding.quote())) {
      String bounded = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
      for (Pattern pattern : NAMES) {
        Matcher matcher = pattern.matcher(bounded);
        if (matcher.find()) {
          return cut(normal(matcher.group(matcher.groupCount())));
        }
      }
    }
    return "";
  }

  /**
   * The check that a finding is about: its name comes from the spec, so nothing in it is masked.
   */
  private static Optional<String> check(Finding finding, Verdict verdict) {
    return verdict.checks().stream()
        .filter(check -> !check.passed())
        .map(CheckResult::name)
        .filter(name -> finding.detail().contains("check \"" + name + "\""))
        .max(Comparator.comparingInt(String::length));
  }

  /**
   * A device or a unit keeps its number, which is part of its name; uuids and the like are not
   * names.
   */
  private static String normal(String name) {
    boolean named = name.startsWith("/dev/") && name.indexOf('/', 5) < 0;
    boolean plain = name.length() < 40 && !name.matches(".*\\d{3}.*");
    return named || plain ? name : Mask.of(name);
  }

  private static String cut(String subject) {
    String line = subject.replaceAll("\\s+", " ").strip();
    return line.substring(0, Math.min(line.length(), LONGEST));
  }
}
