package dev.bootwitness.prenixos.apply;

import dev.bootwitness.prenixos.apply.ApplyStep.Phase;
import dev.bootwitness.prenixos.inventory.DiskFacts;
import dev.bootwitness.prenixos.inventory.Holding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes down and erases what lies on disks, from the top, after backups: a pure function. */
public final class CleanupSteps {
  private static final Set<String> TABLES = Set.of("gpt", "dos");

  private final String backups;
  private final Set<ApplyStep> takedown = new LinkedHashSet<>();
  private final List<ApplyStep> erase = new ArrayList<>();

  private CleanupSteps(Path backups) {
    this.backups = backups.toString();
  }

  /** The steps for disks all of which may be erased; none for no disks. */
  public static List<ApplyStep> of(List<DiskFacts> disks, Path backups) {
    if (disks.isEmpty()) {
      return List.of();
    }
    var cleanup = new CleanupSteps(backups);
    List<ApplyStep> steps = new ArrayList<>();
    steps.add(ApplyStep.of(Phase.BACKUP, "mkdir", "-p", backups.toString()));
    for (DiskFacts disk : disks) {
      if (disk.signatures().stream().anyMatch(TABLES::contains)) {
        steps.add(
            ApplyStep.of(
                Phase.BACKUP,
                "sgdisk",
                "--backup=" + backups.resolve(disk.name() + ".sgdisk"),
                disk.path()));
      }
    }
    for (DiskFacts disk : disks) {
      cleanup.takeDown(disk);
      cleanup.erase(disk);
    }
    steps.addAll(cleanup.takedown);
    steps.addAll(cleanup.erase);
    steps.add(ApplyStep.settle(Phase.ERASE));
    return steps;
  }

  /** The holdings stand in the order in which they were made. */
  private void takeDown(DiskFacts disk) {
    for (Holding holding : disk.holdings().reversed()) {
      for (String mount : holding.mounts().reversed()) {
        takedown.add(
            mount.equals(Holding.SWAP_IN_USE)
                ? ApplyStep.of(Phase.TAKEDOWN, "swapoff", holding.path())
                : ApplyStep.of(Phase.TAKEDOWN, "umount", mount));
      }
      if (!holding.group().isEmpty()) {
        takedown.add(ApplyStep.of(Phase.TAKEDOWN, "vgchange", "--activate", "n", holding.group()));
      }
      if (holding.path().startsWith("/dev/md")) {
        // While it runs, since what lies inside it would be found again by an array of the same
        // shape.
        takedown.add(wipefs(Phase.TAKEDOWN, holding.path()));
        takedown.add(ApplyStep.of(Phase.TAKEDOWN, "mdadm", "--stop", holding.path()));
      } else if (!holding.isPartition()
          && !holding.type().equals("lvm")
          && holding.path().startsWith("/dev/mapper/")) {
        takedown.add(ApplyStep.of(Phase.TAKEDOWN, "dmsetup", "remove", "--retry", holding.path()));
      }
    }
  }

  private void erase(DiskFacts disk) {
    for (Holding partition : disk.partitions()) {
      if (!partition.content().isEmpty()) {
        erase.add(wipefs(Phase.ERASE, partition.path()));
      }
    }
    erase.add(wipefs(Phase.ERASE, disk.path()));
    erase.add(ApplyStep.of(Phase.ERASE, "sgdisk", "--zap-all", disk.path()));
  }

  /** wipefs(8) of util-linux 2.38 writes its backups into the home directory. */
  private ApplyStep wipefs(Phase phase, String path) {
    return ApplyStep.of(
        phase, "env", "HOME=" + backups, "wipefs", "--all", "--force", "--backup", path);
  }
}
