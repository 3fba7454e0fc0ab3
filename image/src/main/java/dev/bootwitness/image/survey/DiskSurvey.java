package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.FileSystemFacts;
import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.facts.Partition;
import dev.bootwitness.image.facts.PartitionTable;
import dev.bootwitness.image.facts.SystemFacts;
import dev.bootwitness.image.filesystem.ExtTree;
import dev.bootwitness.image.filesystem.FatTree;
import dev.bootwitness.image.filesystem.FileTree;
import dev.bootwitness.image.filesystem.TreeFiles;
import dev.bootwitness.image.filesystem.TreeNode;
import dev.bootwitness.image.partition.PartitionReader;
import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a raw disk: its partitions, and the files of ext2 to ext4, FAT and squashfs in them. */
final class DiskSurvey {

  private static final int MOST_PARTITIONS = 32;
  private static final Set<String> EXT = Set.of("ext2", "ext3", "ext4");

  /** These hold no boot loader's files. */
  private static final Set<String> NEVER_BOOTED = Set.of("swap", "BitLocker", "");

  private final Workbench bench;
  private final SurveyRequest request;
  private final Draft draft;
  private final PartsSurvey parts;
  private final Map<Partition, FileTree> trees = new LinkedHashMap<>();
  private boolean complete = true;

  DiskSurvey(Workbench bench, SurveyRequest request, Draft draft) {
    this.bench = bench;
    this.request = request;
    this.draft = draft;
    this.parts = new PartsSurvey(bench, request, draft);
  }

  void read(Path disk) throws IOException, ToolFailure, InterruptedException {
    PartitionTable table =
        PartitionReader.read(disk).orElse(new PartitionTable("none", false, List.of(), List.of()));
    table.problems().forEach(draft::note);
    List<Partition> found = new ArrayList<>();
    for (Partition partition : places(table, disk)) {
      found.add(open(disk, partition));
    }
    draft.partitions =
        Optional.of(new PartitionTable(table.scheme(), table.bootCode(), found, table.problems()));
    if (table.bootCode()) {
      draft.boots.add("bios");
    }
    if (startsByUefi()) {
      draft.boots.add("uefi");
    }
    loaders();
    // The entry's root= decides how the system is read, so it comes first.
    draft.entry().ifPresent(entry -> draft.commandLine = entry.commandLine());
    system(disk, found);
    if (draft.entry().isPresent()) {
      BootFiles files = new BootFiles(List.copyOf(trees.values()), complete);
      files.read(draft.entry().get(), parts, draft, draft.system.isEmpty() && complete);
    }
  }

  /** A disk without a table may be one file system. */
  private static List<Partition> places(PartitionTable table, Path disk) throws IOException {
    return table.scheme().equals("none")
        ? List.of(new Partition(0, "whole disk", "", "", 0, Files.size(disk), Optional.empty()))
        : table.entries().stream()
            .filter(partition -> !partition.type().equals("extended"))
            .limit(MOST_PARTITIONS)
            .toList();
  }

  private Partition open(Path disk, Partition partition) throws InterruptedException {
    FileSystemFacts found;
    try {
      found = probe(disk, partition);
    } catch (ToolFailure e) {
      // blkid exits with 2 when it recognises nothing.
      return partition;
    }
    try {
      Optional<FileTree> tree = tree(disk, partition, found.type());
      if (tree.isPresent()) {
        trees.put(partition, tree.get());
        return partition.with(found.opened());
      }
    } catch (ToolFailure e) {
      draft.note("partition %d: %s".formatted(partition.number(), e.reason()));
    }
    complete &= NEVER_BOOTED.contains(found.type());
    return partition.with(found);
  }

  private FileSystemFacts probe(Path disk, Partition partition)
      throws ToolFailure, InterruptedException {
    Map<String, String> values = new LinkedHashMap<>();
    bench
        .text(
            "blkid",
            "-p",
            "-o",
            "export",
            "-O",
            String.valueOf(partition.start()),
            "-S",
            String.valueOf(partition.bytes()),
            disk.toString())
        .lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> values.put(pair[0], unescaped(pair[1])));
    return new FileSystemFacts(
        values.getOrDefault("TYPE", ""),
        values.getOrDefault("LABEL", ""),
        values.getOrDefault("UUID", ""),
        false);
  }

  /** blkid writes a backslash before what a shell would act on (misc-utils/blkid.c). */
  private static String unescaped(String value) {
    return value.replaceAll("\\\\(.)", "$1");
  }

  private Optional<FileTree> tree(Path disk, Partition partition, String type)
      throws ToolFailure, InterruptedException {
    if (EXT.contains(type)) {
      ExtTree tree = new ExtTree(bench, disk, partition.start(), type);
      // The first listing shows whether it can be read.
      List<TreeNode> _ = tree.children("/");
      return Optional.of(tree);
    }
    return type.equals("vfat")
        ? Optional.of(FatTree.of(bench, disk, partition.start()))
        : Optional.empty();
  }

  /** The default boot path of removable and of forgotten disks (UEFI 3.5.1.1). */
  private boolean startsByUefi() throws ToolFailure, InterruptedException {
    for (FileTree tree : trees.values()) {
      if (tree.type().equals("vfat")) {
        for (TreeNode node : new TreeFiles(tree).children("/EFI/BOOT")) {
          if (node.name().toLowerCase(Locale.ROOT).matches("boot(x64|aa64|ia32)\\.efi")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void loaders() throws InterruptedException {
    List<LoaderMenu> menus = new ArrayList<>();
    for (Map.Entry<Partition, FileTree> tree : trees.entrySet()) {
      try {
        menus.addAll(LoaderFiles.menus(tree.getValue(), draft));
      } catch (ToolFailure e) {
        draft.note("partition %d: %s".formatted(tree.getKey().number(), e.reason()));
      }
    }
    try {
      draft.loaders.addAll(new BootFiles(List.copyOf(trees.values()), complete).check(menus));
    } catch (ToolFailure e) {
      draft.note(e.reason());
    }
  }

  /** The partition that root= names; otherwise the first that looks like a root. */
  private void system(Path disk, List<Partition> found) throws IOException, InterruptedException {
    Optional<Partition> root =
        draft
            .scene(Map.of(), request.today())
            .value("root")
            .flatMap(value -> found.stream().filter(p -> RootDevice.answers(value, p)).findFirst());
    List<Partition> order = new ArrayList<>(root.stream().toList());
    found.stream().filter(partition -> !order.contains(partition)).forEach(order::add);
    for (Partition partition : order) {
      Optional<SystemFacts> before = draft.system;
      if (before.isPresent()) {
        return;
      }
      Optional<FileTree> tree =
          trees.entrySet().stream()
              .filter(entry -> entry.getKey().number() == partition.number())
              .map(Map.Entry::getValue)
              .findFirst();
      String place = partition.number() == 0 ? "disk" : "partition " + partition.number();
      if (tree.isPresent()) {
        parts.system(new TreeFiles(tree.get()), place);
      } else if (partition.fileSystem().filter(fs -> fs.type().equals("squashfs")).isPresent()) {
        parts.squashfs(disk, partition.start(), place);
      }
    }
  }
}
