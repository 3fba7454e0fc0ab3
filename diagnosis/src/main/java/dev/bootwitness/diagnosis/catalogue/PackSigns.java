package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.base.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files by which an image shows that a pack's product is in it: {@code image.yaml}. */
public final class PackSigns {
  private static final String FILE = "image.yaml";

  private PackSigns() {}

  /** Absolute paths by the name of their pack, for the product's packs. */
  public static Map<String, List<String>> bundled() {
    return of(Packs.bundled());
  }

  /**
   * Those of packs, in their order.
   *
   * @throws dev.bootwitness.base.yaml.DataFileException on a mistake in an image.yaml
   */
  public static Map<String, List<String>> of(List<Pack> packs) {
    Map<String, List<String>> signs = new LinkedHashMap<>();
    for (Pack pack : packs) {
      pack.text(FILE)
          .ifPresent(text -> {
            YamlMap file = YamlMap.parse(pack.label(FILE), text, Set.of("present"));
            List<String> paths = file.texts("present");
            paths.stream()
                .filter(path -> !path.startsWith("/") || path.length() < 2)
                .findFirst()
                .ifPresent(path -> {
                  throw file.error(
                      "present",
                      "\"" + path + "\" is not an absolute path. Write e.g. /usr/bin/x.");
                });
            signs.put(pack.name(), paths);
          });
    }
    return signs;
  }
}
