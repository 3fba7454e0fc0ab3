package dev.bootwitness.report.junit;

import dev.bootwitness.report.junit.JUnitCase.Result;
import java.util.List;

/** How many cases there are, and how many of each result that did not pass. */
record JUnitTotals(int tests, long failures, long errors, long skipped) {

  static JUnitTotals of(List<JUnitCase> cases) {
    return new JUnitTotals(
        cases.size(),
        count(cases, Result.FAILED),
        count(cases, Result.ERROR),
        count(cases, Result.SKIPPED));
  }

  private static long count(List<JUnitCase> cases, Result result) {
    return cases.stream().filter(one -> one.result() == result).count();
  }

  JUnitTotals plus(JUnitTotals other) {
    return new JUnitTotals(
        tests + other.tests,
        failures + other.failures,
        errors + other.errors,
        skipped + other.skipped);
  }
}
