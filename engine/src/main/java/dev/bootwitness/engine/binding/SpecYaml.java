package dev.bootwitness.engine.binding;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

/** The YAML of a file that people write: YAML 1.2, UTF-8, nothing in it instantiates anything. */
public final class SpecYaml {

  private static final int DEEPEST = 100;

  private final Path file;
  private final Problems problems;

  private SpecYaml(Path file) {
    this.file = file;
    this.problems = new Problems(file.toString());
  }

  /**
   * Reads a file.
   *
   * @param keys those of its root, for the message about an empty file
   * @throws SpecException when it cannot be read or is not YAML
   */
  public static Node read(Path file, SpecKeys keys) throws SpecException {
    return read(file, keys, "");
  }

  /**
   * Reads a file.
   *
   * @param next what to do when it does not exist
   * @throws SpecException when it cannot be read or is not YAML
   */
  public static Node read(Path file, SpecKeys keys, String next) throws SpecException {
    SpecYaml yaml = new SpecYaml(file);
    Optional<Node> root = Optional.empty();
    try {
      root = yaml.compose(Files.readString(file), keys);
    } catch (NoSuchFileException e) {
      yaml.problems.add(1, 1, "", ("there is no such file. " + next).strip());
    } catch (CharacterCodingException e) {
      yaml.problems.add(1, 1, "", "not UTF-8 text. Save the file as UTF-8.");
    } catch (AccessDeniedException e) {
      yaml.problems.add(1, 1, "", "cannot be read: permission denied.");
    } catch (IOException e) {
      yaml.problems.add(1, 1, "", "cannot be read: " + e.getMessage());
    }
    yaml.problems.throwIfAny();
    return root.orElseThrow();
  }

  /**
   * Reads a text.
   *
   * @param file as messages name it
   * @throws SpecException when it is not YAML
   */
  public static Node of(Path file, String text, SpecKeys keys) throws SpecException {
    SpecYaml yaml = new SpecYaml(file);
    Optional<Node> root = yaml.compose(text, keys);
    yaml.problems.throwIfAny();
    return root.orElseThrow();
  }

  private Optional<Node> compose(String yaml, SpecKeys keys) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            // The binder refuses it, since it knows the position.
            .setAllowNonScalarKeys(true)
            .build();
    try {
      if (tooDeep(new Parse(settings).parseString(yaml), problems)) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings).composeString(yaml);
      if (root.isEmpty()) {
        problems.add(1, 1, "", "the file is empty. Expected keys: " + keys.inWords() + ".");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      int column = e.getProblemMark().map(Mark::getColumn).orElse(0) + 1;
      problems.add(line, column, "", "not YAML: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      problems.add(1, 1, "", "not YAML: " + e.getMessage());
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
}
