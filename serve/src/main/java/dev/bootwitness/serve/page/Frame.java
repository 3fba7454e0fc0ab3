package dev.bootwitness.serve.page;

import java.util.ArrayList;
import java.util.List;

/**
 * What a page has around its content.
 *
 * @param title of the page
 * @param active the path of the menu's entry to which it belongs; empty for none
 * @param styles files of {@link AssetFiles}, after the shared ones
 * @param scripts likewise
 */
public record Frame(String title, String active, List<String> styles, List<String> scripts) {

  private static final List<Entry> MENU =
      List.of(
          new Entry("/", "Runs"),
          new Entry("/trend", "Trend"),
          new Entry("/flakes", "Flakes"),
          new Entry("/known", "Known failures"),
          new Entry("/queue", "Queue"),
          new Entry("/diff", "Compare"));

  public Frame {
    List<String> allStyles = new ArrayList<>(List.of("page.css"));
    allStyles.addAll(styles);
    allStyles.add("serve.css");
    styles = List.copyOf(allStyles);
    scripts = List.copyOf(scripts);
  }

  /** A page without scripts or styles of its own. */
  static Frame plain(String title, String active) {
    return new Frame(title, active, List.of(), List.of());
  }

  /** An entry of the menu. */
  public record Entry(String path, String name) {}

  public List<Entry> menu() {
    return MENU;
  }
}
