package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.facts.MenuEntry;
import dev.bootwitness.image.filesystem.FileTree;
import dev.bootwitness.image.filesystem.TreeFiles;
import dev.bootwitness.image.filesystem.TreeNode;
import dev.bootwitness.image.loader.UnifiedKernel;
import dev.bootwitness.image.tool.ToolFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The unified kernels of an EFI system partition: those that systemd-boot adds to its menu, and one
 * that the firmware starts itself.
 */
final class UnifiedKernels {

  private static final int MOST = 8;

  private UnifiedKernels() {}

  /** At most one menu. */
  static List<LoaderMenu> menus(FileTree tree) throws ToolFailure, InterruptedException {
    if (!tree.type().equals("vfat")) {
      return List.of();
    }
    List<MenuEntry> alone = in(tree, "/EFI/BOOT");
    if (!alone.isEmpty()) {
      return List.of(menu("uki", alone));
    }
    List<MenuEntry> offered = in(tree, "/EFI/Linux");
    return offered.isEmpty() ? List.of() : List.of(menu("systemd-boot", offered));
  }

  /** systemd-boot's countdown stands in loader.conf, and without one there is none. */
  private static LoaderMenu menu(String kind, List<MenuEntry> entries) {
    return new LoaderMenu(
        kind, entries.getFirst().config(), List.of("uefi"), Optional.of(0.0), false, 0, entries);
  }

  /** The newest first, as systemd-boot sorts names. */
  private static List<MenuEntry> in(FileTree tree, String folder)
      throws ToolFailure, InterruptedException {
    List<MenuEntry> entries = new ArrayList<>();
    List<TreeNode> programs =
        new TreeFiles(tree)
            .children(folder).stream()
                .filter(TreeNode::isFile)
                .filter(node -> node.name().toLowerCase(Locale.ROOT).endsWith(".efi"))
                .sorted(Comparator.comparing(TreeNode::name).reversed())
                .limit(MOST)
                .toList();
    for (TreeNode program : programs) {
      try (InputStream in = tree.open(program)) {
        UnifiedKernel.read(in).map(found -> found.entry(program.path())).ifPresent(entries::add);
      } catch (IOException e) {
        throw new ToolFailure(program.path() + " could not be read: " + e.getMessage());
      }
    }
    return entries;
  }
}
