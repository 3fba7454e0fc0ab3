package dev.bootwitness.diagnosis.guest;

import dev.bootwitness.diagnosis.pattern.LinePattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * The format in which a provisioner reports its work, in a file of {@code KEY=value} lines: one
 * entry of a pack's {@code status.yaml}.
 *
 * @param path of the file in the guest
 * @param stateKey the key that is always present
 * @param states what its values mean: {@code applied}, {@code plan-only}, {@code failed} or {@code
 *     nothing-to-do}
 * @param detailKey the key with one more word; empty: there is none
 * @param reasonKey the key with a sentence for people; empty: there is none
 * @param planKey the key with the path of a plan in JSON; empty: there is none
 * @param nothingPlanned patterns of lines by which the provisioner says that its plan has no device
 * @param meanings the causes that the words name; the first match counts
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

  /** A state, and a detail unless empty, that name a cause, with advice unless empty. */
  public record Meaning(String state, String detail, String cause, String advice) {}

  private static final Pattern KEY = Pattern.compile("^\\s*([A-Z][A-Z0-9_]*)=(.*)$");

  public StatusFile {
    states = Map.copyOf(states);
    meanings = List.copyOf(meanings);
  }

  /** The same format in another file. */
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

  /** Reads such a file; empty when the lines contain no valid state. */
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

    /** One more word; empty if there is none. */
    public String detail() {
      return values.getOrDefault(file.detailKey, "");
    }

    /** A sentence for people; empty if there is none. */
    public String reason() {
      return values.getOrDefault(file.reasonKey, "");
    }

    /** The path of the plan; empty if there is none. */
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

    /** State and detail as in the file: {@code STATE=failed DETAIL=…}. */
    public String words() {
      String detail = file.detailKey.isEmpty() ? "" : " " + file.detailKey + "=" + detail();
      return file.stateKey + "=" + said + detail;
    }

    /** The cause it names; empty when it names none. */
    public Optional<Meaning> meaning() {
      return file.meanings.stream()
          .filter(meaning -> meaning.state().equals(said))
          .filter(meaning -> meaning.detail().isEmpty() || meaning.detail().equals(detail()))
          .findFirst();
    }
  }
}
