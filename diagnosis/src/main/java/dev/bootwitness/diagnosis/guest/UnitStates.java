package dev.bootwitness.diagnosis.guest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Reads {@link UnitState}s from what {@code systemctl status} and {@code systemctl show} print
 * (systemd, src/systemctl/systemctl-show.c).
 */
public final class UnitStates {
  /** A unit's first line; the dot is ● ○ ◐ × ↻ ↺ or, without UTF-8, * x or blank. */
  private static final Pattern HEAD =
      Pattern.compile(
          "^\\s*[●○◐×↻↺*x\\x{FFFD}]+ (\\S+\\.(?:service|socket|target|mount|automount|swap|timer|path|slice|scope|device))(?: - .*)?$");

  private static final Pattern ACTIVE =
      Pattern.compile("^\\s*Active: (\\w+)(?: \\(([^)]*)\\))?(?:.*?; (.+?) ago)?");
  private static final Pattern RESULT = Pattern.compile("^Result: (\\S+)$");
  private static final Pattern STATUS = Pattern.compile("code=\\w+, status=(\\d+)");
  private static final Pattern PROCESS = Pattern.compile("^\\s*(?:[│├└─|`-]+\\s*)+(\\d+) (.+)$");
  private static final Pattern PROPERTY = Pattern.compile("^([A-Z][A-Za-z]+)=(.*)$");
  private static final Pattern SPAN =
      Pattern.compile("(\\d+) ?(years?|months?|weeks?|days?|h|min|s|ms)\\b");

  private UnitStates() {}

  /** The unit whose status begins with this line; null when none does. */
  public static @Nullable String begins(String line) {
    Matcher head = HEAD.matcher(line);
    return head.find() ? head.group(1) : null;
  }

  /** Reads one {@code systemctl status}; a text without its first line yields nothing. */
  public static Optional<UnitState> ofStatus(List<String> lines) {
    UnitState state = null;
    var processes = new ArrayList<String>();
    for (String line : lines) {
      String unit = begins(line);
      if (unit != null) {
        if (state != null) {
          break;
        }
        state = UnitState.named(unit);
      } else if (state != null) {
        state = statusLine(state, line, processes);
      }
    }
    return Optional.ofNullable(state)
        .map(found -> found.updatedBy(withProcesses(found.unit(), processes)));
  }

  private static UnitState withProcesses(String unit, List<String> processes) {
    return new UnitState(
        unit, "", "", "", OptionalInt.empty(), Optional.empty(), List.of(), processes);
  }

  private static UnitState statusLine(UnitState state, String line, List<String> processes) {
    Matcher active = ACTIVE.matcher(line);
    if (active.find()) {
      String detail = active.group(2) == null ? "" : active.group(2);
      Matcher result = RESULT.matcher(detail);
      boolean isResult = result.find();
      return state.updatedBy(
          new UnitState(
              state.unit(),
              active.group(1),
              isResult ? "" : detail,
              isResult ? result.group(1) : "",
              OptionalInt.empty(),
              Optional.ofNullable(active.group(3)).flatMap(UnitStates::duration),
              List.of(),
              List.of()));
    }
    Matcher process = PROCESS.matcher(line);
    if (process.find()) {
      processes.add(process.group(2));
      return state;
    }
    Matcher status = STATUS.matcher(line);
    return line.stripLeading().startsWith("Main PID:") && status.find()
        ? state.updatedBy(exited(state.unit(), Integer.parseInt(status.group(1))))
        : state;
  }

  private static UnitState exited(String unit, int status) {
    return new UnitState(
        unit, "", "", "", OptionalInt.of(status), Optional.empty(), List.of(), List.of());
  }

  /**
   * Reads {@code systemctl show}: properties of one or more units, those of the next after a blank
   * line.
   *
   * @param asked the unit that was asked for, for an answer without {@code Id}; empty if unknown
   */
  public static List<UnitState> ofShow(String text, String asked) {
    var states = new ArrayList<UnitState>();
    Map<String, String> properties = new LinkedHashMap<>();
    for (String line : (text + "\n\n").split("\\r?\\n", -1)) {
      Matcher property = PROPERTY.matcher(line);
      if (property.find()) {
        properties.put(property.group(1), property.group(2));
      } else if (line.isBlank() && !properties.isEmpty()) {
        String unit = properties.getOrDefault("Id", asked);
        if (!unit.isEmpty()) {
          states.add(shown(BlockingStart.fullName(unit), properties));
        }
        properties.clear();
      }
    }
    return List.copyOf(states);
  }

  private static UnitState shown(String unit, Map<String, String> properties) {
    String status = properties.getOrDefault("ExecMainStatus", "");
    boolean ended = !properties.getOrDefault("ExecMainExitTimestampMonotonic", "1").equals("0");
    return new UnitState(
        unit,
        properties.getOrDefault("ActiveState", ""),
        properties.getOrDefault("SubState", ""),
        properties.getOrDefault("Result", ""),
        ended && status.matches("\\d{1,9}")
            ? OptionalInt.of(Integer.parseInt(status))
            : OptionalInt.empty(),
        Optional.empty(),
        words(properties.getOrDefault("After", "")),
        List.of());
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
  }

  /** {@code 1min 36s}, {@code 2h 5min}, {@code 55s} (systemd, format_timestamp_relative). */
  public static Optional<Duration> duration(String text) {
    Duration sum = Duration.ZERO;
    boolean any = false;
    Matcher part = SPAN.matcher(text);
    while (part.find()) {
      any = true;
      long n = part.group(1).length() > 9 ? 0 : Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "year", "years" -> Duration.ofDays(365 * n);
                case "month", "months" -> Duration.ofDays(30 * n);
                case "week", "weeks" -> Duration.ofDays(7 * n);
                case "day", "days" -> Duration.ofDays(n);
                case "h" -> Duration.ofHours(n);
                case "min" -> Duration.ofMinutes(n);
                case "ms" -> Duration.ofMillis(n);
                default -> Duration.ofSeconds(n);
              });
    }
    return any ? Optional.of(sum) : Optional.empty();
  }
}
