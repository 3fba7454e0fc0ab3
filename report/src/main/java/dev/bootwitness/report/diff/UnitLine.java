package dev.bootwitness.report.diff;

import dev.bootwitness.report.logpattern.Mask;
import java.util.List;
import java.util.Optional;

/**
 * A line of systemd's about a unit on the console, such as {@code [ OK ] Started ssh.service}.
 *
 * @param state its new state
 * @param unit its name or description as systemd shows it, without what varies ({@link Mask})
 */
record UnitLine(State state, String unit) {

  enum State {
    BEGUN("begun"),
    UP("started"),
    DOWN("stopped"),
    FAILED("failed"),
    SKIPPED("skipped");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** In search order: of two with the same beginning, the longer comes first. */
  private static final List<String> VERBS =
      List.of(
          "Started",
          "Finished",
          "Reached target",
          "Listening on",
          "Mounted",
          "Created slice",
          "Set up automount",
          "Found device",
          "Activated swap",
          "Failed to start",
          "Failed to mount",
          "Failed to listen on",
          "Dependency failed for",
          "Timed out waiting for device",
          "Timed out starting",
          "Condition check resulted in");

  private static final String BEGINS = "Starting ";

  private static final List<String> ENDS =
      List.of(
          "Stopped target",
          "Stopped",
          "Unmounted",
          "Closed",
          "Removed slice",
          "Deactivated swap",
          "Unset automount");

  /** Reads a line; empty when it says nothing about a unit. */
  static Optional<UnitLine> of(String line) {
    String text = line.substring(Mask.afterTimestamp(line)).strip();
    if (text.startsWith("systemd[1]: ")) {
      return ofSystemd(text.substring("systemd[1]: ".length()));
    }
    if (text.startsWith(BEGINS) && line.startsWith("         ")) {
      return unit(State.BEGUN, text.substring(BEGINS.length()));
    }
    int end = text.indexOf(']');
    if (!text.startsWith("[") || end < 0 || end > 8) {
      return Optional.empty();
    }
    String status = text.substring(1, end).strip();
    String words = text.substring(end + 1).strip();
    return switch (status) {
      case "OK" -> ok(words);
      case "FAILED", "DEPEND", "TIME" -> after(VERBS, words).flatMap(u -> unit(State.FAILED, u));
      case "SKIP" -> unit(State.SKIPPED, words);
      default -> Optional.empty();
    };
  }

  /** In the kernel's log, where there is no status before the words. */
  private static Optional<UnitLine> ofSystemd(String words) {
    if (words.startsWith(BEGINS)) {
      return unit(State.BEGUN, words.substring(BEGINS.length()));
    }
    boolean failed = words.startsWith("Failed to") || words.startsWith("Timed out");
    if (failed || words.startsWith("Dependency failed")) {
      return after(VERBS, words).flatMap(u -> unit(State.FAILED, u));
    }
    return ok(words);
  }

  private static Optional<UnitLine> ok(String words) {
    Optional<UnitLine> down = after(ENDS, words).flatMap(u -> unit(State.DOWN, u));
    return down.or(() -> after(VERBS, words).flatMap(u -> unit(State.UP, u)));
  }

  private static Optional<String> after(List<String> verbs, String words) {
    return verbs.stream()
        .filter(verb -> words.startsWith(verb + " "))
        .findFirst()
        .map(verb -> words.substring(verb.length() + 1));
  }

  private static Optional<UnitLine> unit(State state, String name) {
    String bare = Mask.of(name.strip().replaceFirst("(?:\\.{1,3}|…)$", ""));
    return bare.isEmpty() ? Optional.empty() : Optional.of(new UnitLine(state, bare));
  }
}
