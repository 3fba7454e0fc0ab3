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
import java.util.stream.Stream;

/** The files that menus name, in the file systems of the image. */
final class BootFiles {

  private final List<FileTree> trees;
  private final boolean complete;

  /**
   * @param trees where files are looked for
   * @param complete whether these are all that could hold them
   */
  BootFiles(List<FileTree> trees, boolean complete) {
    this.trees = trees;
    this.complete = complete;
  }

  /** A file by its path, in the first tree that has it; ISO 9660 and FAT ignore case. */
  record Located(FileTree tree, TreeNode node, String path) {
    InputStream open() throws ToolFailure, InterruptedException {
      try {
        return UnifiedKernel.open(path, tree.open(node));
      } catch (IOException e) {
        throw new ToolFailure(path + " could not be read: " + e.getMessage());
      }
    }
  }

  /** The file of an entry, which may lie in another. */
  Optional<Located> find(String wanted) throws ToolFailure, InterruptedException {
    String path = UnifiedKernel.file(wanted);
    for (FileTree tree : trees) {
      Optional<TreeNode> node = new TreeFiles(tree).resolve(path);
      if (node.isEmpty() && tree.type().equals("iso9660")) {
        node = ignoringCase(tree, path);
      }
      if (node.filter(TreeNode::isFile).isPresent()) {
        return Optional.of(new Located(tree, node.get(), wanted));
      }
    }
    return Optional.empty();
  }

  private static Optional<TreeNode> ignoringCase(FileTree tree, String path)
      throws ToolFailure, InterruptedException {
    String folder = "/";
    Optional<TreeNode> here = Optional.empty();
    for (String name : path.substring(1).split("/", -1)) {
      here =
          tree.children(folder).stream()
              .filter(node ->
                  node.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
              .findFirst();
      if (here.isEmpty()) {
        return here;
      }
      folder = here.get().path();
    }
    return here.isPresent() && here.get().type() == TreeNode.Type.LINK
        ? new TreeFiles(tree).resolve(here.get().path())
        : here;
  }

  /** The menus with their missing files, those of the firmware that starts first in front. */
  List<LoaderMenu> check(List<LoaderMenu> menus) throws ToolFailure, InterruptedException {
    List<LoaderMenu> checked = new ArrayList<>();
    for (LoaderMenu menu : menus) {
      List<MenuEntry> entries = new ArrayList<>();
      for (MenuEntry entry : menu.entries()) {
        List<String> missing = new ArrayList<>();
        for (String file :
            Stream.concat(Stream.of(entry.kernel()), entry.initrds().stream()).toList()) {
          // What a variable of the loader names cannot be looked up.
          if (complete
              && isHere(entry)
              && !file.contains("$")
              && !file.equals("/")
              && find(file).isEmpty()) {
            missing.add(file);
          }
        }
        entries.add(entry.lacking(missing));
      }
      checked.add(menu.with(entries));
    }
    // A loader's file without any entry of a kernel says little.
    checked.sort(Comparator.comparing(menu -> menu.entries().isEmpty()));
    return checked;
  }

  /** Whether GRUB looks for an entry's files in the image: a CD's entry may name a disk. */
  private boolean isHere(MenuEntry entry) {
    boolean cd = trees.stream().anyMatch(tree -> tree.type().equals("iso9660"));
    return !cd || !entry.device().startsWith("hd");
  }

  /** Reads the kernel and the initrd of the default entry. */
  void read(MenuEntry entry, PartsSurvey parts, Draft draft, boolean systemInInitrd)
      throws IOException, ToolFailure, InterruptedException {
    Optional<Located> kernel = find(entry.kernel());
    if (kernel.isPresent()) {
      try (InputStream in = kernel.get().open()) {
        draft.kernel = KernelReader.read(in, entry.kernel());
      }
    }
    List<InputStream> streams = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (String path : entry.initrds()) {
      Optional<Located> initrd = find(path);
      if (initrd.isPresent()) {
        streams.add(initrd.get().open());
        paths.add(path);
      }
    }
    if (!streams.isEmpty()) {
      parts.initrd(paths, streams, systemInInitrd);
    }
  }
}
