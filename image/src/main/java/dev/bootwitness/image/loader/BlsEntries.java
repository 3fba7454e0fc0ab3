package dev.bootwitness.image.loader;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Boot entries in files of their own, as GRUB's {@code blscfg} makes menu entries of them. Source:
 * the UAPI group's Boot Loader Specification, type 1, and Fedora's GRUB,
 * grub-core/commands/blscfg.c.
 */
final class BlsEntries {

  private static final Pattern PART = Pattern.compile("\\d+|\\D+");

  private BlsEntries() {}

  /**
   * An entry of the menu.
   *
   * @param id the file's name without {@code .conf}, by which {@code saved_entry} names it
   * @param script what GRUB would run, with its variables
   */
  record Entry(String title, String id, String script) {}

  /** Those of a folder that start a kernel, the newest version first. */
  static List<Entry> of(Collection<String> paths, LoaderConfigs configs) {
    return paths.stream()
        .sorted(Comparator.comparing(BlsEntries::id, BlsEntries::compare).reversed())
        .filter(path -> !value(path, "linux", configs).isEmpty())
        .map(path -> entry(path, configs))
        .toList();
  }

  private static Entry entry(String path, LoaderConfigs configs) {
    String initrds = value(path, "initrd", configs);
    return new Entry(
        value(path, "title", configs),
        id(path),
        "linux %s %s\n".formatted(value(path, "linux", configs), value(path, "options", configs))
            + (initrds.isEmpty() ? "" : "initrd " + initrds + "\n"));
  }

  private static String value(String path, String key, LoaderConfigs configs) {
    return SystemdBootConfig.value(configs.text(path).orElse(""), key).stream()
        .collect(Collectors.joining(" "));
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.conf$", "");
  }

  /** As versions are compared: a run of digits by its number. */
  static int compare(String one, String other) {
    List<String> left = PART.matcher(one).results().map(MatchResult::group).toList();
    List<String> right = PART.matcher(other).results().map(MatchResult::group).toList();
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = part(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int part(String one, String other) {
    boolean numbers = Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0));
    if (!numbers) {
      return one.compareTo(other);
    }
    String left = one.replaceFirst("^0+(?=.)", "");
    String right = other.replaceFirst("^0+(?=.)", "");
    int longer = Integer.compare(left.length(), right.length());
    return longer != 0 ? longer : left.compareTo(right);
  }
}
