package dev.bootwitness.image.loader;

import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.facts.MenuEntry;
import java.util.List;
import java.util.Map;

/** The menus of the boot loaders in an image, read without running them. */
public final class LoaderMenus {

  private LoaderMenus() {}

  /** Whether a file of the image may be part of a loader's configuration. */
  public static boolean worthReading(String path) {
    return LoaderConfigs.worthReading(path);
  }

  /**
   * The menus in the order in which their loaders are likely to start.
   *
   * @param files the texts of the relevant files of the image, by path
   * @param problems gets what is wrong with a configuration that has no menu, a clause each
   */
  public static List<LoaderMenu> read(Map<String, String> files, List<String> problems) {
    return LoaderConfigs.menus(files, problems);
  }

  /** Entries as a menu keeps them. */
  static List<MenuEntry> of(List<LoaderEntry> entries) {
    return entries.stream().map(LoaderMenus::of).toList();
  }

  /** An entry whose files are on the device that the loader was started from. */
  static MenuEntry of(LoaderEntry entry) {
    return new MenuEntry(
        entry.config(),
        entry.title(),
        entry.kernel(),
        entry.initrds(),
        entry.append(),
        "",
        List.of());
  }
}
