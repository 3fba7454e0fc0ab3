package dev.bootwitness.image.initramfs;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.image.initramfs.InitramfsEntry.Device;
import dev.bootwitness.image.initramfs.InitramfsEntry.Directory;
import dev.bootwitness.image.initramfs.InitramfsEntry.Pipe;
import dev.bootwitness.image.initramfs.InitramfsEntry.Regular;
import dev.bootwitness.image.initramfs.InitramfsEntry.Socket;
import dev.bootwitness.image.initramfs.InitramfsEntry.Symlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the lines of one list into entries and collects their mistakes. */
final class ListParser {

  private static final String TYPES = "file, dir, nod, slink, pipe or sock";

  private final Path list;
  private final Variables variables;
  private final Names names = new Names();
  private final List<InitramfsEntry> entries = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  ListParser(Path list, Map<String, String> variables) {
    this.list = list;
    this.variables = new Variables(variables);
  }

  InitramfsList parse(List<String> lines) throws InitramfsListException {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        entries.add(entry(line, i + 1));
      } catch (ListMistake mistake) {
        problems.add("%s:%d: %s".formatted(list, i + 1, mistake.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InitramfsListException(problems, null);
    }
    return new InitramfsList(entries);
  }

  private InitramfsEntry entry(String line, int number) throws ListMistake {
    List<String> words = List.of(line.split("[ \t]+"));
    String type = words.getFirst();
    Fields fields = new Fields(type, variables.expand(words.subList(1, words.size())));
    InitramfsEntry entry =
        switch (type) {
          case "file" -> file(fields);
          case "dir" -> {
            fields.expect(4, 4, "dir <name> <mode> <uid> <gid>");
            yield new Directory(fields.name(0), fields.access(1));
          }
          case "nod" -> device(fields);
          case "slink" -> {
            fields.expect(5, 5, "slink <name> <target> <mode> <uid> <gid>");
            yield new Symlink(fields.name(0), fields.text(1), fields.access(2));
          }
          case "pipe" -> {
            fields.expect(4, 4, "pipe <name> <mode> <uid> <gid>");
            yield new Pipe(fields.name(0), fields.access(1));
          }
          case "sock" -> {
            fields.expect(4, 4, "sock <name> <mode> <uid> <gid>");
            yield new Socket(fields.name(0), fields.access(1));
          }
          default ->
              throw new ListMistake(
                  VisibleText.quote(type, 40) + " is no type of entry; expected " + TYPES + ".");
        };
    names.add(entry, number);
    return entry;
  }

  private Regular file(Fields fields) throws ListMistake {
    fields.expect(5, Integer.MAX_VALUE, "file <name> <location> <mode> <uid> <gid> [<hard links>]");
    String name = fields.name(0);
    Path source = list.toAbsolutePath().resolveSibling(fields.text(1)).normalize();
    if (!Files.isRegularFile(source)) {
      throw new ListMistake(
          "%s takes its content from %s, which %s."
              .formatted(
                  VisibleText.quote("/" + name, 200),
                  source,
                  Files.exists(source) ? "is not a file" : "does not exist"));
    }
    List<String> links = new ArrayList<>();
    for (int i = 5; i < fields.count(); i++) {
      links.add(fields.name(i));
    }
    return new Regular(name, source, fields.access(2), links);
  }

  private static Device device(Fields fields) throws ListMistake {
    fields.expect(7, 7, "nod <name> <mode> <uid> <gid> <dev_type> <maj> <min>");
    String type = fields.text(4);
    if (!type.equals("b") && !type.equals("c")) {
      throw new ListMistake(
          "dev_type is "
              + VisibleText.quote(type, 40)
              + "; expected b (block device) or c (character device).");
    }
    return new Device(
        fields.name(0),
        fields.access(1),
        type.equals("b"),
        fields.number(5, "maj"),
        fields.number(6, "min"));
  }
}
