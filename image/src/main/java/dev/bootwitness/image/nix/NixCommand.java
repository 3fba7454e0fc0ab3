package dev.bootwitness.image.nix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines that Nix is started with. */
public final class NixCommand {

  /** The program, and the Debian package {@code nix-bin} that contains it. */
  public static final String NIX = "nix";

  /**
   * Both features are experimental up to today's Nix and off by default. They change nothing but
   * which commands exist (nix.conf(5), experimental-features).
   */
  private static final List<String> FEATURES =
      List.of("--extra-experimental-features", "nix-command flakes");

  private NixCommand() {}

  /**
   * Builds a flake's output and registers it as a root that the garbage collector keeps.
   *
   * @param link becomes a link to the output; the root holds as long as the link is there
   * @param more arguments of the user, after our own
   */
  public static List<String> build(
      FlakeReference flake, Path link, boolean impure, List<String> more) {
    List<String> argv = new ArrayList<>(List.of(NIX));
    argv.addAll(FEATURES);
    argv.addAll(List.of("build", "--log-format", "internal-json", "--verbose", "--out-link"));
    argv.add(link.toString());
    if (impure) {
      argv.add("--impure");
    }
    argv.addAll(more);
    argv.add(flake.text());
    return List.copyOf(argv);
  }

  /** Removes a path from Nix's store unless something uses it. */
  public static List<String> delete(Path storePath) {
    List<String> argv = new ArrayList<>(List.of(NIX));
    argv.addAll(FEATURES);
    argv.addAll(List.of("store", "delete", storePath.toString()));
    return List.copyOf(argv);
  }

  /** Prints what Nix knows about a path of its store, as JSON. */
  public static List<String> pathInfo(Path storePath) {
    List<String> argv = new ArrayList<>(List.of(NIX));
    argv.addAll(FEATURES);
    argv.addAll(List.of("path-info", "--json", storePath.toString()));
    return List.copyOf(argv);
  }
}
