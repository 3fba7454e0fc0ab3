package dev.bootwitness.diagnosis.guest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.safere.Matcher;
import org.safere.Pattern;

/** The logical volumes that {@code lvs} lists, as {@code group/volume}. */
public final class ListedVolumes {
  private static final Pattern LISTS = Pattern.compile("(?:^|[\\s/])lvs(?: |$)");
  private static final Pattern COLUMNS = Pattern.compile("(?:-o|--options)[ =]?([a-z_,]+)");
  private static final Pattern ROW =
      Pattern.compile("^\\s*([\\w.+-]+)\\s*[|:,;\\s]\\s*([\\w.+-]+)(?:[|:,;\\s].*)?$");

  private ListedVolumes() {}

  /** The output of a command that lists volumes; empty when it does not contain both names. */
  public static Optional<Set<String>> of(String command, List<String> lines) {
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
