package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.report.known.KnownState;
import dev.bootwitness.report.known.KnownWords;
import dev.bootwitness.report.terminal.Style;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** Known failures in words. */
final class KnownText {

  private static final int WIDEST = 200;

  private KnownText() {}

  static String list(List<KnownEntry> entries, LocalDate today, Style style) {
    if (entries.isEmpty()) {
      return "No known failures. `bootwitness known add` makes an entry of a run.\n";
    }
    StringBuilder text = new StringBuilder();
    for (KnownEntry entry : entries) {
      text.append(title(entry, style))
          .append(
              line(
                  "%s, owner %s, %s %s"
                      .formatted(
                          entry.ticket(),
                          entry.owner(),
                          entry.expired(today) ? "expired on" : "until",
                          entry.expires()),
                  style))
          .append(line(entry.reason(), style));
    }
    return text.toString();
  }

  /** Those that need attention first. */
  static String check(List<KnownState> states, int runs, Style style) {
    if (states.isEmpty()) {
      return "No known failures.\n";
    }
    StringBuilder text = new StringBuilder();
    states.stream()
        .sorted(Comparator.comparing(KnownState::state))
        .forEach(state ->
            text.append(title(state.entry(), style))
                .append(line(KnownWords.says(state, runs), style))
                .append(line(next(state), style)));
    return text.toString();
  }

  private static String title(KnownEntry entry, Style style) {
    String about = entry.subject().map(subject -> "  " + subject).orElse("");
    String where =
        (entry.specs().isEmpty() ? "" : "  in " + String.join(", ", entry.specs()))
            + (entry.architectures().isEmpty()
                ? ""
                : "  on " + String.join(", ", entry.architectures()));
    return style.strong(style.safe(entry.cause(), WIDEST))
        + style.safe(about + where, WIDEST)
        + style.faint("  known.yaml line " + entry.line())
        + "\n";
  }

  private static String line(String words, Style style) {
    return words.isEmpty() ? "" : "  " + style.safe(words, WIDEST) + "\n";
  }

  private static String next(KnownState state) {
    String next = KnownWords.next(state);
    return next.isEmpty() ? "" : "next: " + next;
  }
}
