package dev.bootwitness.console.expect;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Describes what an unsuccessful wait waited for, what it saw, and what came close. */
final class FailureText {

  private FailureText() {}

  static String of(ExpectResult.Unmatched result) {
    StringBuilder text = new StringBuilder();
    text.append(headline(result)).append('\n');
    text.append("  looked for  ")
        .append(
            result.expectation().any().stream()
                .map(p -> '`' + p.source() + '`')
                .collect(Collectors.joining(" or ")))
        .append('\n');
    for (String miss : result.seen().nearMisses()) {
      text.append("  near miss   ").append(miss).append('\n');
    }
    return text.append(seen(result.seen())).toString();
  }

  private static String seen(ExpectResult.Seen seen) {
    if (seen.lastLines().isEmpty()) {
      return "  seen        nothing at all";
    }
    String timeLine =
        "  time line   "
            + (seen.silent()
                ? "silence for " + seconds(seen.quiet())
                : "output from "
                    + seconds(seen.firstOutput())
                    + " on, silence for the last "
                    + seconds(seen.quiet()))
            + '\n';
    String heading = seen.silent() ? "  seen        nothing; before that" : "  last lines";
    return timeLine
        + heading
        + seen.lastLines().stream().map(l -> "\n    | " + l).collect(Collectors.joining());
  }

  private static String headline(ExpectResult.Unmatched result) {
    String what = result.expectation().what();
    String waited = seconds(result.seen().waited());
    return switch (result) {
      case ExpectResult.DeadlinePassed d ->
          what + " did not come within " + seconds(d.budget()) + " (waited " + waited + ")";
      case ExpectResult.EndOfStream e ->
          "the console ended after "
              + waited
              + " of waiting for "
              + what
              + (e.reason().isEmpty() ? "" : " (" + e.reason() + ")");
      case ExpectResult.Hopeless h ->
          what + " cannot come any more after " + waited + ": " + h.why();
    };
  }

  private static String seconds(Duration d) {
    return String.format(Locale.ROOT, "%.1f s", d.toNanos() / 1e9);
  }
}
