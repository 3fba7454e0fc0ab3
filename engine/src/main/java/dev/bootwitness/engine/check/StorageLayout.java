package dev.bootwitness.engine.check;

import dev.bootwitness.diagnosis.guest.VolumePlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The storage of a guest, and what its provisioner's plan promises.
 *
 * @param groups LVM volume groups
 * @param volumes logical volumes, {@code group/volume}
 * @param mounts mount points
 * @param made partitions, arrays and volumes with a file system, except the boot medium's
 * @param planned what the plan names; empty when there is no plan that can be read
 */
record StorageLayout(
    Set<String> groups,
    Set<String> volumes,
    Set<String> mounts,
    List<String> made,
    Optional<VolumePlan> planned) {

  private static final int SHOWN = 12;

  /** What is wrong with it. */
  record Verdict(String cause, String what) {}

  StorageLayout {
    groups = Set.copyOf(groups);
    volumes = Set.copyOf(volumes);
    mounts = Set.copyOf(mounts);
    made = List.copyOf(made);
  }

  /** The command that reports it; {@code plan} is a file of the guest, or empty. */
  static String command(String plan) {
    String file = ShellWord.quote(plan);
    return "echo =groups; vgs --noheadings -o vg_name 2>/dev/null; echo =volumes; lvs --noheadings"
        + " --separator / -o vg_name,lv_name 2>/dev/null; echo =mounts; cut -d' ' -f2 /proc/mounts;"
        + " echo =made; lsblk -rno NAME,TYPE,FSTYPE 2>/dev/null; echo =plan; [ -f "
        + file
        + " ] && head -c "
        + VolumePlan.MOST
        + " -- "
        + file;
  }

  static StorageLayout parse(String text) {
    return new StorageLayout(
        Set.copyOf(section(text, "=groups", "=volumes")),
        Set.copyOf(section(text, "=volumes", "=mounts")),
        Set.copyOf(section(text, "=mounts", "=made")),
        section(text, "=made", "=plan").stream().filter(StorageLayout::isMade).toList(),
        plan(text));
  }

  private static List<String> section(String text, String from, String to) {
    int begin = text.indexOf(from + "\n");
    int end = text.indexOf(to + "\n", Math.max(0, begin));
    return begin < 0 || end < 0
        ? List.of()
        : text.substring(begin + from.length() + 1, end)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .distinct()
            .toList();
  }

  /** Something created on a disk: not a blank disk, and not the boot medium. */
  private static boolean isMade(String line) {
    String[] words = line.split(" ", -1);
    String type = words.length > 1 ? words[1] : "";
    String system = words.length > 2 ? words[2] : "";
    boolean medium =
        type.equals("rom")
            || type.equals("loop")
            || List.of("iso9660", "squashfs").contains(system);
    boolean stacked = List.of("lvm", "crypt").contains(type) || type.startsWith("raid");
    return !medium && (stacked || !system.isEmpty());
  }

  private static Optional<VolumePlan> plan(String text) {
    int at = text.indexOf("=plan\n");
    return at < 0 ? Optional.empty() : VolumePlan.parse(text.substring(at + "=plan\n".length()));
  }

  /** What is wrong, if the plan was reported as applied; empty when everything promised exists. */
  Optional<Verdict> verdict(
      List<String> wantedGroups, List<String> wantedVolumes, List<String> wantedMounts) {
    Set<String> wanted = new LinkedHashSet<>();
    wantedGroups.forEach(group -> wanted.add("volume group " + group));
    wantedVolumes.forEach(volume -> wanted.add("volume " + volume));
    wantedMounts.forEach(mount -> wanted.add("mount " + mount));
    planned.ifPresent(plan -> plan.inWords().forEach(wanted::add));
    List<String> missing = wanted.stream().filter(what -> !isThere(what)).toList();
    if (made.isEmpty() && groups.isEmpty() && volumes.isEmpty()) {
      String plan =
          planned.filter(VolumePlan::isEmpty).isPresent() ? ", and the plan names no device" : "";
      return Optional.of(
          new Verdict(
              "storage/vacuous", "no disk has a partition, array, volume or file system" + plan));
    } else if (missing.isEmpty()) {
      return Optional.empty();
    }
    String what = "there is no " + String.join(", no ", missing.stream().limit(SHOWN).toList());
    return Optional.of(
        new Verdict(
            missing.size() == wanted.size() && groups.isEmpty() && volumes.isEmpty()
                ? "storage/vacuous"
                : "storage/wrong-layout",
            what));
  }

  private boolean isThere(String what) {
    String name = what.substring(what.lastIndexOf(' ') + 1);
    return what.startsWith("volume group ")
        ? groups.contains(name)
        : what.startsWith("volume ") ? volumes.contains(name) : mounts.contains(name);
  }

  /** The existing storage, for a finding's quote. */
  String shown() {
    return "groups: %s; volumes: %s; on disks: %s"
        .formatted(
            groups.isEmpty() ? "none" : String.join(" ", groups.stream().sorted().toList()),
            volumes.isEmpty() ? "none" : String.join(" ", volumes.stream().sorted().toList()),
            made.isEmpty() ? "nothing" : String.join(", ", made.stream().limit(SHOWN).toList()));
  }
}
