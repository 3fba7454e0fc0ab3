package dev.bootwitness.serve.page;

import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.serve.live.LiveState;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run that is going on, in words. The same words come with the page and, as JSON, after it.
 *
 * @param age seconds since it began
 * @param seconds the same with a unit
 * @param phase what it does now
 * @param stage how far the boot is; may be empty
 * @param checks how many held; empty without any
 * @param line the last of the console
 * @param waiting what it waits for; may be empty
 */
public record LiveView(
    String id,
    String name,
    double age,
    String seconds,
    String phase,
    String stage,
    String checks,
    String line,
    String waiting,
    List<PhaseView> phases) {

  private static final int LONGEST = 300;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  public LiveView {
    phases = List.copyOf(phases);
  }

  /**
   * A phase that has ended.
   *
   * @param usual may be empty
   */
  public record PhaseView(String name, String seconds, String usual, String summary, boolean bad) {}

  static LiveView of(LiveState state, Instant now) {
    double seconds = state.seconds(now);
    return new LiveView(
        state.id(),
        Pages.safe(state.name()),
        seconds,
        Seconds.whole(seconds),
        phase(state),
        state.now().stage(),
        checks(state),
        cut(Pages.safe(state.line())),
        cut(Pages.safe(state.now().waiting())),
        state.phases().stream().map(LiveView::phase).toList());
  }

  private static PhaseView phase(LiveState.Phase phase) {
    return new PhaseView(
        Pages.safe(phase.name()),
        Seconds.exact(phase.seconds()),
        "",
        cut(Pages.safe(phase.summary())),
        !phase.ok());
  }

  private static String phase(LiveState state) {
    if (state.now().phase().isEmpty()) {
      return state.outcome().map(outcome -> outcome.id()).orElse("between two phases");
    }
    return Pages.safe(
        state.now().check().isEmpty()
            ? state.now().phase()
            : state.now().phase() + ": " + state.now().check());
  }

  private static String checks(LiveState state) {
    int done = state.checks().passed() + state.checks().failed();
    int all = Math.max(done, state.checks().planned());
    return all == 0
        ? ""
        : done == 0
            ? all == 1 ? "1 check to come" : all + " checks to come"
            : state.checks().failed() == 0
                ? "%d of %d checks passed".formatted(state.checks().passed(), all)
                : "%d of %d checks passed, %d failed"
                    .formatted(state.checks().passed(), all, state.checks().failed());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
  }

  /** For the page's script, which sets every text as text. */
  String json() {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", id)
            .put("name", name)
            .put("seconds", age)
            .put("phase", phase)
            .put("stage", stage)
            .put("checks", checks)
            .put("line", line)
            .put("waiting", waiting);
    return JSON.writeValueAsString(json);
  }

  /** The end of a run for the page's script. */
  static String json(LiveState ended) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", ended.id())
            .put("name", Pages.safe(ended.name()))
            .put("outcome", ended.outcome().map(outcome -> outcome.id()).orElse("killed"));
    return JSON.writeValueAsString(json);
  }

  /** The console's terminal at the moment when a page joins. */
  static String terminal(int columns, int rows, StringBuilder text) {
    return "{\"cols\":" + columns + ",\"rows\":" + rows + ",\"init\":\"" + text + "\"}";
  }
}
