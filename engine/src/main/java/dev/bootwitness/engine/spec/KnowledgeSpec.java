package dev.bootwitness.engine.spec;

import dev.bootwitness.diagnosis.catalogue.Packs;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.diagnosis.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What the diagnosis of a run uses in addition to the product's own catalogue, rules and packs.
 *
 * @param packs names of packs or absolute paths of their folders
 * @param rules folders of the user's own rules, read after the packs
 */
public record KnowledgeSpec(List<String> packs, List<Path> rules) {

  /** Nothing in addition to the product's own. */
  public static final KnowledgeSpec NONE = new KnowledgeSpec(List.of(), List.of());

  public KnowledgeSpec {
    packs = List.copyOf(packs);
    rules = List.copyOf(rules);
  }

  /**
   * The status files that the packs name.
   *
   * @param today exemptions that ended before do not exempt
   * @throws dev.bootwitness.base.yaml.DataFileException on a mistake in a pack's file
   * @throws IOException when a pack is not found or a file cannot be read
   */
  public StatusFiles statusFiles(LocalDate today) throws IOException {
    return packs.isEmpty()
        ? StatusFiles.bundled()
        : new KnowledgeSpec(packs, List.of()).load(today).engine().statusFiles();
  }

  /**
   * Reads it all.
   *
   * @param today exemptions that ended before do not exempt
   * @throws dev.bootwitness.base.yaml.DataFileException on a mistake in a file
   * @throws IOException when a pack is not found or a file cannot be read
   */
  public RuleSet load(LocalDate today) throws IOException {
    return equals(NONE)
        ? RuleSet.bundled()
        : RuleSet.with(Packs.find(packs, Path.of("/")), rules, today);
  }
}
