package dev.bootwitness.diagnosis;

import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import org.safere.Pattern;

/** Reads files of {@link Rule}s, strictly. */
final class Rules {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "id",
              "cause",
              "stages",
              "on",
              "severity",
              "once",
              "pattern",
              "detail",
              "advice",
              "except"));
  private static final Set<String> EXCEPT_KEYS = new TreeSet<>(Set.of("pattern", "reason"));

  private Rules() {}

  /** The rules in the jar. */
  static List<Rule> bundled() {
    return parse("rules.yaml", YamlMap.resource("rules.yaml"), Causes.bundled());
  }

  /**
   * Reads a rule file.
   *
   * @param file its name for error messages
   * @throws DataFileException on any key or value that is not as it should be
   */
  static List<Rule> parse(String file, String text, Causes causes) {
    var rules = new ArrayList<Rule>();
    var ids = new HashSet<String>();
    for (YamlMap map : YamlMap.parse(file, text, Set.of("rules")).maps("rules", KEYS)) {
      Rule rule = rule(map, causes);
      if (!ids.add(rule.id())) {
        throw map.error("id", rule.id() + " is the id of another rule");
      }
      rules.add(rule);
    }
    return List.copyOf(rules);
  }

  private static Rule rule(YamlMap map, Causes causes) {
    String causeId = map.text("cause");
    Cause cause =
        causes
            .find(causeId)
            .orElseThrow(() -> map.error("cause", "no cause has the id \"" + causeId + "\""));
    Stage[] stages = stages(map);
    Pattern pattern = pattern(map);
    return new Rule(
        map.text("id"),
        cause,
        stages[0],
        stages[1],
        map.has("on") ? Causes.constant(map, "on", Rule.On.class) : Rule.On.LINE,
        Causes.constant(map, "severity", Severity.class),
        map.flag("once"),
        pattern,
        template(map, "detail", map.text("detail"), pattern),
        map.optionalText("advice").map(advice -> template(map, "advice", advice, pattern)),
        exemptions(map));
  }

  /** {@code stages: loader} or {@code stages: power-on..initrd}. */
  private static Stage[] stages(YamlMap map) {
    String text = map.text("stages");
    int dots = text.indexOf("..");
    String first = dots < 0 ? text : text.substring(0, dots);
    String last = dots < 0 ? text : text.substring(dots + 2);
    Stage[] stages = {stage(map, first), stage(map, last)};
    if (stages[0].compareTo(stages[1]) > 0) {
      throw map.error("stages", first + " comes after " + last);
    }
    return stages;
  }

  private static Stage stage(YamlMap map, String id) {
    var allowed = new ArrayList<String>();
    for (Stage stage : Stage.values()) {
      if (stage.id().equals(id)) {
        return stage;
      }
      allowed.add(stage.id());
    }
    throw map.error("stages", "\"%s\" is none of %s".formatted(id, String.join(", ", allowed)));
  }

  private static Pattern pattern(YamlMap map) {
    try {
      return Pattern.compile(map.text("pattern"));
    } catch (PatternSyntaxException e) {
      throw map.error(
          "pattern",
          "this is not a linear-time pattern, at character %d: %s"
              .formatted(e.getIndex() + 1, e.getDescription()));
    }
  }

  private static String template(YamlMap map, String key, String template, Pattern pattern) {
    int groups = pattern.matcher("").groupCount();
    int wanted = Rule.highestGroup(template);
    if (wanted > groups) {
      throw map.error(key, "{%d} is used but the pattern has %d groups".formatted(wanted, groups));
    }
    return template;
  }

  private static List<Rule.Exemption> exemptions(YamlMap map) {
    return map.maps("except", EXCEPT_KEYS).stream()
        .map(except -> new Rule.Exemption(pattern(except), except.text("reason")))
        .toList();
  }
}
