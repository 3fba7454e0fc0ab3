package dev.bootwitness.prenixos.detect;

import dev.bootwitness.prenixos.json.JsonTree;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What LVM's reports in JSON say (lvmreport(7)). */
public final class VolumeReports {
  static final List<String> MEMBERS =
      List.of("pvs", "--reportformat", "json", "--options", "pv_name,vg_name");
  public static final List<String> VOLUMES =
      List.of(
          "lvs",
          "--reportformat",
          "json",
          "--units",
          "b",
          "--nosuffix",
          "--options",
          "vg_name,lv_name,lv_size,lv_active");

  private VolumeReports() {}

  /** A logical volume that exists. */
  public record Existing(String group, String name, long bytes, boolean active) {}

  /** The group of each physical volume; empty text for one that is in none. */
  static Map<String, String> groups(String output) {
    Map<String, String> groups = new HashMap<>();
    for (JsonTree row : rows(output, "pv")) {
      groups.put(row.text("pv_name"), row.text("vg_name"));
    }
    return groups;
  }

  public static List<Existing> volumes(String output) {
    List<Existing> volumes = new ArrayList<>();
    for (JsonTree row : rows(output, "lv")) {
      volumes.add(
          new Existing(
              row.text("vg_name"),
              row.text("lv_name"),
              row.number("lv_size"),
              row.text("lv_active").equals("active")));
    }
    return volumes;
  }

  private static List<JsonTree> rows(String output, String kind) {
    return JsonTreeReader.read(output).items("report").stream()
        .flatMap(report -> report.items(kind).stream())
        .toList();
  }
}
