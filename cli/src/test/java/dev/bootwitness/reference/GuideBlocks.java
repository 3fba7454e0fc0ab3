package dev.bootwitness.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a guide's part, with what they are said to print.
 *
 * @param commands each a line, or several for a here-document
 * @param prints lines of what they print, in order, among others; none when nothing is said
 */
record GuideBlocks(List<String> commands, List<String> prints) {
  private static final Pattern FENCE =
      Pattern.compile("^```(sh|text)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern COMMAND =
      Pattern.compile("^.*<< '(\\w+)'\n(?:.*\n)*?\\1$|^.+$", Pattern.MULTILINE);

  GuideBlocks {
    commands = List.copyOf(commands);
    prints = List.copyOf(prints);
  }

  /** The blocks of one part of a page, which ends at the next heading of its level. */
  static List<GuideBlocks> of(String page, String heading) {
    int begin = page.indexOf("\n## " + heading + "\n");
    if (begin < 0) {
      throw new AssertionError("no part \"" + heading + "\" in the guide");
    }
    int end = page.indexOf("\n## ", begin + 1);
    List<GuideBlocks> blocks = new ArrayList<>();
    Matcher fence = FENCE.matcher(page.substring(begin, end < 0 ? page.length() : end));
    while (fence.find()) {
      if (fence.group(1).equals("sh")) {
        List<String> commands = new ArrayList<>();
        Matcher command = COMMAND.matcher(fence.group(2));
        while (command.find()) {
          commands.add(command.group());
        }
        blocks.add(new GuideBlocks(commands, List.of()));
      } else {
        GuideBlocks last = blocks.removeLast();
        blocks.add(new GuideBlocks(last.commands(), fence.group(2).lines().toList()));
      }
    }
    return blocks;
  }
}
