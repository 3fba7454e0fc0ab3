package dev.bootwitness.diagnosis.guest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.safere.Matcher;
import org.safere.Pattern;

/** Logical volumes as {@code group/volume}: those a plan wants, and those {@code lvs} lists. */
public final class Volumes {
  /** Within this many lines, a volume's name and its group belong to one object of a plan. */
  private static final int OBJECT = 8;

  private static final Pattern NAME = Pattern.compile("\"name\" ?: ?\"([\\w.+-]+)\"");
  private static final Pattern GROUP = Pattern.compile("\"vg\" ?: ?\"([\\w.+-]+)\"");
  private static final Pattern ENDS = Pattern.compile("[}\\]]\\s*,?\\s*$");
  private static final Pattern BETWEEN_KEYS = Pattern.compile("([{\\[,]|[}\\]],?)");
  private static final Pattern LISTS = Pattern.compile("(?:^|[\\s/])lvs(?: |$)");
  private static final Pattern COLUMNS = Pattern.compile("(?:-o|--options)[ =]?([a-z_,]+)");
  private static final Pattern ROW =
      Pattern.compile("^\\s*([\\w.+-]+)\\s*[|:,;\\s]\\s*([\\w.+-]+)(?:[|:,;\\s].*)?$");

  private Volumes() {}

  /**
   * The volumes of a plan in JSON, with one key per line as the provisioner prints it, or all on
   * one line.
   */
  public static Set<String> planned(List<String> lines) {
    return plannedByKeys(lines.stream().flatMap(Volumes::keys).toList());
  }

  /** A line of JSON reformatted with one key per line. */
  private static Stream<String> keys(String line) {
    return line.indexOf('{') == line.lastIndexOf('{') && line.indexOf(',') == line.lastIndexOf(',')
        ? Stream.of(line)
        : BETWEEN_KEYS.matcher(line).replaceAll("$1\n").lines();
  }

  private static Set<String> plannedByKeys(List<String> lines) {
    var planned = new LinkedHashSet<String>();
    String name = "";
    String group = "";
    int age = 0;
    for (String line : lines) {
      Matcher named = NAME.matcher(line);
      Matcher grouped = GROUP.matcher(line);
      name = named.find() ? named.group(1) : name;
      group = grouped.find() ? grouped.group(1) : group;
      age++;
      if (!name.isEmpty() && !group.isEmpty()) {
        planned.add(group + "/" + name);
      }
      if (ENDS.matcher(line).find() || line.contains("{") || age > OBJECT) {
        boolean opens = line.contains("{") && !ENDS.matcher(line).find();
        name = opens && NAME.matcher(line).find() ? name : "";
        group = opens && GROUP.matcher(line).find() ? group : "";
        age = 0;
      }
    }
    return planned;
  }

  /** The output of a command that lists volumes; empty when it does not contain both names. */
  public static Optional<Set<String>> listed(String command, List<String> lines) {
    if (!LISTS.matcher(command).find()) {
      return Optional.empty();
    }
    Matcher columns = COLUMNS.matcher(command);
    List<String> order = new ArrayList<>(List.of("lv_name", "vg_name"));
    if (columns.find()) {
      order = List.of(columns.group(1).split(",", -1));
      if (order.size() < 2 || !Set.of("lv_name", "vg_name").containsAll(order.subList(0, 2))) {
        return Optional.empty();
      }
    }
    var listed = new LinkedHashSet<String>();
    for (String line : lines) {
      Matcher row = ROW.matcher(line);
      if (row.find() && !row.group(1).equals("LV") && !row.group(1).equals("VG")) {
        boolean volumeFirst = order.getFirst().equals("lv_name");
        listed.add(
            (volumeFirst ? row.group(2) : row.group(1))
                + "/"
                + (volumeFirst ? row.group(1) : row.group(2)));
      }
    }
    return Optional.of(listed);
  }
}
