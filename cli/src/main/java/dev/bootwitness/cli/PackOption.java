package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.catalogue.Pack;
import dev.bootwitness.diagnosis.catalogue.Packs;
import java.nio.file.Path;
import java.util.List;

/** The packs that {@code --pack} names. */
final class PackOption {
  private PackOption() {}

  /** The packs: those of the product by name, others by the absolute path of their folder. */
  static List<String> absolute(List<String> packs) {
    if (packs.isEmpty()) {
      return packs;
    }
    List<String> ours = Packs.bundled().stream().map(Pack::name).toList();
    return packs.stream()
        .map(pack -> ours.contains(pack) ? pack : Path.of(pack).toAbsolutePath().toString())
        .toList();
  }
}
