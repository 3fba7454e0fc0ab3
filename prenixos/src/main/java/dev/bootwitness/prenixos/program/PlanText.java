package dev.bootwitness.prenixos.program;

import dev.bootwitness.prenixos.inventory.StorageDecision;
import dev.bootwitness.prenixos.plan.PlannedDisk;
import dev.bootwitness.prenixos.plan.PlannedGroup;
import dev.bootwitness.prenixos.plan.PlannedPartition;
import dev.bootwitness.prenixos.plan.PlannedVolume;
import dev.bootwitness.prenixos.plan.StoragePlan;
import dev.bootwitness.prenixos.service.Situation;

/** A plan for people: disks with reasons, groups, volumes, and what would be done. */
final class PlanText {
  private final StringBuilder out = new StringBuilder();

  private PlanText() {}

  static String of(Situation situation) {
    var text = new PlanText();
    StoragePlan plan = situation.plan();
    plan.disks().forEach(text::disk);
    for (PlannedGroup group : plan.groups()) {
      text.group(group);
      plan.volumes().stream().filter(v -> v.group().equals(group.name())).forEach(text::volume);
      group.notes().forEach(note -> text.line("    " + note));
    }
    text.line(verdict(situation.decision()));
    return text.out.toString();
  }

  private void disk(PlannedDisk disk) {
    String serial = disk.serial().isEmpty() ? "no serial" : "serial " + disk.serial();
    line(disk.path() + "  " + size(disk.size()) + "  " + serial + "  " + disk.reason());
    for (PlannedPartition part : disk.partitions()) {
      line("    " + part.path() + "  " + size(part.sizeMib() << 20) + "  " + part.role());
    }
  }

  private void group(PlannedGroup group) {
    line(
        "group "
            + group.name()
            + "  "
            + group.level().word()
            + " of "
            + String.join(" ", group.members()));
  }

  private void volume(PlannedVolume volume) {
    line(
        "    "
            + volume.name()
            + "  "
            + size(volume.bytes())
            + "  "
            + volume.content()
            + (volume.mount().isEmpty() ? "" : "  " + volume.mount()));
  }

  private static String verdict(StorageDecision decision) {
    return switch (decision.action()) {
      case APPLY ->
          "apply would make this (" + decision.detail().word() + "): " + decision.reason();
      case MARK -> "apply would end an earlier one: " + decision.reason();
      case PLAN_ONLY ->
          "apply would write nothing (" + decision.detail().word() + "): " + decision.reason();
      case NOTHING -> "there is nothing to do: " + decision.reason();
    };
  }

  private static String size(long bytes) {
    long mib = bytes >> 20;
    return mib >= 10_240 ? mib / 1024 + " GiB" : mib + " MiB";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
