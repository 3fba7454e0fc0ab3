package dev.bootwitness.diagnosis.guest;

import dev.bootwitness.diagnosis.pattern.LinePattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * How a provisioner says, in a file of {@code KEY=value} lines, what it has done: one entry of a
 * pack's {@code status.yaml}.
 *
 * @param path of the file in the guest
 * @param stateKey the key that is always there
 * @param states what its values mean: {@code applied}, {@code plan-only}, {@code failed} or {@code
 *     nothing-to-do}
 * @param detailKey the key with one word more; empty: there is none
 * @param reasonKey the key with a sentence for people; empty: there is none
 * @param planKey the key with the path of a plan in JSON; empty: there is none
 * @param nothingPlanned patterns of lines by which the provisioner says that its plan has no device
 * @param meanings what the words name, the first that fits
 */
public record StatusFile(
    String path,
    String stateKey,
    Map<String, String> states,
    String detailKey,
    String reasonKey,
    String planKey,
    LinePattern nothingPlanned,
    List<Meaning> meanings) {

  /** State and, unless it is empty, detail that name a cause; with advice unless it is empty. */
  public record Meaning(String state, String detail, String cause, String advice) {}

  private static final Pattern KEY = Pattern.compile("^\\s*([A-Z][A-Z0-9_]*)=(.*)$");

  public StatusFile {
    states = Map.copyOf(states);
    meanings = List.copyOf(meanings);
  }

  /** The same form in another file. */
  public StatusFile at(String elsewhere) {
    return new StatusFile(
        elsewhere, stateKey, states, detailKey, reasonKey, planKey, nothingPlanned, meanings);
  }

  /** Whether a line is the first one of such a file. */
  public boolean begins(String line) {
    Matcher key = KEY.matcher(line);
    return key.find() && key.group(1).equals(stateKey) && states.containsKey(key.group(2).strip());
  }

  /** Whether a line may be one of such a file. */
  public static boolean belongs(String line) {
    return KEY.matcher(line).find();
  }

  /** Reads such a file; empty when the lines hold no state that it may have. */
  public Optional<Status> parse(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher key = KEY.matcher(line);
      if (key.find()) {
        values.putIfAbsent(key.group(1), unquoted(key.group(2).strip()));
      }
    }
    String state = values.getOrDefault(stateKey, "");
    return states.containsKey(state)
        ? Optional.of(new Status(this, state, states.get(state), values))
        : Optional.empty();
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /**
   * What such a file says.
   *
   * @param said the state in the provisioner's word
   * @param state what that means
   * @param values all keys
   */
  public record Status(StatusFile file, String said, String state, Map<String, String> values) {
    public Status {
      values = Map.copyOf(values);
    }

    /** One word more; empty if it does not say any. */
    public String detail() {
      return values.getOrDefault(file.detailKey, "");
    }

    /** A sentence for people; empty if it does not say any. */
    public String reason() {
      return values.getOrDefault(file.reasonKey, "");
    }

    /** The path of the plan; empty if it does not say any. */
    public String plan() {
      return values.getOrDefault(file.planKey, "");
    }

    /** Whether it says that the storage is laid out. */
    public boolean applied() {
      return state.equals("applied");
    }

    /** Whether it says that it failed. */
    public boolean failed() {
      return state.equals("failed");
    }

    /** State and detail as they stand in the file: {@code STATE=failed DETAIL=…}. */
    public String words() {
      String detail = file.detailKey.isEmpty() ? "" : " " + file.detailKey + "=" + detail();
      return file.stateKey + "=" + said + detail;
    }

    /** What it names; empty when it names no cause. */
    public Optional<Meaning> meaning() {
      return file.meanings.stream()
          .filter(meaning -> meaning.state().equals(said))
          .filter(meaning -> meaning.detail().isEmpty() || meaning.detail().equals(detail()))
          .findFirst();
    }
  }
}
