package dev.bootwitness.diagnosis.guest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * What a storage provisioner says it has done: the {@code KEY=value} lines of {@code
 * /run/pre-nixos/storage-status}.
 *
 * @param state applied, plan-only, failed or nothing-to-do
 * @param detail a word, e.g. blank-disks, existing-storage, detection-error; empty if not told
 * @param reason a sentence for people; empty if not told
 * @param other the other keys
 */
public record StorageStatus(String state, String detail, String reason, Map<String, String> other) {

  private static final Pattern FIRST =
      Pattern.compile("^\\s*STATE=(applied|plan-only|failed|nothing-to-do)\\s*$");
  private static final Pattern KEY = Pattern.compile("^\\s*([A-Z][A-Z0-9_]*)=(.*)$");

  public StorageStatus {
    other = Map.copyOf(other);
  }

  /** Whether a line is the first one of a status. */
  public static boolean begins(String line) {
    return FIRST.matcher(line).find();
  }

  /** Whether a line may be one of a status. */
  public static boolean belongs(String line) {
    return KEY.matcher(line).find();
  }

  /** Reads a status; empty when the lines hold none. */
  public static Optional<StorageStatus> parse(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher key = KEY.matcher(line);
      if (key.find()) {
        values.putIfAbsent(key.group(1), unquoted(key.group(2).strip()));
      }
    }
    String state = values.remove("STATE");
    if (state == null || !FIRST.matcher("STATE=" + state).find()) {
      return Optional.empty();
    }
    String detail = values.getOrDefault("DETAIL", "");
    String reason = values.getOrDefault("REASON", "");
    values.keySet().removeAll(List.of("DETAIL", "REASON"));
    return Optional.of(new StorageStatus(state, detail, reason, values));
  }

  /** Reads the whole text of an answer. */
  public static Optional<StorageStatus> parse(String text) {
    return parse(new ArrayList<>(text.lines().toList()));
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The catalogue's cause this status names; empty when it names none. */
  public Optional<String> cause() {
    return switch (state) {
      case "failed" -> Optional.of("storage/apply-failed");
      case "plan-only" ->
          switch (detail) {
            case "detection-error" -> Optional.of("storage/detection-error");
            case "existing-storage" -> Optional.of("storage/refused-existing");
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }
}
