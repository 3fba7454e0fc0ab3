package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.base.yaml.YamlMap;
import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.pattern.BundledFile;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Words;
import dev.bootwitness.record.Stage;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Reads files of {@link Rule}s, strictly. */
public final class Rules {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "id",
              "cause",
              "stages",
              "on",
              "channel",
              "severity",
              "once",
              "in-journal",
              "speaker",
              "pattern",
              "void-by",
              "until",
              "detail",
              "subject",
              "advice",
              "except"));

  private static final Set<String> FILE_KEYS = new TreeSet<>(Set.of("words", "rules"));
  private static final Set<String> EXCEPT_KEYS =
      new TreeSet<>(Set.of("pattern", "reason", "owner", "expires"));

  /** The lines of this rule count whoever prints them, unlike those of its cause. */
  private static final String ANYONE = "anyone";

  private Rules() {}

  /**
   * The rules in the jar, those of its packs after the general ones; a test, not this method,
   * checks that their patterns are valid.
   */
  public static List<Rule> bundled() {
    var rules = new ArrayList<>(general());
    for (Pack pack : Packs.bundled()) {
      read(pack, Causes.bundled(), rules, (map, rule) -> {});
    }
    return List.copyOf(rules);
  }

  private static List<Rule> general() {
    String text = BundledFile.text("rules.yaml");
    return read("rules.yaml", text, Causes.bundled(), List.of(), (map, rule) -> {});
  }

  private static void read(
      Pack pack, Causes causes, List<Rule> rules, BiConsumer<YamlMap, Rule> look) {
    pack.text("rules.yaml")
        .ifPresent(text ->
            rules.addAll(read(pack.label("rules.yaml"), text, causes, List.copyOf(rules), look)));
  }

  /**
   * Reads a rule file.
   *
   * @param file its name for error messages
   * @throws DataFileException on any invalid key or value
   */
  public static List<Rule> parse(String file, String text, Causes causes) {
    return read(file, text, causes, List.of(), Rules::check);
  }

  private static List<Rule> read(
      String file, String text, Causes causes, List<Rule> known, BiConsumer<YamlMap, Rule> look) {
    var rules = new ArrayList<Rule>();
    var ids = new HashSet<String>();
    known.forEach(rule -> ids.add(rule.id()));
    YamlMap whole = YamlMap.parse(file, text, FILE_KEYS);
    Words words = Words.of(whole);
    for (YamlMap map : whole.maps("rules", KEYS)) {
      Rule rule = rule(map, causes, words);
      look.accept(map, rule);
      if (!ids.add(rule.id())) {
        throw map.error("id", rule.id() + " is the id of another rule");
      }
      rules.add(rule);
    }
    return List.copyOf(rules);
  }

  /** A file of rules: its name for error messages, and its text. */
  record Source(String name, String text) {}

  /** The rules of several files, and sentences on exemptions that have expired. */
  record Read(List<Rule> rules, List<String> expired) {}

  /**
   * The rules in the jar, then those of further packs, then those of further files, without the
   * exemptions that ended before {@code today}.
   *
   * @throws DataFileException on a mistake, such as an id that is taken
   */
  static Read all(List<Pack> packs, List<Source> files, Causes causes, LocalDate today) {
    var rules = new ArrayList<>(bundled());
    for (Pack pack : packs) {
      read(pack, causes, rules, Rules::check);
    }
    var expired = new ArrayList<String>();
    for (Source file : files) {
      rules.addAll(own(file, causes, rules));
    }
    rules.replaceAll(rule -> rule.asOf(today, expired));
    return new Read(List.copyOf(rules), List.copyOf(expired));
  }

  /** An exemption in a user's own file needs an owner and an end date. */
  private static List<Rule> own(Source file, Causes causes, List<Rule> known) {
    var rules = new ArrayList<Rule>();
    YamlMap whole = YamlMap.parse(file.name(), file.text(), FILE_KEYS);
    Words words = Words.of(whole);
    for (YamlMap map : whole.maps("rules", KEYS)) {
      Rule rule = rule(map, causes, words);
      check(map, rule);
      boolean taken =
          Stream.concat(known.stream(), rules.stream())
              .anyMatch(other -> other.id().equals(rule.id()));
      if (taken) {
        throw map.error("id", rule.id() + " is the id of another rule");
      }
      for (YamlMap except : map.maps("except", EXCEPT_KEYS)) {
        var _ = except.text("owner");
        var _ = except.text("expires");
      }
      rules.add(rule);
    }
    return rules;
  }

  private static Rule rule(YamlMap map, Causes causes, Words words) {
    String causeId = map.text("cause");
    Cause cause =
        causes
            .find(causeId)
            .orElseThrow(() -> map.error("cause", "no cause has the id \"" + causeId + "\""));
    Rule.Channel channel =
        map.has("channel")
            ? Causes.constant(map, "channel", Rule.Channel.class)
            : Rule.Channel.SERIAL;
    Stage[] stages = channel == Rule.Channel.SERIAL ? stages(map) : anyStage(map);
    return new Rule(
        map.text("id"),
        cause,
        stages[0],
        stages[1],
        map.has("on") ? Causes.constant(map, "on", Rule.On.class) : Rule.On.LINE,
        channel,
        Causes.constant(map, "severity", Severity.class),
        map.flag("once"),
        map.flag("in-journal"),
        speaker(map, cause),
        words.pattern(map, "pattern"),
        optional(map, "void-by", words),
        optional(map, "until", words),
        map.text("detail"),
        map.optionalText("subject").orElse(""),
        map.optionalText("advice"),
        exemptions(map, words));
  }

  private static Optional<LinePattern> optional(YamlMap map, String key, Words words) {
    return map.has(key) ? Optional.of(words.pattern(map, key)) : Optional.empty();
  }

  /** What an initramfs says of a missing init needs no time stamp of the kernel. */
  private static String speaker(YamlMap map, Cause cause) {
    if (!map.has("speaker")) {
      return cause.speaker();
    }
    String speaker = map.text("speaker");
    if (!speaker.equals(ANYONE)) {
      throw map.error("speaker", "\"%s\" is not \"%s\"".formatted(speaker, ANYONE));
    }
    return "";
  }

  /** Mistakes that only the patterns themselves reveal. */
  private static void check(YamlMap map, Rule rule) {
    Words.compiled(map, "pattern", rule.pattern());
    rule.voidBy().ifPresent(over -> Words.compiled(map, "void-by", over));
    rule.until().ifPresent(until -> Words.compiled(map, "until", until));
    int groups = rule.pattern().groups();
    fits(map, "detail", rule.detail(), groups);
    fits(map, "subject", rule.subject(), groups);
    rule.advice().ifPresent(advice -> fits(map, "advice", advice, groups));
    List<YamlMap> exempt = map.maps("except", EXCEPT_KEYS);
    for (int i = 0; i < exempt.size(); i++) {
      Words.compiled(exempt.get(i), "pattern", rule.exemptions().get(i).pattern());
    }
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

  /**
   * Only the console has stages: a journal is read after user space has run, a host's text before
   * that.
   */
  private static Stage[] anyStage(YamlMap map) {
    if (map.has("stages")) {
      throw map.error("stages", "only rules of channel serial have stages");
    }
    return new Stage[] {Stage.POWER_ON, Stage.READY};
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

  private static void fits(YamlMap map, String key, String template, int groups) {
    int wanted = Rule.highestGroup(template);
    if (wanted > groups) {
      throw map.error(key, "{%d} is used but the pattern has %d groups".formatted(wanted, groups));
    }
  }

  private static List<Rule.Exemption> exemptions(YamlMap map, Words words) {
    return map.maps("except", EXCEPT_KEYS).stream().map(one -> exemption(one, words)).toList();
  }

  private static Rule.Exemption exemption(YamlMap map, Words words) {
    return new Rule.Exemption(
        words.pattern(map, "pattern"),
        map.text("reason"),
        map.optionalText("owner"),
        map.optionalText("expires").map(text -> date(map, text)));
  }

  private static LocalDate date(YamlMap map, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw map.error("expires", "\"" + text + "\" is not a date. Write e.g. 2027-03-31");
    }
  }
}
