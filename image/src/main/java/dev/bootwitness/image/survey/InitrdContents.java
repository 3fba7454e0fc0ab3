package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.InitrdFacts;
import dev.bootwitness.image.filesystem.CpioTree;
import dev.bootwitness.image.filesystem.InitrdReader;
import dev.bootwitness.image.filesystem.TreeNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What made an initrd, and which drivers are in it. */
final class InitrdContents {

  /** Modules by which a root is found and mounted; others are only counted. */
  private static final Set<String> WORTH_NAMING =
      Set.of(
          "ahci",
          "ata_piix",
          "btrfs",
          "cdrom",
          "dm_mod",
          "ext4",
          "erofs",
          "isofs",
          "loop",
          "mmc_block",
          "nvme",
          "overlay",
          "raid1",
          "sd_mod",
          "squashfs",
          "sr_mod",
          "uas",
          "usb_storage",
          "vfat",
          "virtio_blk",
          "virtio_pci",
          "virtio_scsi",
          "vmw_pvscsi",
          "xen_blkfront",
          "xfs",
          "zfs");

  private static final int DEEPEST = 12;
  private static final int LONGEST_LIST = 64 << 10;

  private final CpioTree tree;
  private final TreeSet<String> drivers = new TreeSet<>();
  private int files;

  private InitrdContents(CpioTree tree) {
    this.tree = tree;
  }

  static InitrdFacts of(List<String> paths, InitrdReader.Read read) {
    InitrdContents contents = new InitrdContents(read.tree());
    contents.walk("/", 0);
    return new InitrdFacts(
        paths,
        read.compressions(),
        contents.generator(),
        contents.has("/usr/lib/systemd/systemd") || contents.has("/lib/systemd/systemd"),
        contents.files,
        List.copyOf(contents.drivers));
  }

  private void walk(String folder, int depth) {
    for (TreeNode node : tree.children(folder)) {
      files++;
      if (node.type() == TreeNode.Type.FOLDER && depth < DEEPEST) {
        walk(node.path(), depth + 1);
      } else if (node.name().contains(".ko")) {
        driver(node.name().substring(0, node.name().indexOf(".ko")));
      } else if (node.name().equals("modules.builtin")) {
        builtin(node);
      }
    }
  }

  /** Those that are part of the kernel itself, one path a line. */
  private void builtin(TreeNode list) {
    Map<String, byte[]> read = tree.read(List.of(list), LONGEST_LIST);
    for (byte[] text : read.values()) {
      new String(text, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.substring(line.lastIndexOf('/') + 1).replaceFirst("\\.ko$", ""))
          .forEach(this::driver);
    }
  }

  private void driver(String name) {
    String plain = name.replace('-', '_');
    if (WORTH_NAMING.contains(plain)) {
      drivers.add(plain);
    }
  }

  private boolean has(String path) {
    return tree.node(path).isPresent();
  }

  private String generator() {
    List<String> signs = new ArrayList<>();
    if (has("/conf/initramfs.conf") || has("/scripts/functions")) {
      signs.add("initramfs-tools");
    } else if (has("/usr/lib/dracut") || has("/lib/dracut") || has("/var/lib/dracut")) {
      signs.add("dracut");
    } else if (has("/init_functions") || has("/usr/bin/mkinitcpio") || has("/buildconfig")) {
      signs.add("mkinitcpio");
    } else if (has("/lib/debian-installer") || has("/usr/lib/debian-installer")) {
      signs.add("debian-installer");
    } else if (has("/nix/store")) {
      signs.add("nixos");
    }
    return signs.isEmpty() ? "" : signs.getFirst();
  }
}
