package dev.bootwitness.prenixos.service;

import dev.bootwitness.prenixos.detect.MdStat;
import dev.bootwitness.prenixos.detect.SystemView;
import dev.bootwitness.prenixos.inventory.DiskFacts;
import dev.bootwitness.prenixos.inventory.Holding;
import dev.bootwitness.prenixos.inventory.OwnLabel;
import dev.bootwitness.prenixos.json.JsonFault;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import dev.bootwitness.prenixos.plan.PlanJson;
import dev.bootwitness.prenixos.plan.PlannedDisk;
import dev.bootwitness.prenixos.status.Places;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Brings up arrays of an earlier apply that lack a member, and says which one is missing. */
final class MissingMembers {
  private final Tools tools;
  private final SystemView system;
  private final Places places;
  private final ActionLog log;

  MissingMembers(Tools tools, SystemView system, Places places, ActionLog log) {
    this.tools = tools;
    this.system = system;
    this.places = places;
    this.log = log;
  }

  /** What is missing on a machine with these disks of an earlier apply, for people. */
  List<String> of(List<DiskFacts> own) {
    Set<String> paths = new LinkedHashSet<>();
    for (DiskFacts disk : own) {
      disk.holdings().stream()
          .map(Holding::path)
          .filter(path -> path.startsWith("/dev/md"))
          .forEach(paths::add);
    }
    boolean started = false;
    for (MdStat.RunningArray array : MdStat.parse(system.mdstat())) {
      if (paths.contains(array.path()) && !array.active()) {
        started |= succeeds("mdadm", "--run", array.path());
      }
    }
    List<String> missing = new ArrayList<>();
    for (MdStat.RunningArray array : MdStat.parse(system.mdstat())) {
      if (paths.contains(array.path()) && array.isDegraded()) {
        missing.add(
            array.path() + " has " + array.present() + " of " + array.wanted() + " members");
      }
    }
    if (started) {
      succeeds("udevadm", "settle", "--timeout=30");
      own.stream()
          .flatMap(d -> d.partitions().stream())
          .map(p -> OwnLabel.parse(p.label()))
          .flatMap(java.util.Optional::stream)
          .filter(label -> !label.role().equals("esp"))
          .map(OwnLabel::role)
          .distinct()
          .forEach(group -> succeeds("vgchange", "--activate", "y", group));
    }
    if (!missing.isEmpty()) {
      missing.addAll(planned(own));
    }
    return missing;
  }

  /** The disks of the plan in the journal that the machine has no more. */
  private List<String> planned(List<DiskFacts> own) {
    for (DiskFacts disk : own) {
      for (Holding partition : disk.partitions()) {
        if (OwnLabel.parse(partition.label()).filter(l -> l.role().equals("esp")).isPresent()) {
          return planned(partition.path(), own);
        }
      }
    }
    return List.of();
  }

  private List<String> planned(String esp, List<DiskFacts> own) {
    Path mount = places.esp(1);
    if (!succeeds("mkdir", "-p", mount.toString())
        || !succeeds("mount", "-o", "ro", esp, mount.toString())) {
      return List.of();
    }
    List<String> missing = new ArrayList<>();
    try {
      String plan = Files.readString(mount.resolve(EspJournal.FOLDER).resolve(EspJournal.PLAN));
      for (PlannedDisk disk : PlanJson.read(JsonTreeReader.read(plan)).usedDisks()) {
        if (own.stream().noneMatch(d -> isSame(d, disk))) {
          String serial = disk.serial().isEmpty() ? "without serial" : "serial " + disk.serial();
          missing.add("the disk that was " + disk.path() + " (" + serial + ") is gone");
        }
      }
    } catch (IOException | JsonFault e) {
      log.say("detect", "the plan on " + esp + " cannot be read: " + e.getMessage());
    }
    succeeds("umount", mount.toString());
    return missing;
  }

  private static boolean isSame(DiskFacts disk, PlannedDisk planned) {
    return planned.serial().isEmpty()
        ? disk.path().equals(planned.path())
        : disk.serial().equals(planned.serial());
  }

  private boolean succeeds(String... command) {
    ToolOutcome outcome = tools.run(command);
    log.say("detect", outcome.succeeded() ? String.join(" ", command) : outcome.complaint());
    return outcome.succeeded();
  }
}
