package dev.bootwitness.prenixos.review;

import dev.bootwitness.prenixos.plan.PlannedDisk;
import dev.bootwitness.prenixos.plan.PlannedGroup;
import dev.bootwitness.prenixos.plan.PlannedPartition;
import dev.bootwitness.prenixos.plan.PlannedVolume;
import dev.bootwitness.prenixos.plan.RaidLevel;
import dev.bootwitness.prenixos.plan.Sizes;
import dev.bootwitness.prenixos.plan.StoragePlan;
import dev.bootwitness.prenixos.service.Situation;
import java.util.ArrayList;
import java.util.List;

/** The text of a page, however long; an indented line belongs to the one above it. */
final class ReviewText {
  private final Review review;
  private final StoragePlan plan;
  private final List<String> lines = new ArrayList<>();

  private ReviewText(Review review) {
    this.review = review;
    this.plan = review.situation().plan();
  }

  static List<String> of(Review review) {
    var text = new ReviewText(review);
    switch (review.page()) {
      case DISKS -> text.disks();
      case ARRAYS -> text.arrays();
      case GROUPS -> text.groups();
      case VOLUMES -> text.volumes();
      case APPLY -> text.apply();
    }
    if (text.lines.isEmpty()) {
      text.lines.add("There are none.");
    }
    return List.copyOf(text.lines);
  }

  private void disks() {
    for (PlannedDisk disk : plan.disks()) {
      String serial = disk.serial().isEmpty() ? "no serial" : "serial " + disk.serial();
      String use = disk.erase() ? "ERASED, then used" : disk.used() ? "used" : "left alone";
      lines.add(disk.path() + "  " + size(disk.size()) + "  " + serial + "  " + disk.model());
      lines.add("    " + use + ": " + disk.reason().replaceFirst("^left alone: ", ""));
      for (PlannedPartition part : disk.partitions()) {
        lines.add("    " + part.path() + "  " + size(part.sizeMib() << 20) + "  " + part.role());
      }
    }
  }

  private void arrays() {
    for (PlannedGroup group : plan.groups()) {
      if (group.level() != RaidLevel.SINGLE) {
        lines.add(group.device() + "  " + group.level().word());
        lines.add("    of " + String.join(" ", group.members()));
      }
    }
  }

  private void groups() {
    for (PlannedGroup group : plan.groups()) {
      long bytes = group.extents() * Sizes.EXTENT;
      long taken = volumes(group).stream().mapToLong(PlannedVolume::bytes).sum();
      lines.add("group " + group.name() + "  " + size(bytes) + " on " + group.device());
      lines.add("    " + size(taken) + " in volumes, " + size(bytes - taken) + " free");
      group.notes().forEach(note -> lines.add("    " + note));
    }
  }

  private List<PlannedVolume> volumes(PlannedGroup group) {
    return plan.volumes().stream().filter(v -> v.group().equals(group.name())).toList();
  }

  private void volumes() {
    for (PlannedVolume volume : plan.volumes()) {
      String where = volume.mount().isEmpty() ? "" : "  at " + volume.mount();
      lines.add(volume.path() + "  " + size(volume.bytes()) + "  " + volume.content() + where);
    }
    plan.esps()
        .forEach(esp -> lines.add(esp.path() + "  " + size(esp.sizeMib() << 20) + "  ESP, vfat"));
  }

  private void apply() {
    Situation situation = review.situation();
    lines.add(situation.decision().detail().word() + ": " + situation.decision().reason());
    lines.add("");
    if (!review.isApplicable()) {
      lines.add("An apply would write nothing.");
      return;
    }
    List<String> erased =
        plan.usedDisks().stream()
            .filter(PlannedDisk::erase)
            .map(disk -> disk.path() + " (serial " + disk.serial() + ")")
            .toList();
    if (!erased.isEmpty()) {
      lines.add("ERASED, after backups of signatures and tables: " + String.join(", ", erased));
      lines.add("");
    }
    lines.add("To do this, press Enter and type these words:");
    lines.add("");
    lines.add("    " + review.words());
  }

  private static String size(long bytes) {
    long mib = bytes >> 20;
    return mib >= 10_240 ? mib / 1024 + " GiB" : mib + " MiB";
  }
}
