package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The knowledge of a diagnosis: the catalogue and rules in the jar with its packs, then further
 * packs, then the rules of the user's folders.
 */
public final class RuleSet {
  private final RuleEngine engine;
  private final List<Pack> packs;
  private final List<Rules.Source> files;
  private final List<String> notes;

  private RuleSet(
      RuleEngine engine, List<Pack> packs, List<Rules.Source> files, List<String> notes) {
    this.engine = engine;
    this.packs = List.copyOf(packs);
    this.files = List.copyOf(files);
    this.notes = List.copyOf(notes);
  }

  /** The rules in the jar. */
  public static RuleSet bundled() {
    return new RuleSet(RuleEngine.bundled(), List.of(), List.of(), List.of());
  }

  /**
   * The rules in the jar and those in all {@code *.yaml} and {@code *.yml} of the folders, in the
   * order of their names.
   *
   * @param today exemptions that ended earlier no longer apply
   * @throws DataFileException on a mistake in a file
   * @throws IOException when a folder or file cannot be read
   */
  public static RuleSet with(List<Path> folders, LocalDate today) throws IOException {
    return with(List.of(), folders, today);
  }

  /**
   * The same with further packs, read before the folders.
   *
   * @param packs those of {@link Packs#find}
   */
  public static RuleSet with(List<Pack> packs, List<Path> folders, LocalDate today)
      throws IOException {
    var files = new ArrayList<Rules.Source>();
    for (Path folder : folders) {
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path file : entries.filter(RuleSet::isRuleFile).sorted().toList()) {
          files.add(new Rules.Source(file.toString(), text(file)));
        }
      }
    }
    Causes causes = Causes.bundled();
    for (Pack pack : packs) {
      causes = causes.with(pack);
    }
    var all = new ArrayList<>(Packs.bundled());
    all.addAll(packs);
    Rules.Read read = Rules.all(packs, files, causes, today);
    return new RuleSet(
        new RuleEngine(read.rules(), causes, StatusFiles.of(all, causes)),
        packs,
        files,
        read.expired());
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
    // A pipe would never end.
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
  }

  public RuleEngine engine() {
    return engine;
  }

  /** The further packs it was made with. */
  List<Pack> packs() {
    return packs;
  }

  /** The rule files of the folders it was made with. */
  List<Rules.Source> files() {
    return files;
  }

  /** The same, with one more note. */
  RuleSet noting(String note) {
    return new RuleSet(
        engine, packs, files, Stream.concat(notes.stream(), Stream.of(note)).toList());
  }

  /** What the user should know: exemptions that have expired, packs that cannot be used. */
  public List<String> notes() {
    return notes;
  }
}
