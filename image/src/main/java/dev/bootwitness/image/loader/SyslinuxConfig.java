package dev.bootwitness.image.loader;

import dev.bootwitness.image.facts.LoaderMenu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code isolinux.cfg} or a similar file, and the label that it starts by default. Source:
 * SYSLINUX doc, {@code syslinux.txt} and {@code menu.txt}. Keywords are case-insensitive.
 */
final class SyslinuxConfig {

  private static final int DEEPEST = 8;

  private final LoaderConfigs configs;
  private final Map<String, Label> labels = new LinkedHashMap<>();
  private Optional<String> byDefault = Optional.empty();
  private Optional<String> byMenu = Optional.empty();
  private String append = "";
  private double timeout;
  private boolean prompt;
  private boolean ui;
  private boolean serial;
  private Optional<Label> current = Optional.empty();

  /** A label's lines. */
  private static final class Label {
    private final String folder;
    private String title;
    private String kernel = "";
    private String initrd = "";
    private Optional<String> append = Optional.empty();

    private Label(String name, String folder) {
      this.title = name;
      this.folder = folder;
    }
  }

  private SyslinuxConfig(LoaderConfigs configs) {
    this.configs = configs;
  }

  static LoaderEntry read(String path, LoaderConfigs configs) throws NoLoaderEntry {
    SyslinuxConfig config = new SyslinuxConfig(configs);
    config.take(path, LoaderConfigs.folder(path), 0);
    return config.entry(path);
  }

  /**
   * Relative paths start at the folder of the first file, not of the included one (syslinux.txt).
   */
  private void take(String path, String folder, int depth) {
    Optional<String> text = configs.text(path);
    if (text.isEmpty() || depth > DEEPEST) {
      return;
    }
    for (String line : text.get().lines().map(String::strip).toList()) {
      String[] words = line.split("\\s+", 2);
      String rest = words.length > 1 ? words[1] : "";
      switch (words[0].toLowerCase(Locale.ROOT)) {
        case "include", "config" ->
            take(LoaderConfigs.absolute(folder, first(rest)), folder, depth + 1);
        case "default", "ontimeout" -> byDefault = byDefault.or(() -> Optional.of(rest));
        case "label" -> {
          Label label = new Label(rest, folder);
          labels.putIfAbsent(rest.toLowerCase(Locale.ROOT), label);
          current = Optional.of(label);
        }
        case "menu" -> menu(rest, folder, depth);
        case "kernel", "linux" -> current.ifPresent(label -> label.kernel = first(rest));
        case "initrd" -> current.ifPresent(label -> label.initrd = rest);
        case "append" -> {
          if (current.isPresent()) {
            current.get().append = Optional.of(rest);
          } else {
            append = rest;
          }
        }
        case "timeout" -> timeout = tenths(rest);
        case "prompt" -> prompt = !rest.strip().equals("0");
        case "ui" -> ui = true;
        case "serial" -> serial = true;
        default -> {
          // Colours, help texts.
        }
      }
    }
  }

  private void menu(String rest, String folder, int depth) {
    String[] words = rest.split("\\s+", 2);
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "default" -> byMenu = byMenu.or(() -> current.map(label -> label.title));
      case "include" ->
          take(
              LoaderConfigs.absolute(folder, words.length > 1 ? first(words[1]) : ""),
              folder,
              depth + 1);
      default -> {
        // Titles and looks.
      }
    }
  }

  private static double tenths(String text) {
    return text.strip().matches("[0-9]{1,6}") ? Integer.parseInt(text.strip()) / 10.0 : 0;
  }

  private static String first(String rest) {
    return rest.split("\\s+", 2)[0];
  }

  /** The whole menu. */
  static LoaderMenu menu(String path, LoaderConfigs configs) throws NoLoaderEntry {
    SyslinuxConfig config = new SyslinuxConfig(configs);
    config.take(path, LoaderConfigs.folder(path), 0);
    Label chosen = config.chosen();
    List<LoaderEntry> entries = new ArrayList<>();
    int first = -1;
    for (Label label : config.labels.values()) {
      try {
        entries.add(config.entry(path, label));
        first = label.equals(chosen) ? entries.size() - 1 : first;
      } catch (NoLoaderEntry notLinux) {
        // a menu's own program, a local disk
      }
    }
    String kind = path.toLowerCase(Locale.ROOT).contains("extlinux") ? "extlinux" : "syslinux";
    return new LoaderMenu(
        kind, path, List.of(), config.seconds(), config.serial, first, LoaderMenus.of(entries));
  }

  /**
   * syslinux.txt, TIMEOUT and PROMPT: a prompt or a menu waits for the time-out, without end if it
   * is 0; without either, the default starts at once.
   */
  private Optional<Double> seconds() {
    boolean menu =
        ui
            || byDefault
                .map(name -> first(name).toLowerCase(Locale.ROOT).endsWith(".c32"))
                .orElse(false);
    if (!prompt && !menu) {
      return Optional.of(0.0);
    }
    return timeout > 0 ? Optional.of(timeout) : Optional.empty();
  }

  private Label chosen() throws NoLoaderEntry {
    if (labels.isEmpty()) {
      throw new NoLoaderEntry("no label in it");
    }
    return byMenu
        .flatMap(this::label)
        .or(() -> byDefault.flatMap(this::label))
        .orElseGet(() -> labels.values().iterator().next());
  }

  private LoaderEntry entry(String path) throws NoLoaderEntry {
    return entry(path, chosen());
  }

  private LoaderEntry entry(String path, Label label) throws NoLoaderEntry {
    if (label.kernel.isEmpty() || label.kernel.toLowerCase(Locale.ROOT).endsWith(".c32")) {
      throw new NoLoaderEntry("its default label '" + label.title + "' starts no kernel");
    }
    String line = label.append.orElse(append);
    List<String> words = new ArrayList<>();
    String initrd = label.initrd;
    for (String word : line.equals("-") ? new String[0] : line.strip().split("\\s+")) {
      if (word.startsWith("initrd=")) {
        initrd = initrd.isEmpty() ? word.substring("initrd=".length()) : initrd;
      } else if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return new LoaderEntry(
        path,
        label.title,
        LoaderConfigs.absolute(label.folder, label.kernel),
        Arrays.stream(initrd.split(","))
            .filter(file -> !file.isBlank())
            .map(file -> LoaderConfigs.absolute(label.folder, file.strip()))
            .toList(),
        String.join(" ", words));
  }

  private Optional<Label> label(String name) {
    return Optional.ofNullable(labels.get(first(name).toLowerCase(Locale.ROOT)))
        .or(() -> Optional.ofNullable(labels.get(name.toLowerCase(Locale.ROOT))));
  }
}
