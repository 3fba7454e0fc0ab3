package dev.bootwitness.prenixos.detect;

import dev.bootwitness.prenixos.inventory.DiskFacts;
import dev.bootwitness.prenixos.inventory.Holding;
import dev.bootwitness.prenixos.inventory.Inventory;
import dev.bootwitness.prenixos.inventory.OwnLabel;
import dev.bootwitness.prenixos.json.JsonFault;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what disks the machine has and what is on them. It writes nothing. */
public final class DiskDetector {
  private static final String LVM_MEMBER = "LVM2_member";

  private final Tools tools;
  private final SystemView system;
  private final Map<String, String> groups = new HashMap<>();

  /** Groups in which a volume is not active, so that nobody can look into it. */
  private final Set<String> closed = new HashSet<>();

  public DiskDetector(Tools tools, SystemView system) {
    this.tools = tools;
    this.system = system;
  }

  /**
   * The disks as they are now.
   *
   * @throws DetectionFailure if they cannot be listed
   */
  public Inventory detect() throws DetectionFailure {
    ToolOutcome listed = tools.run(BlockDevice.COMMAND);
    if (!listed.succeeded()) {
      throw new DetectionFailure(listed.complaint());
    }
    List<BlockDevice> devices;
    try {
      devices = BlockDevice.parse(listed.output());
    } catch (JsonFault e) {
      throw new DetectionFailure("lsblk: " + e.getMessage());
    }
    var medium = new LiveMedium(MountedFrom.parse(system.mounts()), system.loops(), system.words());
    boolean members =
        devices.stream().flatMap(BlockDevice::all).anyMatch(d -> d.content().equals(LVM_MEMBER));
    String volumeTrouble = members ? readGroups() : "";
    List<DiskFacts> disks = new ArrayList<>();
    for (BlockDevice device : devices) {
      if (Exclusion.isDisk(device)) {
        Optional<String> excluded = Exclusion.reason(device, medium);
        (excluded.isPresent()
                ? Optional.of(facts(device, excluded.get(), "", List.of()))
                : probed(device, volumeTrouble))
            .ifPresent(disks::add);
      }
    }
    return new Inventory(system.memoryGib(), disks);
  }

  /** Empty if the disk vanished while it was looked at. */
  private Optional<DiskFacts> probed(BlockDevice disk, String volumeTrouble) {
    ToolOutcome wipefs = tools.run(Signatures.command(disk.path()));
    if (!wipefs.succeeded()) {
      return system.hasDisk(disk.name())
          ? Optional.of(facts(disk, "", wipefs.complaint(), List.of()))
          : Optional.empty();
    }
    List<String> signatures;
    try {
      signatures = Signatures.parse(wipefs.output());
    } catch (JsonFault e) {
      return Optional.of(facts(disk, "", "wipefs: " + e.getMessage(), List.of()));
    }
    // wipefs takes a read error for the absence of a signature, and exits with 0 (util-linux 2.38).
    ToolOutcome read =
        tools.run("dd", "if=" + disk.path(), "of=/dev/null", "bs=1M", "count=1", "status=none");
    if (!read.succeeded()) {
      return system.hasDisk(disk.name())
          ? Optional.of(facts(disk, "", read.complaint(), signatures))
          : Optional.empty();
    }
    boolean member = disk.all().anyMatch(d -> d.content().equals(LVM_MEMBER));
    return Optional.of(facts(disk, "", member ? volumeTrouble : "", signatures));
  }

  private String readGroups() {
    ToolOutcome members = tools.run(VolumeReports.MEMBERS);
    ToolOutcome volumes = tools.run(VolumeReports.VOLUMES);
    try {
      if (!members.succeeded()) {
        return members.complaint();
      }
      if (!volumes.succeeded()) {
        return volumes.complaint();
      }
      groups.putAll(VolumeReports.groups(members.output()));
      VolumeReports.volumes(volumes.output()).stream()
          .filter(volume -> !volume.active())
          .forEach(volume -> closed.add(volume.group()));
      return "";
    } catch (JsonFault e) {
      return "LVM's report: " + e.getMessage();
    }
  }

  private DiskFacts facts(
      BlockDevice disk, String excluded, String probeError, List<String> signatures) {
    boolean unfinished =
        excluded.isEmpty()
            && disk.children().stream()
                .anyMatch(c ->
                    OwnLabel.parse(c.partitionLabel()).filter(OwnLabel::unfinished).isPresent());
    List<Holding> holdings =
        disk.all()
            .filter(d ->
                !d.path().equals(disk.path())
                    || !d.mounts().isEmpty()
                    || groups.containsKey(d.path()))
            .map(d -> holding(d, unfinished))
            .distinct()
            .toList();
    return new DiskFacts(
        disk.name(),
        disk.path(),
        disk.size(),
        disk.sector(),
        disk.rotational(),
        disk.model(),
        disk.serial(),
        disk.bus(),
        excluded,
        probeError,
        signatures,
        holdings);
  }

  private Holding holding(BlockDevice device, boolean unfinished) {
    String group = groups.getOrDefault(device.path(), "");
    return new Holding(
        device.path(),
        device.type(),
        device.content(),
        device.partitionLabel(),
        group,
        device.mounts(),
        unfinished && mayBeUsed(device, group));
  }

  /** Whether somebody may have put data there since an apply was cut off. */
  private boolean mayBeUsed(BlockDevice device, String group) {
    if (device.content().equals("ext4")) {
      ToolOutcome superblock = tools.run("dumpe2fs", "-h", device.path());
      return !superblock.succeeded()
          || superblock.output().lines().noneMatch(l -> l.matches("Last mount time: +n/a"));
    }
    boolean unopened = device.content().equals("linux_raid_member") && device.children().isEmpty();
    return unopened || closed.contains(group);
  }
}
