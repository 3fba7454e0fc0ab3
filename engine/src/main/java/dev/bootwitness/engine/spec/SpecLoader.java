package dev.bootwitness.engine.spec;

import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecKeys;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code bootwitness.yaml}: YAML 1.2, UTF-8, nothing in it instantiates anything. */
public final class SpecLoader {

  /** The file looked for when a folder is given. */
  public static final String DEFAULT_NAME = "bootwitness.yaml";

  private static final int DEEPEST = 100;

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
    Problems problems = new Problems(actual.toString());
    Optional<Node> root = compose(actual, problems);
    problems.throwIfAny();
    Spec spec = new SpecBinder(problems, actual, packs).bind(root.orElseThrow());
    problems.throwIfAny();
    return spec;
  }

  private static Optional<Node> compose(Path file, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            // The binder refuses it, since it knows the position.
            .setAllowNonScalarKeys(true)
            .build();
    try {
      String yaml = Files.readString(file);
      if (tooDeep(new Parse(settings).parseString(yaml), problems)) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings).composeString(yaml);
      if (root.isEmpty()) {
        problems.add(1, 1, "", "the file is empty. Expected keys: " + keys().inWords() + ".");
      }
      return root;
    } catch (NoSuchFileException e) {
      problems.add(
          1, 1, "", "there is no such file. Name a spec, or a folder with a " + DEFAULT_NAME + ".");
    } catch (CharacterCodingException e) {
      problems.add(1, 1, "", "not UTF-8 text. Save the spec as UTF-8.");
    } catch (AccessDeniedException e) {
      problems.add(1, 1, "", "cannot be read: permission denied.");
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

  /** The composer is recursive, so a deeply nested file would overflow its stack. */
  private static boolean tooDeep(Iterable<Event> events, Problems problems) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        Optional<Mark> mark = event.getStartMark();
        problems.add(
            mark.map(Mark::getLine).orElse(0) + 1,
            mark.map(Mark::getColumn).orElse(0) + 1,
            "",
            "nested more than " + DEEPEST + " levels deep; a spec needs 4.");
        return true;
      }
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
    }
    return false;
  }

  /** Every key that a spec may have. */
  public static SpecKeys keys() {
    return RootKeys.ALL;
  }
}
