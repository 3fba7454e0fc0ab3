package dev.bootwitness.serve.page;

import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.serve.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which runs a person wants to see; it stands in the page's address, so it can be linked. An empty
 * text wants all.
 *
 * @param name of the spec, as the page shows it
 * @param outcome as a ledger has it, or {@code flaky}
 * @param cause the beginning of its id
 * @param text words that occur somewhere
 * @param page from 1
 */
public record RunFilter(String name, String outcome, String cause, String text, int page) {

  private static final String FLAKY = "flaky";
  private static final int MOST_PAGES = 1_000_000;

  static RunFilter of(Request request) {
    return new RunFilter(
        Pages.safe(request.parameter("name")),
        Pages.safe(request.parameter("outcome")),
        Pages.safe(request.parameter("cause")),
        Pages.safe(request.parameter("q")),
        number(request.parameter("page")));
  }

  /** Whoever types a page that is none gets the first one. */
  private static int number(String text) {
    return text.matches("\\d{1,7}") ? Math.clamp(Integer.parseInt(text), 1, MOST_PAGES) : 1;
  }

  /** Whether it leaves anything out. */
  public boolean active() {
    return Stream.of(name, outcome, cause, text).anyMatch(wish -> !wish.isEmpty());
  }

  boolean accepts(LedgerEntry run) {
    return (name.isEmpty() || Pages.safe(run.name()).equals(name))
        && (outcome.isEmpty() || isOutcome(run))
        && run.cause().startsWith(cause)
        && hasText(run);
  }

  private boolean isOutcome(LedgerEntry run) {
    return outcome.equals(FLAKY) ? run.flaky() : run.outcome().id().equals(outcome);
  }

  private boolean hasText(LedgerEntry run) {
    if (text.isEmpty()) {
      return true;
    }
    String wanted = text.toLowerCase(Locale.ROOT);
    return Stream.of(
            run.run(),
            run.name(),
            run.spec(),
            run.cause(),
            run.detail(),
            run.subject(),
            run.known())
        .anyMatch(words -> words.toLowerCase(Locale.ROOT).contains(wanted));
  }

  /** The address of another page of the same runs. */
  String at(int other) {
    String query =
        Stream.of(
                Map.entry("name", name),
                Map.entry("outcome", outcome),
                Map.entry("cause", cause),
                Map.entry("q", text),
                Map.entry("page", other == 1 ? "" : Integer.toString(other)))
            .filter(wish -> !wish.getValue().isEmpty())
            .map(wish ->
                wish.getKey() + "=" + URLEncoder.encode(wish.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "/" : "/?" + query;
  }
}
