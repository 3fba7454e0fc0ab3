package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.known.KnownState;
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
                .append(line(words(state, runs), style))
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

  private static String words(KnownState state, int most) {
    KnownEntry entry = state.entry();
    String matched =
        "%d of the last %d runs failed with it".formatted(state.matches(), state.runs());
    LedgerEntry last = state.last();
    String lastly = last == null ? "" : ", last " + last.run();
    return switch (state.state()) {
      case EXPIRED -> "expired on %s; %s%s".formatted(entry.expires(), matched, lastly);
      case NEVER -> "never matched in the last %d runs".formatted(most);
      case UNTRIED ->
          "no match yet, in %d runs of the %d that would show it".formatted(state.runs(), most);
      case CURED ->
          "cured: %s%s, and %d runs have passed since"
              .formatted(matched, lastly, state.passedSince());
      case ACTIVE -> "needed: " + matched + lastly;
    };
  }

  private static String next(KnownState state) {
    KnownEntry entry = state.entry();
    return switch (state.state()) {
      case EXPIRED ->
          "next: ask %s about %s; renew the entry, or remove it"
              .formatted(entry.owner(), entry.ticket());
      case NEVER -> "next: remove the entry, or correct what it says of the failure";
      case CURED -> "next: close %s and remove the entry".formatted(entry.ticket());
      case UNTRIED, ACTIVE -> "";
    };
  }
}
