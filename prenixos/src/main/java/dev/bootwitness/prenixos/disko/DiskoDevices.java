package dev.bootwitness.prenixos.disko;

import dev.bootwitness.prenixos.plan.PlannedDisk;
import dev.bootwitness.prenixos.plan.PlannedGroup;
import dev.bootwitness.prenixos.plan.PlannedPartition;
import dev.bootwitness.prenixos.plan.PlannedVolume;
import dev.bootwitness.prenixos.plan.RaidLevel;
import dev.bootwitness.prenixos.plan.StoragePlan;
import java.util.List;

/**
 * A plan as a NixOS module that sets {@code disko.devices} (github.com/nix-community/disko): a pure
 * function. The layout is that of the native back end. disko chooses data offsets and alignment by
 * itself, so a volume that fills its group takes what is left instead of a size.
 */
public final class DiskoDevices {
  private final StoragePlan plan;
  private final NixText nix = new NixText();

  private DiskoDevices(StoragePlan plan) {
    this.plan = plan;
  }

  /** The module's text. */
  public static String render(StoragePlan plan) {
    var devices = new DiskoDevices(plan);
    devices.module();
    return devices.nix.toString();
  }

  private void module() {
    nix.open("").open("disko.devices =");
    if (!plan.isEmpty()) {
      nix.open("disk =");
      plan.usedDisks().forEach(this::disk);
      nix.close();
      nix.open("mdadm =");
      plan.groups().stream().filter(g -> g.level() != RaidLevel.SINGLE).forEach(this::array);
      nix.close();
      nix.open("lvm_vg =");
      plan.groups().forEach(this::group);
      nix.close();
    }
    nix.close().close("}");
  }

  private void disk(PlannedDisk disk) {
    nix.open(disk.name() + " =").put("type", "disk").put("device", disk.path());
    nix.open("content =").put("type", "gpt").open("partitions =");
    disk.partitions().forEach(this::partition);
    nix.close().close().close();
  }

  private void partition(PlannedPartition partition) {
    nix.open((partition.isEsp() ? "ESP" : partition.role()) + " =")
        .put("priority", partition.number())
        .put("size", partition.sizeMib() + "M");
    if (partition.isEsp()) {
      boolean first = partition.equals(plan.esps().getFirst());
      nix.put("type", "EF00").open("content =").put("type", "filesystem").put("format", "vfat");
      nix.put("extraArgs", List.of("-n", "ESP"));
      if (first) {
        nix.put("mountpoint", "/boot").put("mountOptions", List.of("umask=0077"));
      }
    } else {
      member(partition.role());
    }
    nix.close().close();
  }

  private void member(String group) {
    boolean single =
        plan.groups().stream()
            .anyMatch(g -> g.name().equals(group) && g.level() == RaidLevel.SINGLE);
    nix.open("content =");
    if (single) {
      nix.put("type", "lvm_pv").put("vg", group);
    } else {
      nix.put("type", "mdraid").put("name", group);
    }
  }

  private void array(PlannedGroup group) {
    nix.open(group.name() + " =")
        .put("type", "mdadm")
        .put("level", Integer.parseInt(group.level().word().substring("raid".length())))
        .put("metadata", "1.2");
    nix.open("content =").put("type", "lvm_pv").put("vg", group.name()).close().close();
  }

  private void group(PlannedGroup group) {
    nix.open(group.name() + " =").put("type", "lvm_vg").open("lvs =");
    List<PlannedVolume> volumes =
        plan.volumes().stream().filter(v -> v.group().equals(group.name())).toList();
    long taken = volumes.stream().mapToLong(PlannedVolume::extents).sum();
    for (PlannedVolume volume : volumes) {
      boolean rest = taken == group.extents() && volume.equals(volumes.getLast());
      volume(volume, rest ? "100%FREE" : volume.bytes() / (1L << 20) + "M");
    }
    nix.close().close();
  }

  private void volume(PlannedVolume volume, String size) {
    nix.open(volume.name() + " =").put("size", size).open("content =");
    if (volume.content().equals(PlannedVolume.SWAP)) {
      nix.put("type", "swap").put("extraArgs", List.of("-L", volume.name()));
    } else {
      nix.put("type", "filesystem")
          .put("format", volume.content())
          .put("extraArgs", List.of("-L", volume.name()))
          .put("mountpoint", volume.mount())
          .put("mountOptions", List.of("relatime"));
      if (!volume.mode().isEmpty()) {
        nix.put("postMountHook", "chmod " + volume.mode() + " /mnt" + volume.mount());
      }
    }
    nix.close().close();
  }
}
