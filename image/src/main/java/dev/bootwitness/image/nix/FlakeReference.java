package dev.bootwitness.image.nix;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An output of a flake, such as {@code ../images/live#bootImage}.
 *
 * <p>Nix reads {@code images/live} as the name of a registry's entry (nix3-flake(1), "Flake
 * references"). Here a folder that exists is meant as a folder, relative to the spec like every
 * other path of it.
 *
 * @param text as Nix gets it: absolute where it names a folder
 * @param folder the flake's folder on this host; empty when it comes from elsewhere
 */
public record FlakeReference(String text, Optional<Path> folder) {

  /** Reads a reference that is written relative to a folder. */
  public static FlakeReference of(String written, Path base) {
    int mark = written.indexOf('#');
    String location = mark < 0 ? written : written.substring(0, mark);
    String output = mark < 0 ? "" : written.substring(mark);
    if (location.contains(":") || location.contains("?") || location.indexOf('\0') >= 0) {
      return new FlakeReference(written, Optional.empty());
    }
    Path folder = base.resolve(location).toAbsolutePath().normalize();
    return Files.isDirectory(folder)
        ? new FlakeReference(folder + output, Optional.of(folder))
        : new FlakeReference(written, Optional.empty());
  }

  /**
   * Whether the folder has no flake.nix, nor has any folder above it, where Nix looks next.
   * References to elsewhere lack nothing that is known here.
   */
  public boolean lacksFlake() {
    for (Path here = folder.orElse(null); here != null; here = here.getParent()) {
      if (Files.exists(here.resolve("flake.nix"))) {
        return false;
      }
    }
    return folder.isPresent();
  }
}
