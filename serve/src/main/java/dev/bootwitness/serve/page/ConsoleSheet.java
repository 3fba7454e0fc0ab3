package dev.bootwitness.serve.page;

import dev.bootwitness.report.html.Pages;
import java.util.List;

/**
 * What {@code console.jte} shows: the console of a run.
 *
 * @param live the run, if it is going on
 * @param cast whether there is a recording of it
 * @param lines the last of its text
 * @param cut whether there were lines before them
 */
public record ConsoleSheet(
    String id, List<LiveView> live, boolean cast, List<String> lines, boolean cut) {

  public ConsoleSheet {
    live = List.copyOf(live);
    lines = List.copyOf(lines);
  }

  public Frame frame() {
    return new Frame(
        "Console of " + id,
        "/",
        List.of(AssetFiles.PLAYER + ".css"),
        List.of(AssetFiles.PLAYER + ".min.js", "console.js"));
  }

  /** How many lines are shown, of a run that goes on. */
  public int most() {
    return ConsoleFeed.LINES;
  }

  /** The lines as one text. */
  public String text() {
    return String.join("\n", lines.stream().map(Pages::safeLines).toList());
  }
}
