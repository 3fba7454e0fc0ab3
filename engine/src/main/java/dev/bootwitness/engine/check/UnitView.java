package dev.bootwitness.engine.check;

import dev.bootwitness.diagnosis.guest.BlockingStart;
import dev.bootwitness.diagnosis.guest.UnitState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A unit of a guest as systemd shows it, with the processes in its control group.
 *
 * @param properties of {@code systemctl show}, as far as asked for
 */
record UnitView(UnitState state, Map<String, String> properties) {

  /** The values of a property that is a list of words. */
  List<String> words(String property) {
    String text = properties.getOrDefault(property, "");
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
  }

  /**
   * The units that its processes wait for by a systemctl of their own, as they name them. A shell
   * whose script contains such a command has not necessarily reached it.
   */
  List<String> blockingNames() {
    return state.processes().stream()
        .filter(UnitView::isSystemctl)
        .flatMap(process -> BlockingStart.units(process).stream())
        .toList();
  }

  static boolean isSystemctl(String process) {
    int end = process.indexOf(' ');
    String program = end < 0 ? process : process.substring(0, end);
    return program.equals("systemctl") || program.endsWith("/systemctl");
  }

  String name() {
    return state.unit();
  }

  boolean failed() {
    return state.isFailed();
  }

  /** Whether it was started and has not finished, or keeps failing and being restarted. */
  boolean activating() {
    return state.isActivating();
  }

  boolean restarting() {
    return state.sub().equals("auto-restart");
  }

  boolean active() {
    return state.active().equals("active");
  }

  boolean inactive() {
    return state.active().equals("inactive");
  }

  /** How its process ended, e.g. {@code exit status 203/EXEC}, {@code killed by signal 11}. */
  String ending() {
    return UnitEnding.words(
        properties.getOrDefault("Result", ""),
        properties.getOrDefault("ExecMainCode", ""),
        properties.getOrDefault("ExecMainStatus", ""));
  }

  /** How long ago it was started, by the guest's clock; empty when it was not. */
  Optional<Duration> since(double uptime) {
    String begun = properties.getOrDefault("InactiveExitTimestampMonotonic", "");
    if (!begun.matches("[1-9][0-9]{0,15}")) {
      return Optional.empty();
    }
    long millis = Math.round(uptime * 1000 - Long.parseLong(begun) / 1000.0);
    return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }
}
