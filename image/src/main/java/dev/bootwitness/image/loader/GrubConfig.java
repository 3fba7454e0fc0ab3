package dev.bootwitness.image.loader;

import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.facts.MenuEntry;
import dev.bootwitness.image.loader.GrubScript.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code grub.cfg}: its menu, and the entry that it starts by default.
 *
 * <p>Conditions are not evaluated. If several branches set a variable, the last non-empty value
 * counts; in an entry, the first {@code linux} and {@code initrd} count. A variable that only GRUB
 * knows is empty.
 */
final class GrubConfig {

  private static final int DEEPEST = 8;
  private static final Set<String> JOINERS = Set.of("then", "else", "do");

  /** Options of menuentry that have a value in the next word (GRUB manual, "menuentry"). */
  private static final Set<String> VALUED = Set.of("--class", "--users", "--hotkey", "--id");

  private final LoaderConfigs configs;
  private final Map<String, String> variables = new HashMap<>();
  private final List<Item> menu = new ArrayList<>();
  private final List<List<Word>> direct = new ArrayList<>();
  private boolean serial;

  /** A line of the menu: an entry with its commands, or a submenu with its items. */
  private record Item(String title, String id, List<List<Word>> body, List<Item> items) {}

  private GrubConfig(LoaderConfigs configs) {
    this.configs = configs;
  }

  static LoaderEntry read(String path, LoaderConfigs configs) throws NoLoaderEntry {
    GrubConfig config = of(path, configs);
    return config.entry(path, config.chosen());
  }

  private static GrubConfig of(String path, LoaderConfigs configs) throws NoLoaderEntry {
    GrubConfig config = new GrubConfig(configs);
    config.take(path, 0);
    if (config.menu.isEmpty() && config.direct.isEmpty()) {
      throw new NoLoaderEntry("no menuentry in it");
    }
    return config;
  }

  private Item chosen() {
    return menu.isEmpty()
        ? new Item("", "", List.copyOf(direct), List.of())
        : chosen(menu, variables.getOrDefault("default", "0"));
  }

  /** The whole menu, submenus flattened; without a menu, what the script starts itself. */
  static LoaderMenu menu(String path, LoaderConfigs configs) throws NoLoaderEntry {
    GrubConfig config = of(path, configs);
    Item chosen = config.chosen();
    List<MenuEntry> entries = new ArrayList<>();
    int first = -1;
    for (Item item : config.menu.isEmpty() ? List.of(chosen) : flat(config.menu)) {
      try {
        entries.add(LoaderMenus.of(config.entry(path, item)).on(config.device(item)));
        first = first < 0 && item.equals(chosen) ? entries.size() - 1 : first;
      } catch (NoLoaderEntry notLinux) {
        // Another menu, firmware settings, another system: an entry all the same, of no kernel.
      }
    }
    return new LoaderMenu("grub", path, List.of(), config.seconds(), config.serial, first, entries);
  }

  /** What {@code set root=(hd0,1)} names, in the entry or before it. */
  private String device(Item item) {
    Map<String, String> local = new HashMap<>(variables);
    for (List<Word> raw : item.body) {
      List<Word> command = withoutJoiner(raw);
      if (!command.isEmpty() && command.getFirst().is("set")) {
        set(command, local);
      }
    }
    return local.getOrDefault("root", "").replaceAll("[()]", "");
  }

  private static List<Item> flat(List<Item> items) {
    return items.stream()
        .flatMap(item -> item.items.isEmpty() ? Stream.of(item) : flat(item.items).stream())
        .toList();
  }

  /** GRUB manual, "timeout": without it, or with -1, the menu waits for a key. */
  private Optional<Double> seconds() {
    if (menu.isEmpty()) {
      return Optional.of(0.0);
    }
    String timeout = variables.getOrDefault("timeout", "");
    return timeout.matches("[0-9]{1,6}") ? Optional.of(Double.valueOf(timeout)) : Optional.empty();
  }

  private void take(String path, int depth) {
    if (depth < DEEPEST) {
      configs
          .text(path)
          .ifPresent(
              text -> take(GrubScript.commands(text), menu, LoaderConfigs.folder(path), depth));
    }
  }

  private void take(List<List<Word>> commands, List<Item> items, String folder, int depth) {
    for (int i = 0; i < commands.size(); i++) {
      List<Word> command = withoutJoiner(commands.get(i));
      if (command.isEmpty()) {
        continue;
      }
      String name = String.join("", command.getFirst().expand(variables));
      if (command.getLast().is("{")) {
        int end = closing(commands, i);
        List<List<Word>> body = commands.subList(i + 1, end);
        menu(name, command, body, items, folder, depth);
        i = end;
      } else if (name.equals("set")) {
        set(command, variables);
      } else if (name.equals("blscfg")) {
        for (BlsEntries.Entry entry : BlsEntries.of(configs.entries(), configs)) {
          List<List<Word>> body = GrubScript.commands(entry.script());
          items.add(new Item(entry.title(), entry.id(), body, List.of()));
        }
      } else if (name.equals("load_env")) {
        configs.environment(folder).forEach(variables::put);
      } else if (name.equals("source") || name.equals("configfile")) {
        words(command, variables).stream()
            .skip(1)
            .findFirst()
            .ifPresent(file -> take(LoaderConfigs.absolute(folder, file), depth + 1));
      } else if (name.equals("terminal_output") || name.equals("terminal")) {
        serial |= words(command, variables).stream().anyMatch(word -> word.startsWith("serial"));
      } else if (name.startsWith("linux") || name.startsWith("initrd")) {
        direct.add(commands.get(i));
      }
    }
  }

