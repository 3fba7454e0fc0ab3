package dev.bootwitness.image.loader;

import dev.bootwitness.image.facts.LoaderMenu;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The configuration files of an image's boot loaders, and the entry that the first readable one
 * starts by default. Names are compared without case, as ISO 9660 and FAT do.
 */
final class LoaderConfigs {

  private static final Predicate<String> GRUB = matches("(/boot)?/grub2?/grub\\.cfg");
  private static final Predicate<String> SYSLINUX =
      matches("(/[^/]+)*/((isolinux|syslinux|extlinux)\\.cfg|extlinux\\.conf)");
  private static final Predicate<String> GRUB_OF_EFI = matches("/efi/[^/]+/grub\\.cfg");
  private static final Predicate<String> SYSTEMD_BOOT =
      matches("(/boot)?/loader/entries/[^/]+\\.conf");

  /** Fedora's GRUB, which takes its entries from such files. */
  private static final Pattern BLS = Pattern.compile("(?m)^\\s*blscfg\\b");

  /** Where loaders keep their files; a file of this name elsewhere belongs to the system. */
  private static final Pattern WORTH_READING =
      Pattern.compile(
          "(/(boot|grub2?|efi|isolinux|syslinux|extlinux|loader)/.*)?/?([^/]+\\.(cfg|conf)|grubenv)",
          Pattern.CASE_INSENSITIVE);

  /** Maps lower-case paths to texts, in the order of paths. */
  private final TreeMap<String, String> texts = new TreeMap<>();

  private final List<String> lookedAt = new ArrayList<>();

  /** What was found, and what was inspected on the way. */
  record Found(Optional<LoaderEntry> entry, List<String> lookedAt) {}

  private LoaderConfigs() {}

  /** Whether a file of the image may be part of a loader's configuration. */
  static boolean worthReading(String path) {
    return WORTH_READING.matcher(path).matches();
  }

  /**
   * The default entry.
   *
   * @param files the texts of the relevant files of the image, by path
   */
  static Found find(Map<String, String> files) {
    LoaderConfigs configs = new LoaderConfigs();
    files.forEach((path, text) -> configs.texts.put(key(path), text));
    return new Found(configs.first(), configs.lookedAt);
  }

  /**
   * All menus, those for both firmwares first.
   *
   * @param problems gets what is wrong with a configuration that has no menu
   */
  static List<LoaderMenu> menus(Map<String, String> files, List<String> problems) {
    LoaderConfigs configs = new LoaderConfigs();
    files.forEach((path, text) -> configs.texts.put(key(path), text));
    List<LoaderMenu> menus = new ArrayList<>();
    configs.menus(GRUB, path -> GrubConfig.menu(path, configs), menus);
    configs.menus(SYSLINUX, path -> SyslinuxConfig.menu(path, configs), menus);
    configs.menus(GRUB_OF_EFI, path -> GrubConfig.menu(path, configs), menus);
    List<String> entries = configs.entries();
    if (!entries.isEmpty() && !configs.grubHasThem()) {
      menus.add(SystemdBootConfig.menu("/loader/loader.conf", entries, configs));
    }
    problems.addAll(configs.lookedAt);
    return menus;
  }

  /** Reads the menu of one configuration. */
  @FunctionalInterface
  private interface MenuReader {
    LoaderMenu read(String path) throws NoLoaderEntry;
  }

  private void menus(Predicate<String> kind, MenuReader reader, List<LoaderMenu> menus) {
    for (String path : texts.keySet().stream().filter(kind).toList()) {
      try {
        menus.add(reader.read(path));
      } catch (NoLoaderEntry e) {
        lookedAt.add(path + ": " + e.getMessage());
      }
    }
  }

  /** The files for both firmwares come first: people see their entries. */
  private Optional<LoaderEntry> first() {
    return entry(GRUB, path -> GrubConfig.read(path, this))
        .or(() -> entry(SYSLINUX, path -> SyslinuxConfig.read(path, this)))
        .or(() -> entry(GRUB_OF_EFI, path -> GrubConfig.read(path, this)))
        .or(this::systemdBoot);
  }

  /** Reads one kind of configuration. */
  @FunctionalInterface
  private interface Reader {
    LoaderEntry read(String path) throws NoLoaderEntry;
  }

  private Optional<LoaderEntry> entry(Predicate<String> kind, Reader reader) {
    for (String path : texts.keySet().stream().filter(kind).toList()) {
      try {
        return Optional.of(reader.read(path));
      } catch (NoLoaderEntry e) {
        lookedAt.add(path + ": " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private Optional<LoaderEntry> systemdBoot() {
    List<String> entries = entries();
    if (entries.isEmpty() || grubHasThem()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          SystemdBootConfig.read(text("/loader/loader.conf").orElse(""), entries, this));
    } catch (NoLoaderEntry e) {
      lookedAt.add("/loader/entries: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The files that hold an entry each, as systemd-boot and Fedora's GRUB read them. */
  List<String> entries() {
    return texts.keySet().stream().filter(SYSTEMD_BOOT).toList();
  }

  private boolean grubHasThem() {
    return texts.entrySet().stream()
        .filter(text -> GRUB.or(GRUB_OF_EFI).test(text.getKey()))
        .anyMatch(text -> BLS.matcher(text.getValue()).find());
  }

  /** GRUB's environment block beside its configuration: lines of {@code name=value}. */
  Map<String, String> environment(String folder) {
    Map<String, String> values = new LinkedHashMap<>();
    text(folder + "/grubenv")
        .orElse("")
        .lines()
        .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
        .forEach(line ->
            values.put(
                line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return values;
  }

  /** The text of a configuration file. */
  Optional<String> text(String path) {
    return Optional.ofNullable(texts.get(key(path)));
  }

  /**
   * A file's path from the image's root, as loaders write it.
   *
   * @param folder where a relative path starts
   */
  static String absolute(String folder, String written) {
    // GRUB: "($root)/live/vmlinuz", "(cd0)/live/vmlinuz".
    String path = written.replaceFirst("^\\([^)]*\\)", "").replace('\\', '/');
    Path joined = Path.of(path.startsWith("/") ? path : folder + "/" + path);
    return joined.toString();
  }

  /** A path in an image, without {@code .} and {@code ..}, never above the root. */
  private record Path(List<String> names) {
    static Path of(String text) {
      List<String> names = new ArrayList<>();
      for (String name : text.split("/", -1)) {
        if (name.equals("..") && !names.isEmpty()) {
          names.removeLast();
        } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
          names.add(name);
        }
      }
      return new Path(names);
    }

    @Override
    public String toString() {
      return "/" + String.join("/", names);
    }
  }

  /** The folder of a file, without a slash at its end. */
  static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String key(String path) {
    return Path.of(path).toString().toLowerCase(Locale.ROOT);
  }

  private static Predicate<String> matches(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }
}
