package dev.bootwitness.prenixos.service;

import dev.bootwitness.prenixos.apply.NativeSteps;
import dev.bootwitness.prenixos.detect.SystemView;
import dev.bootwitness.prenixos.detect.VolumeReports;
import dev.bootwitness.prenixos.json.JsonFault;
import dev.bootwitness.prenixos.plan.PlannedVolume;
import dev.bootwitness.prenixos.plan.StoragePlan;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.util.ArrayList;
import java.util.List;

/** Looks whether what was planned is there: "applied" is said of nothing else. */
final class Verification {

  private Verification() {}

  /** The planned volumes that are missing or of another size, for people; none if all are there. */
  static List<String> absentVolumes(StoragePlan plan, Tools tools) {
    ToolOutcome report = tools.run(VolumeReports.VOLUMES);
    if (!report.succeeded()) {
      return List.of(report.complaint());
    }
    List<VolumeReports.Existing> there;
    try {
      there = VolumeReports.volumes(report.output());
    } catch (JsonFault e) {
      return List.of("lvs: " + e.getMessage());
    }
    List<String> absent = new ArrayList<>();
    for (PlannedVolume volume : plan.volumes()) {
      boolean exists =
          there.stream()
              .anyMatch(e ->
                  e.group().equals(volume.group())
                      && e.name().equals(volume.name())
                      && e.bytes() == volume.bytes()
                      && e.active());
      if (!exists) {
        absent.add(volume.path() + " of " + volume.bytes() + " bytes is not there");
      }
    }
    return absent;
  }

  static List<String> absentMounts(StoragePlan plan, SystemView system) {
    List<String> absent = new ArrayList<>();
    for (PlannedVolume volume : plan.volumes()) {
      String target = (NativeSteps.TARGET + volume.mount()).replaceAll("/$", "");
      if (!volume.mount().isEmpty() && !system.isMounted(target)) {
        absent.add(target + " is not mounted");
      }
    }
    if (!system.isMounted(NativeSteps.TARGET + "/boot")) {
      absent.add(NativeSteps.TARGET + "/boot is not mounted");
    }
    return absent;
  }
}