  private void menu(
      String name,
      List<Word> command,
      List<List<Word>> body,
      List<Item> items,
      String folder,
      int depth) {
    if (name.equals("submenu") && depth < DEEPEST) {
      List<Item> inner = new ArrayList<>();
      take(body, inner, folder, depth + 1);
      items.add(item(command, List.of(), inner));
    } else if (name.equals("menuentry")) {
      items.add(item(command, body, List.of()));
    }
    // A function's body, or a menu that only a key opens: not part of the default.
  }

  private Item item(List<Word> command, List<List<Word>> body, List<Item> items) {
    List<String> words = words(command, variables);
    String title = "";
    String id = "";
    for (int i = 1; i < words.size() - 1; i++) {
      String word = words.get(i);
      if (word.equals("--id")) {
        id = words.get(i + 1);
      }
      if (VALUED.contains(word)) {
        i++;
      } else if (!word.startsWith("--") && title.isEmpty()) {
        title = word;
      }
    }
    return new Item(title, id, List.copyOf(body), items);
  }

  /** The command that closes the brace with which command {@code open} ends. */
  private static int closing(List<List<Word>> commands, int open) {
    int depth = 1;
    for (int i = open + 1; i < commands.size(); i++) {
      List<Word> command = commands.get(i);
      if (command.getFirst().is("}")) {
        depth--;
      }
      if (depth == 0) {
        return i;
      }
      if (command.getLast().is("{")) {
        depth++;
      }
    }
    return commands.size();
  }

  private static List<Word> withoutJoiner(List<Word> command) {
    boolean joined = JOINERS.stream().anyMatch(command.getFirst()::is);
    return joined ? command.subList(1, command.size()) : command;
  }

  private static List<String> words(List<Word> command, Map<String, String> variables) {
    return command.stream().flatMap(word -> word.expand(variables).stream()).toList();
  }

  private static void set(List<Word> command, Map<String, String> variables) {
    String assignment = words(command, variables).stream().skip(1).collect(Collectors.joining(" "));
    int equals = assignment.indexOf('=');
    if (equals > 0 && equals < assignment.length() - 1) {
      variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
  }

  /** As in GRUB: by number, title or id; {@code >} enters a submenu. */
  private static Item chosen(List<Item> menu, String wanted) {
    int into = wanted.indexOf('>');
    String here = into < 0 ? wanted : wanted.substring(0, into);
    Item item =
        menu.stream()
            .filter(i -> i.title.equals(here) || i.id.equals(here))
            .findFirst()
            .or(() -> byNumber(menu, here))
            .orElse(menu.getFirst());
    return item.items.isEmpty()
        ? item
        : chosen(item.items, into < 0 ? "0" : wanted.substring(into + 1));
  }

  private static Optional<Item> byNumber(List<Item> menu, String text) {
    return text.matches("[0-9]{1,4}") && Integer.parseInt(text) < menu.size()
        ? Optional.of(menu.get(Integer.parseInt(text)))
        : Optional.empty();
  }

  private LoaderEntry entry(String path, Item item) throws NoLoaderEntry {
    Map<String, String> local = new HashMap<>(variables);
    List<String> linux = List.of();
    List<String> initrds = List.of();
    for (List<Word> raw : item.body) {
      List<Word> command = withoutJoiner(raw);
      List<String> words = words(command, local);
      String name = words.isEmpty() ? "" : words.getFirst();
      if (name.equals("set")) {
        set(command, local);
      } else if (name.matches("linux(16|efi)?") && linux.isEmpty()) {
        linux = words.subList(1, words.size());
      } else if (name.matches("initrd(16|efi)?") && initrds.isEmpty()) {
        initrds = words.subList(1, words.size());
      }
    }
    if (linux.isEmpty()) {
      throw new NoLoaderEntry("its default entry '" + item.title + "' has no linux line");
    }
    String append = linux.stream().skip(1).map(GrubConfig::quoted).collect(Collectors.joining(" "));
    return new LoaderEntry(
        path,
        item.title,
        LoaderConfigs.absolute("", linux.getFirst()),
        initrds.stream()
            .filter(word -> !word.startsWith("--"))
            .map(file -> LoaderConfigs.absolute("", file))
            .toList(),
        append);
  }

  /** As GRUB passes on a word with spaces (grub_create_loader_cmdline). */
  private static String quoted(String word) {
    return word.indexOf(' ') < 0 ? word : '"' + word + '"';
  }
}
