package dev.bootwitness.prenixos.apply;

import dev.bootwitness.prenixos.apply.ApplyStep.Phase;
import dev.bootwitness.prenixos.inventory.OwnLabel;
import dev.bootwitness.prenixos.plan.PlannedDisk;
import dev.bootwitness.prenixos.plan.PlannedGroup;
import dev.bootwitness.prenixos.plan.PlannedPartition;
import dev.bootwitness.prenixos.plan.PlannedVolume;
import dev.bootwitness.prenixos.plan.RaidLevel;
import dev.bootwitness.prenixos.plan.StoragePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The commands that make what a plan says, in their order: a pure function. */
public final class NativeSteps {
  /** Where the new system is mounted. */
  public static final String TARGET = "/mnt";

  private static final long HEAD_MIB = 16;
  private static final long TAIL_MIB = 4;

  private final StoragePlan plan;
  private final String apply;

  /**
   * @param apply names this apply in the partitions' names; eight hexadecimal digits
   */
  public NativeSteps(StoragePlan plan, String apply) {
    this.plan = plan;
    this.apply = apply;
  }

  /** That the disks are still those of the plan. */
  public List<ApplyStep> checks() {
    List<ApplyStep> steps = new ArrayList<>();
    for (PlannedDisk disk : plan.usedDisks()) {
      steps.add(
          ApplyStep.expecting(Long.toString(disk.size()), "blockdev", "--getsize64", disk.path()));
      steps.add(ApplyStep.expecting("0", "blockdev", "--getro", disk.path()));
    }
    return steps;
  }

  /** Partition tables and ESPs, up to where the journal is kept. */
  public List<ApplyStep> partitions(Map<String, Integer> sectors) {
    List<ApplyStep> steps = new ArrayList<>();
    for (PlannedDisk disk : plan.usedDisks()) {
      disk.partitions().forEach(partition -> clear(disk, partition, steps));
      steps.add(table(disk, sectors.getOrDefault(disk.path(), 512)));
    }
    steps.add(ApplyStep.settle(Phase.PARTITION));
    for (PlannedPartition esp : plan.esps()) {
      steps.add(ApplyStep.of(Phase.ESP, "mkfs.vfat", "-F", "32", "-n", "ESP", esp.path()));
    }
    return steps;
  }

  /** A blank disk may hold remains that a new partition's first or last bytes would bring back. */
  private static void clear(PlannedDisk disk, PlannedPartition partition, List<ApplyStep> steps) {
    long head = Math.min(HEAD_MIB, partition.sizeMib());
    steps.add(zero(disk, partition.startMib(), head));
    steps.add(zero(disk, partition.startMib() + partition.sizeMib() - TAIL_MIB, TAIL_MIB));
  }

  private static ApplyStep zero(PlannedDisk disk, long fromMib, long mib) {
    return ApplyStep.of(
        Phase.PARTITION,
        "blkdiscard",
        "--zeroout",
        "--offset",
        fromMib + "MiB",
        "--length",
        mib + "MiB",
        disk.path());
  }

  private ApplyStep table(PlannedDisk disk, int sector) {
    List<String> command = new ArrayList<>();
    command.add("sgdisk");
    command.add("--set-alignment=" + (1 << 20) / sector);
    command.add("--clear");
    for (PlannedPartition partition : disk.partitions()) {
      int number = partition.number();
      command.add(
          "--new=" + number + ":" + partition.startMib() + "M:+" + partition.sizeMib() + "M");
      command.add("--typecode=" + number + ":" + type(partition));
      command.add(
          "--change-name=" + number + ":" + new OwnLabel(apply, partition.role(), true).text());
    }
    command.add(disk.path());
    return new ApplyStep(Phase.PARTITION, command, "");
  }

  private String type(PlannedPartition partition) {
    if (partition.isEsp()) {
      return "ef00";
    }
    boolean single =
        plan.groups().stream()
            .anyMatch(g -> g.name().equals(partition.role()) && g.level() == RaidLevel.SINGLE);
    return single ? "8e00" : "fd00";
  }

