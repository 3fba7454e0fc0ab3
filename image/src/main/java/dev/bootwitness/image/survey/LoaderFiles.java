package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.filesystem.FileTree;
import dev.bootwitness.image.filesystem.TreeFiles;
import dev.bootwitness.image.filesystem.TreeNode;
import dev.bootwitness.image.loader.LoaderMenus;
import dev.bootwitness.image.tool.ToolFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The menus of the loaders whose configuration lies in one file system. */
final class LoaderFiles {

  private static final int MOST_CONFIGS = 200;
  private static final int LONGEST_CONFIG = 1 << 20;
  private static final int DEEPEST = 4;

  /** Where loaders keep their files, in the root of a system or in a partition for booting. */
  private static final List<String> FOLDERS =
      List.of(
          "/boot/grub",
          "/boot/grub2",
          "/grub",
          "/grub2",
          "/boot/extlinux",
          "/extlinux",
          "/boot/syslinux",
          "/boot/isolinux",
          "/syslinux",
          "/isolinux",
          "/loader",
          "/boot/loader",
          "/EFI",
          "/efi");

  private final FileTree tree;
  private final Draft draft;
  private final Map<String, TreeNode> configs = new LinkedHashMap<>();

  private LoaderFiles(FileTree tree, Draft draft) {
    this.tree = tree;
    this.draft = draft;
  }

  /** The menus in that tree; what is wrong with a configuration becomes a note if it has none. */
  static List<LoaderMenu> menus(FileTree tree, Draft draft)
      throws ToolFailure, InterruptedException {
    LoaderFiles files = new LoaderFiles(tree, draft);
    for (String folder : FOLDERS) {
      files.find(folder, 0);
    }
    for (TreeNode node : tree.children("/")) {
      files.take(node);
    }
    List<String> problems = new ArrayList<>();
    List<LoaderMenu> menus = LoaderMenus.read(files.texts(), problems);
    if (menus.isEmpty()) {
      problems.forEach(draft::note);
    }
    List<LoaderMenu> all = new ArrayList<>(menus);
    all.addAll(UnifiedKernels.menus(tree));
    return all.stream().map(menu -> menu.of(firmware(menu.config(), menu.firmware()))).toList();
  }

  /** Which firmware a loader with that configuration is for, as far as its place says. */
  private static List<String> firmware(String config, List<String> known) {
    String path = config.toLowerCase(Locale.ROOT);
    if (!known.isEmpty()) {
      return known;
    }
    if (path.startsWith("/efi/")) {
      return List.of("uefi");
    }
    return path.contains("linux/") ? List.of("bios") : List.of("bios", "uefi");
  }

  private void find(String folder, int depth) throws ToolFailure, InterruptedException {
    if (depth > DEEPEST || configs.size() >= MOST_CONFIGS) {
      return;
    }
    for (TreeNode node : new TreeFiles(tree).children(folder)) {
      if (node.type() == TreeNode.Type.FOLDER) {
        find(node.path(), depth + 1);
      } else {
        take(node);
      }
    }
  }

  private void take(TreeNode node) {
    if (node.isFile() && LoaderMenus.worthReading(node.path())) {
      if (node.size() > LONGEST_CONFIG) {
        draft.note(
            "%s has %d MiB, which no boot loader's configuration has: it was not read"
                .formatted(node.path(), node.size() >> 20));
      } else if (configs.size() < MOST_CONFIGS) {
        configs.putIfAbsent(node.path(), node);
      }
    }
  }

  private Map<String, String> texts() throws ToolFailure, InterruptedException {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, byte[]> read = tree.read(configs.values(), LONGEST_CONFIG + 1);
    read.forEach((path, bytes) -> {
      if (bytes.length > LONGEST_CONFIG) {
        draft.note(
            path
                + " is longer than 1 MiB, which no boot loader's configuration is: it was not read");
      } else {
        texts.put(path, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    });
    return texts;
  }
}
