package dev.bootwitness.diagnosis.guest;

import dev.bootwitness.base.yaml.YamlMap;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.guest.StatusFile.Meaning;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The {@link StatusFile}s defined by packs, with one recogniser for all of them. */
public record StatusFiles(List<StatusFile> files) {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "path", "state", "detail", "reason", "plan", "nothing-planned", "states", "causes"));
  private static final Set<String> CAUSE_KEYS =
      new TreeSet<>(Set.of("state", "detail", "cause", "advice"));

  /** The meanings of a state for checks and detectors. */
  private static final List<String> MEANINGS =
      List.of("applied", "plan-only", "failed", "nothing-to-do");

  private static final class Bundled {
    static final StatusFiles FILES = of(Packs.bundled(), Causes.bundled());
  }

  public StatusFiles {
    files = List.copyOf(files);
  }

  /** Those of the product's packs. */
  public static StatusFiles bundled() {
    return Bundled.FILES;
  }

  /**
   * Those of packs, in their order.
   *
   * @throws dev.bootwitness.base.yaml.DataFileException on a mistake in a status.yaml
   */
  public static StatusFiles of(List<Pack> packs, Causes causes) {
    var files = new ArrayList<StatusFile>();
    for (Pack pack : packs) {
      pack.text("status.yaml")
          .ifPresent(text ->
              YamlMap.parse(pack.label("status.yaml"), text, Set.of("files"))
                  .maps("files", KEYS)
                  .forEach(map -> files.add(file(map, causes))));
    }
    return new StatusFiles(files);
  }

  private static StatusFile file(YamlMap map, Causes causes) {
    if (!map.text("path").startsWith("/")) {
      throw map.error("path", "must be an absolute path of the guest");
    }
    Map<String, String> states = new LinkedHashMap<>();
    map.lists("states")
        .forEach((meaning, words) -> {
          if (!MEANINGS.contains(meaning)) {
            throw map.error(
                "states", "\"%s\" is none of %s".formatted(meaning, String.join(", ", MEANINGS)));
          }
          words.forEach(word -> states.put(word, meaning));
        });
    if (states.isEmpty()) {
      throw map.error("states is missing: which values of the state's key mean what.");
    }
    return new StatusFile(
        map.text("path"),
        map.text("state"),
        states,
        map.optionalText("detail").orElse(""),
        map.optionalText("reason").orElse(""),
        map.optionalText("plan").orElse(""),
        Words.compiled(map, "nothing-planned", LinePattern.of(map.texts("nothing-planned"))),
        map.maps("causes", CAUSE_KEYS).stream()
            .map(cause -> meaning(cause, states, causes))
            .toList());
  }

  private static Meaning meaning(YamlMap map, Map<String, String> states, Causes causes) {
    if (!states.containsKey(map.text("state"))) {
      throw map.error(
          "state", "\"%s\" is not among the file's states".formatted(map.text("state")));
    }
    String cause = map.text("cause");
    if (causes.find(cause).isEmpty()) {
      throw map.error("cause", "no cause has the id \"" + cause + "\"");
    }
    return new Meaning(
        map.text("state"),
        map.optionalText("detail").orElse(""),
        cause,
        map.optionalText("advice").orElse(""));
  }

  /** The file whose first line this may be. */
  public Optional<StatusFile> beginningWith(String line) {
    return files.stream().filter(file -> file.begins(line)).findFirst();
  }

  /** Whether a command names one of the files. */
  public boolean areNamedIn(String command) {
    return files.stream().anyMatch(file -> command.contains(name(file)));
  }

  private static String name(StatusFile file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }

  /** Whether this line is a provisioner's report that its plan has no device. */
  public boolean nothingPlanned(String line) {
    return files.stream().anyMatch(file -> file.nothingPlanned().isIn(line));
  }

  /**
   * The format of the file at that path; for a path that no pack knows, the first pack's format.
   *
   * @throws IllegalStateException when no pack has a status file
   */
  public StatusFile at(String path) {
    return files.stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .or(() -> files.stream().findFirst().map(file -> file.at(path)))
        .orElseThrow(() -> new IllegalStateException("no pack has a status.yaml"));
  }
}