  /** Arrays, groups, volumes and their file systems. */
  public List<ApplyStep> devices() {
    List<ApplyStep> steps = new ArrayList<>();
    for (PlannedGroup group : plan.groups()) {
      if (group.level() != RaidLevel.SINGLE) {
        steps.add(array(group));
        steps.add(ApplyStep.settle(Phase.RAID));
      }
    }
    for (PlannedGroup group : plan.groups()) {
      steps.add(
          ApplyStep.of(
              Phase.LVM, "pvcreate", "--yes", "--dataalignment", alignment(group), group.device()));
      steps.add(
          ApplyStep.of(
              Phase.LVM, "vgcreate", "--physicalextentsize", "4m", group.name(), group.device()));
    }
    for (PlannedVolume volume : plan.volumes()) {
      steps.add(
          ApplyStep.of(
              Phase.LVM,
              "lvcreate",
              "--yes",
              "--wipesignatures",
              "y",
              "--extents",
              Long.toString(volume.extents()),
              "--name",
              volume.name(),
              volume.group()));
    }
    steps.add(ApplyStep.settle(Phase.LVM));
    for (PlannedVolume volume : plan.volumes()) {
      boolean swap = volume.content().equals(PlannedVolume.SWAP);
      steps.add(
          swap
              ? ApplyStep.of(Phase.FORMAT, "mkswap", "-L", volume.name(), volume.path())
              : ApplyStep.of(Phase.FORMAT, "mkfs.ext4", "-q", "-L", volume.name(), volume.path()));
    }
    return steps;
  }

  private static ApplyStep array(PlannedGroup group) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "mdadm",
            "--create",
            group.device(),
            "--run",
            "--metadata=1.2",
            "--homehost=any",
            "--name=" + group.name(),
            "--level=" + group.level().word(),
            "--data-offset=8M",
            "--raid-devices=" + group.members().size()));
    if (group.level() != RaidLevel.RAID1) {
      command.add("--chunk=512K");
    }
    if (group.level() != RaidLevel.RAID0) {
      // After a power cut only what was being written is compared again.
      command.add("--bitmap=internal");
    }
    command.addAll(group.members());
    return new ApplyStep(Phase.RAID, command, "");
  }

  /**
   * A multiple of what the array writes in one go; given by name, since LVM's guess depends on the
   * disk.
   */
  private static String alignment(PlannedGroup group) {
    return group.alignmentKib() + "k";
  }

  /** The names by which the partitions are recognised as finished. */
  public List<ApplyStep> marks() {
    List<ApplyStep> steps = new ArrayList<>();
    for (PlannedDisk disk : plan.usedDisks()) {
      List<OwnLabel> labels =
          disk.partitions().stream().map(p -> new OwnLabel(apply, p.role(), true)).toList();
      List<String> partitions = disk.partitions().stream().map(PlannedPartition::path).toList();
      steps.addAll(mark(disk.path(), partitions, labels));
    }
    return steps;
  }

  /** Marks the partitions of one disk, in the order of their numbers, as finished. */
  public static List<ApplyStep> mark(String disk, List<String> partitions, List<OwnLabel> labels) {
    List<String> command = new ArrayList<>(List.of("sgdisk"));
    for (int i = 0; i < labels.size(); i++) {
      command.add("--change-name=" + (i + 1) + ":" + labels.get(i).finished().text());
    }
    command.add(disk);
    // The partitions are in use, so the kernel keeps the old names; udev reads the new ones.
    List<String> trigger =
        new ArrayList<>(List.of("udevadm", "trigger", "--action=change", "--settle"));
    trigger.addAll(partitions);
    return List.of(new ApplyStep(Phase.MARK, command, ""), new ApplyStep(Phase.MARK, trigger, ""));
  }

  /** Mounts of the new system, a directory before what lies below it. */
  public List<ApplyStep> mounts() {
    List<ApplyStep> steps = new ArrayList<>();
    plan.volumes().stream()
        .filter(volume -> !volume.mount().isEmpty())
        .sorted(Comparator.comparing(PlannedVolume::mount))
        .forEach(volume -> mount(volume, steps));
    if (!plan.esps().isEmpty()) {
      String boot = TARGET + "/boot";
      steps.add(ApplyStep.of(Phase.MOUNT, "mkdir", "-p", boot));
      steps.add(
          ApplyStep.of(
              Phase.MOUNT, "mount", "-o", "umask=0077", plan.esps().getFirst().path(), boot));
    }
    return steps;
  }

  private static void mount(PlannedVolume volume, List<ApplyStep> steps) {
    String target = (TARGET + volume.mount()).replaceAll("/$", "");
    steps.add(ApplyStep.of(Phase.MOUNT, "mkdir", "-p", target));
    steps.add(ApplyStep.of(Phase.MOUNT, "mount", "-o", "relatime", volume.path(), target));
    if (!volume.mode().isEmpty()) {
      steps.add(ApplyStep.of(Phase.MOUNT, "chmod", volume.mode(), target));
    }
  }
}
