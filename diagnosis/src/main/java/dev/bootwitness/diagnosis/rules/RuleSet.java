package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.DataFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rules a diagnosis goes by: those in the jar, and behind them those of the user's folders. */
public final class RuleSet {
  private final RuleEngine engine;
  private final List<String> notes;

  private RuleSet(RuleEngine engine, List<String> notes) {
    this.engine = engine;
    this.notes = List.copyOf(notes);
  }

  /** The rules in the jar. */
  public static RuleSet bundled() {
    return new RuleSet(RuleEngine.bundled(), List.of());
  }

  /**
   * The rules in the jar and those in all {@code *.yaml} and {@code *.yml} of the folders, in the
   * order of their names.
   *
   * @param today exemptions that ended before do not exempt
   * @throws DataFileException on a mistake in a file
   * @throws IOException when a folder or file cannot be read
   */
  public static RuleSet with(List<Path> folders, LocalDate today) throws IOException {
    var files = new ArrayList<Rules.Source>();
    for (Path folder : folders) {
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path file : entries.filter(RuleSet::isRuleFile).sorted().toList()) {
          files.add(new Rules.Source(file.toString(), text(file)));
        }
      }
    }
    Rules.Read read = Rules.all(files, Causes.bundled(), today);
    return new RuleSet(new RuleEngine(read.rules()), read.expired());
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new DataFileException(file.toString(), 1, 1, "the file is not UTF-8.");
    }
  }

  private static boolean isRuleFile(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  public RuleEngine engine() {
    return engine;
  }

  /** What the user should know: exemptions that have expired. */
  public List<String> notes() {
    return notes;
  }
}
