package dev.bootwitness.engine.spec;

import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.binding.SpecYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code bootwitness.yaml}: YAML 1.2, UTF-8, nothing in it instantiates anything. */
public final class SpecLoader {

  /** The file looked for when a folder is given. */
  public static final String DEFAULT_NAME = "bootwitness.yaml";

  private SpecLoader() {}

  /**
   * Reads a spec.
   *
   * @param file the file, or a folder with a {@value #DEFAULT_NAME} in it
   * @throws SpecException with every mistake in it
   */
  public static Spec load(Path file) throws SpecException {
    return load(file, List.of());
  }

  /**
   * Reads a spec whose runs use additional packs.
   *
   * @param packs names of packs or absolute paths of their folders, besides those of the spec
   * @throws SpecException with every mistake in it
   */
  public static Spec load(Path file, List<String> packs) throws SpecException {
    Path actual = Files.isDirectory(file) ? file.resolve(DEFAULT_NAME) : file;
    Node root =
        SpecYaml.read(
            actual, RootKeys.ALL, "Name a spec, or a folder with a " + DEFAULT_NAME + ".");
    Problems problems = new Problems(actual.toString());
    Spec spec = new SpecBinder(problems, actual, packs).bind(root);
    problems.throwIfAny();
    return spec;
  }

  /** Every key that a spec may have. */
  public static SpecKeys keys() {
    return RootKeys.ALL;
  }
}
