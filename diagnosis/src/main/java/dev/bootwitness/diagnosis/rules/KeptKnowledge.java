package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Copies of the packs and rule files by which a run was judged, in its record: any later report
 * judges by them, wherever the user's own files are by then.
 */
public final class KeptKnowledge {
  private static final String PACKS = "packs";
  private static final String RULES = "rules";

  private KeptKnowledge() {}

  /** Keeps what these rules have beyond the product's own; nothing if they have nothing more. */
  public static void keep(RuleSet rules, RunDirectory run) throws IOException {
    int number = 0;
    for (Pack pack : rules.packs()) {
      Path folder = run.knowledge().resolve(PACKS).resolve(numbered(++number, pack.name()));
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : pack.files().entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    }
    for (Rules.Source file : rules.files()) {
      Path folder = Files.createDirectories(run.knowledge().resolve(RULES));
      String name = String.valueOf(Path.of(file.name()).getFileName());
      Files.writeString(
          folder.resolve(numbered(++number, name)), file.text(), StandardCharsets.UTF_8);
    }
  }

  /** Names in the order in which they are read. */
  private static String numbered(int number, String name) {
    return String.format(Locale.ROOT, "%04d-%s", number, name);
  }

  /** The rules by which a run was judged. */
  public static RuleSet of(RunDirectory run, LocalDate today) throws IOException {
    return of(run, List.of(), List.of(), today);
  }

  /**
   * The same with further packs, and with rules of further folders. A pack takes the place of the
   * kept one of its name.
   *
   * @param today the day for exemptions that end, if the run's own day is not known
   * @throws DataFileException on a mistake in what is not kept
   */
  public static RuleSet of(RunDirectory run, List<Pack> more, List<Path> folders, LocalDate today)
      throws IOException {
    List<Path> rules = new ArrayList<>();
    if (Files.isDirectory(run.knowledge().resolve(RULES))) {
      rules.add(run.knowledge().resolve(RULES));
    }
    LocalDate day = run.day().orElse(today);
    try {
      List<Pack> packs = new ArrayList<>();
      for (Pack kept : packs(run)) {
        if (more.stream().noneMatch(pack -> pack.name().equals(kept.name()))) {
          packs.add(kept);
        }
      }
      if (packs.isEmpty() && rules.isEmpty()) {
        return without(more, folders, day);
      }
      packs.addAll(more);
      rules.addAll(folders);
      return RuleSet.with(packs, rules, day);
    } catch (DataFileException e) {
      // Written for another version of the product, whose catalogue has changed since.
      return without(more, folders, day)
          .noting("The packs and rules kept with this run cannot be used. " + e.getMessage());
    }
  }

  private static RuleSet without(List<Pack> more, List<Path> folders, LocalDate day)
      throws IOException {
    return more.isEmpty() && folders.isEmpty()
        ? RuleSet.bundled()
        : RuleSet.with(more, folders, day);
  }

  private static List<Pack> packs(RunDirectory run) throws IOException {
    Path folder = run.knowledge().resolve(PACKS);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var packs = new ArrayList<Pack>();
    try (Stream<Path> kept = Files.list(folder)) {
      for (Path pack : kept.filter(Files::isDirectory).sorted().toList()) {
        Pack read = Packs.in(pack);
        packs.add(
            new Pack(
                read.name().substring(read.name().indexOf('-') + 1), read.place(), read.files()));
      }
    }
    return packs;
  }
}
