package dev.bootwitness.report.markdown;

import java.util.ArrayList;
import java.util.List;

/** A QEMU command line with one option per line. */
final class QemuLines {
  private QemuLines() {}

  static List<String> of(List<String> argv) {
    List<String> lines = new ArrayList<>();
    for (String word : argv) {
      boolean value = !lines.isEmpty() && !word.startsWith("-") && !lines.getLast().contains(" ");
      if (value && lines.size() > 1) {
        lines.set(lines.size() - 1, lines.getLast() + " " + word);
      } else {
        lines.add(word);
      }
    }
    return lines;
  }
}
