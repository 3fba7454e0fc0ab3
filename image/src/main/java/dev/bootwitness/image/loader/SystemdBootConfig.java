package dev.bootwitness.image.loader;

import dev.bootwitness.image.facts.LoaderMenu;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * systemd-boot's entries, and the one it starts by default. Source: loader.conf(5), and the UAPI
 * group's Boot Loader Specification, type 1.
 */
final class SystemdBootConfig {

  /** Each one multiplies the matching time. */
  private static final int MOST_STARS = 3;

  private SystemdBootConfig() {}

  /**
   * The default entry.
   *
   * @param loader the text of loader.conf
   * @param entries the paths of all entries
   */
  static LoaderEntry read(String loader, Collection<String> entries, LoaderConfigs configs)
      throws NoLoaderEntry {
    return entry(chosen(loader, entries), configs);
  }

  private static String chosen(String loader, Collection<String> entries) {
    List<String> newestFirst = new ArrayList<>(entries);
    newestFirst.sort(Comparator.reverseOrder());
    return value(loader, "default").stream()
        .findFirst()
        .flatMap(glob -> newestFirst.stream().filter(e -> matches(glob, e)).findFirst())
        .orElse(newestFirst.getFirst());
  }

  /** The whole menu. */
  static LoaderMenu menu(String config, Collection<String> paths, LoaderConfigs configs) {
    String loader = configs.text(config).orElse("");
    String chosen = chosen(loader, paths);
    List<LoaderEntry> entries = new ArrayList<>();
    int first = -1;
    for (String path : paths) {
      try {
        entries.add(entry(path, configs));
        first = path.equals(chosen) ? entries.size() - 1 : first;
      } catch (NoLoaderEntry notLinux) {
        // another EFI program
      }
    }
    return new LoaderMenu(
        "systemd-boot",
        configs.text(config).isPresent() ? config : chosen,
        List.of("uefi"),
        seconds(value(loader, "timeout").stream().findFirst().orElse("0")),
        false,
        first,
        LoaderMenus.of(entries));
  }

  /** loader.conf(5), timeout: without it, or with menu-hidden, the default starts at once. */
  private static Optional<Double> seconds(String timeout) {
    return switch (timeout) {
      case "menu-force" -> Optional.empty();
      case "menu-hidden", "menu-disabled" -> Optional.of(0.0);
      default ->
          timeout.matches("[0-9]{1,6}") ? Optional.of(Double.valueOf(timeout)) : Optional.of(0.0);
    };
  }

  private static LoaderEntry entry(String path, LoaderConfigs configs) throws NoLoaderEntry {
    String text = configs.text(path).orElse("");
    Optional<String> linux = value(text, "linux").stream().findFirst();
    if (linux.isEmpty()) {
      throw new NoLoaderEntry("its default " + path + " has no linux line");
    }
    return new LoaderEntry(
        path,
        value(text, "title").stream().findFirst().orElse(""),
        LoaderConfigs.absolute("", linux.get()),
        value(text, "initrd").stream().map(file -> LoaderConfigs.absolute("", file)).toList(),
        String.join(" ", value(text, "options")));
  }

  /** A name, or a pattern of names, with {@code *} and {@code ?}; case-insensitive, as on FAT. */
  private static boolean matches(String glob, String path) {
    if (glob.chars().filter(c -> c == '*').count() > MOST_STARS) {
      return false;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    String regex =
        glob.chars()
            .mapToObj(c ->
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(c));
                })
            .collect(Collectors.joining());
    Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    return pattern.matcher(name).matches()
        || pattern.matcher(name.replaceFirst("\\.conf$", "")).matches();
  }

  static List<String> value(String text, String key) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.matches(key + "\\s+.*"))
        .map(line -> line.substring(key.length()).strip())
        .toList();
  }
}
