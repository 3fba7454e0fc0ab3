package dev.bootwitness.prenixos.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What /proc/mdstat says (kernel drivers/md/md.c, md_seq_show). */
public final class MdStat {
  private static final Pattern ARRAY = Pattern.compile("(md\\S+) : (active|inactive)\\b.*");
  private static final Pattern MEMBERS = Pattern.compile(".*\\[(\\d+)/(\\d+)\\] \\[[U_]+\\].*");

  private MdStat() {}

  /**
   * An array.
   *
   * @param wanted how many members it should have; 0 if that is not said
   * @param present how many it has
   */
  public record RunningArray(String path, boolean active, int wanted, int present) {
    public boolean isDegraded() {
      return present < wanted;
    }
  }

  public static List<RunningArray> parse(String text) {
    List<RunningArray> arrays = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher array = ARRAY.matcher(line);
      Matcher members = MEMBERS.matcher(line);
      if (array.matches()) {
        arrays.add(
            new RunningArray("/dev/" + array.group(1), array.group(2).equals("active"), 0, 0));
      } else if (members.matches() && !arrays.isEmpty()) {
        RunningArray last = arrays.removeLast();
        arrays.add(
            new RunningArray(
                last.path(),
                last.active(),
                Integer.parseInt(members.group(1)),
                Integer.parseInt(members.group(2))));
      }
    }
    return arrays;
  }
}
