package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.base.yaml.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds {@link Pack}s: those of the product, which are in the jar and always apply, and those in
 * folders.
 */
public final class Packs {
  /** The list of the packs in the jar; a jar's folders cannot be listed. */
  private static final String INDEX = "packs.yaml";

  private static final class Bundled {
    static final List<Pack> PACKS =
        resource(INDEX)
            .map(text -> YamlMap.parse("packs/" + INDEX, text, Set.of("packs")).texts("packs"))
            .orElseThrow(() -> new IllegalStateException("packs/ is missing in the jar"))
            .stream()
            .map(Packs::ofTheJar)
            .toList();
  }

  private Packs() {}

  /** The product's packs, in the order in which they are read. */
  public static List<Pack> bundled() {
    return Bundled.PACKS;
  }

  /**
   * The packs with these names or folders, without the product's own, which always apply.
   *
   * @param base the base of a relative path
   * @throws IOException when one is neither the name of a pack nor a folder with one; says so
   */
  public static List<Pack> find(List<String> namesOrFolders, Path base) throws IOException {
    var packs = new ArrayList<Pack>();
    for (String wanted : namesOrFolders) {
      if (bundled().stream().noneMatch(pack -> pack.name().equals(wanted))) {
        packs.add(folder(wanted, base.resolve(wanted)));
      }
    }
    return List.copyOf(packs);
  }

  /**
   * The pack in a folder.
   *
   * @throws IOException when the folder has none
   */
  public static Pack in(Path folder) throws IOException {
    return folder(folder.toString(), folder);
  }

  private static Pack folder(String wanted, Path folder) throws IOException {
    var files = new LinkedHashMap<String, String>();
    for (String file : Pack.FILES) {
      try {
        files.put(file, Files.readString(folder.resolve(file), StandardCharsets.UTF_8));
      } catch (NoSuchFileException e) {
        // A pack contains what its product needs.
      } catch (CharacterCodingException e) {
        throw new DataFileException(
            folder.resolve(file).toString(), 1, 1, "the file is not UTF-8.");
      }
    }
    if (files.isEmpty()) {
      throw new IOException(
          "%s is neither a pack of this program (%s) nor a folder with %s"
              .formatted(
                  wanted,
                  String.join(", ", bundled().stream().map(Pack::name).toList()),
                  String.join(" or ", Pack.FILES)));
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new Pack(name == null ? wanted : name.toString(), folder.toString(), files);
  }

  private static Pack ofTheJar(String name) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : Pack.FILES) {
      resource(name + "/" + file).ifPresent(text -> files.put(file, text));
    }
    return new Pack(name, "packs/" + name, files);
  }

  private static Optional<String> resource(String path) {
    try (InputStream in = Packs.class.getResourceAsStream("/packs/" + path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("packs/" + path + " in the jar of module diagnosis", e);
    }
  }
}
