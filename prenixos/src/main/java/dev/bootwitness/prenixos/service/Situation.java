package dev.bootwitness.prenixos.service;

import dev.bootwitness.prenixos.apply.ApplyScript;
import dev.bootwitness.prenixos.apply.ApplyStep;
import dev.bootwitness.prenixos.apply.CleanupSteps;
import dev.bootwitness.prenixos.apply.NativeSteps;
import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.DiskFacts;
import dev.bootwitness.prenixos.inventory.Holding;
import dev.bootwitness.prenixos.inventory.Inventory;
import dev.bootwitness.prenixos.inventory.JudgedDisk;
import dev.bootwitness.prenixos.inventory.OwnLabel;
import dev.bootwitness.prenixos.inventory.Standing;
import dev.bootwitness.prenixos.inventory.StorageDecision;
import dev.bootwitness.prenixos.plan.PlanOptions;
import dev.bootwitness.prenixos.plan.PlannedDisk;
import dev.bootwitness.prenixos.plan.Planner;
import dev.bootwitness.prenixos.plan.StoragePlan;
import dev.bootwitness.prenixos.status.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A machine's disks, what is to be done with them, and the plan: all that follows from an
 * inventory, without I/O.
 */
public record Situation(StorageDecision decision, StoragePlan plan) {

  public static Situation of(Inventory inventory, Consent consent, PlanOptions options) {
    StorageDecision decision = StorageDecision.of(inventory, consent);
    return new Situation(decision, Planner.plan(decision.disks(), inventory.memoryGib(), options));
  }

  /** The whole of an apply. */
  public ApplyScript script(String apply, Places places) {
    Path backups = places.backups(apply);
    return ApplyScript.of(plan, apply, cleanup(backups), sectors(), places::esp, backups);
  }

  /** The steps that take down and erase what lies on disks that the plan uses. */
  public List<ApplyStep> cleanup(Path backups) {
    Set<String> erased =
        plan.usedDisks().stream()
            .filter(PlannedDisk::erase)
            .map(PlannedDisk::path)
            .collect(Collectors.toSet());
    return CleanupSteps.of(facts(disk -> erased.contains(disk.disk().path())), backups);
  }

  /** The steps that erase every disk that may be erased, without making anything. */
  public List<ApplyStep> erasure(Path backups) {
    return CleanupSteps.of(facts(d -> d.standing() == Standing.CONSENTED), backups);
  }

  /** The steps that mark disks on which all is made. */
  List<ApplyStep> marks() {
    List<ApplyStep> steps = new ArrayList<>();
    for (DiskFacts disk : facts(d -> d.standing() == Standing.UNMARKED)) {
      List<OwnLabel> labels =
          disk.partitions().stream()
              .map(p -> OwnLabel.parse(p.label()))
              .flatMap(Optional::stream)
              .toList();
      List<String> partitions = disk.partitions().stream().map(Holding::path).toList();
      steps.addAll(NativeSteps.mark(disk.path(), partitions, labels));
    }
    return steps;
  }

  /** Disks that an earlier apply laid out. */
  List<DiskFacts> own() {
    return facts(d -> d.standing() == Standing.OWN || d.standing() == Standing.UNMARKED);
  }

  Map<String, Integer> sectors() {
    Map<String, Integer> sectors = new HashMap<>();
    decision.disks().forEach(d -> sectors.put(d.disk().path(), d.disk().sector()));
    return sectors;
  }

  private List<DiskFacts> facts(java.util.function.Predicate<JudgedDisk> wanted) {
    return decision.disks().stream().filter(wanted).map(JudgedDisk::disk).toList();
  }
}
