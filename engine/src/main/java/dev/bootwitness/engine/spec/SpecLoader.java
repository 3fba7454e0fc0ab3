package dev.bootwitness.engine.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
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
    Path actual = Files.isDirectory(file) ? file.resolve(DEFAULT_NAME) : file;
    Problems problems = new Problems(actual.toString());
    Optional<Node> root = compose(actual, problems);
    problems.throwIfAny();
    Spec spec = new SpecBinder(problems, actual).bind(root.orElseThrow());
    problems.throwIfAny();
    return spec;
  }

  private static Optional<Node> compose(Path file, Problems problems) {
    LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
    try (InputStream in = Files.newInputStream(file)) {
      Optional<Node> root = new Compose(settings).composeInputStream(in);
      if (root.isEmpty()) {
        problems.add(1, 1, "", "the file is empty. Expected keys: " + keys() + ".");
      }
      return root;
    } catch (NoSuchFileException e) {
      problems.add(
          1,
          1,
          "",
          "there is no such file. Give the path of a spec, or of a folder with a "
              + DEFAULT_NAME
              + ".");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      int column = e.getProblemMark().map(Mark::getColumn).orElse(0) + 1;
      problems.add(line, column, "", "not YAML: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      problems.add(1, 1, "", "not YAML: " + e.getMessage());
    } catch (IOException e) {
      problems.add(1, 1, "", "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static String keys() {
    return String.join(", ", List.copyOf(SpecBinder.KEYS));
  }
}
