package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.ElToritoImage;
import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.filesystem.FatTree;
import dev.bootwitness.image.filesystem.FileRegion;
import dev.bootwitness.image.filesystem.FileTree;
import dev.bootwitness.image.filesystem.IsoTree;
import dev.bootwitness.image.filesystem.TreeNode;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.partition.PartitionReader;
import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an ISO 9660 image. */
final class IsoSurvey {

  private static final int BLOCK = 2048;

  /** The primary volume descriptor is block 16 (ECMA-119 8.4). */
  private static final int DESCRIPTOR = 16 * BLOCK;

  private static final Pattern IMAGE =
      Pattern.compile("El Torito boot img : +(\\d+) +(\\w+) +([yn]) .* (\\d+)");

  private static final Pattern PATH = Pattern.compile("El Torito img path : +(\\d+) +(/.*)");

  /** How many files are looked at for a squashfs, the largest first. */
  private static final int MOST_CANDIDATES = 8;

  private static final long SMALLEST_ROOT = 4 << 10;

  private final Workbench bench;
  private final Draft draft;
  private final PartsSurvey parts;
  private final List<FileTree> trees = new ArrayList<>();

  IsoSurvey(Workbench bench, SurveyRequest request, Draft draft) {
    this.bench = bench;
    this.draft = draft;
    this.parts = new PartsSurvey(bench, request, draft);
  }

  void read(ImageFile file) throws IOException, ToolFailure, InterruptedException {
    descriptor(file.bytes());
    draft.partitions =
        PartitionReader.read(bench.image()).filter(table -> !table.scheme().equals("none"));
    String text =
        bench.text(
            "xorriso",
            "-no_rc",
            "-report_about",
            "SORRY",
            // A damaged image is read as far as it can be.
            "-abort_on",
            "NEVER",
            "-return_with",
            "FATAL",
            "32",
            "-indev",
            "stdio:" + bench.image(),
            "-report_el_torito",
            "plain",
            "-find",
            "/",
            "-exec",
            "report_lba",
            "--",
            "-find",
            "/",
            "-type",
            "l",
            "-exec",
            "lsdl",
            "--",
            "-rollback_end");
    IsoTree tree = IsoTree.of(bench.image(), text);
    trees.add(tree);
    bootCatalogue(text);
    List<LoaderMenu> menus = new ArrayList<>(LoaderFiles.menus(tree, draft));
    menus.addAll(embedded(tree));
    BootFiles files = new BootFiles(trees, true);
    draft.loaders.addAll(files.check(menus));
    draft.entry().ifPresent(entry -> draft.commandLine = entry.commandLine());
    squashfs(tree);
    if (draft.entry().isPresent()) {
      files.read(draft.entry().get(), parts, draft, draft.squashfs.isEmpty());
    }
  }

  private void descriptor(long bytes) throws IOException {
    try (InputStream in = new FileRegion(bench.image(), DESCRIPTOR, BLOCK)) {
      byte[] block = in.readNBytes(BLOCK);
      if (block.length < BLOCK) {
        draft.note("it is cut short: it ends within its first descriptor");
        return;
      }
      // ECMA-119 8.4.7 volume identifier, 8.4.8 volume space size.
      String id = new String(block, 40, 32, StandardCharsets.US_ASCII).strip();
      draft.volume = java.util.Optional.of(id).filter(text -> !text.isEmpty());
      long blocks = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).getInt(80) & 0xffffffffL;
      draft.claimed = blocks * BLOCK;
      if (draft.claimed > bytes) {
        draft.note(
            "it is cut short: its file system has %d bytes, and the file only %d"
                .formatted(draft.claimed, bytes));
      }
    }
  }

  private void bootCatalogue(String text) {
    Map<String, String> paths = new HashMap<>();
    text.lines()
        .map(PATH::matcher)
        .filter(Matcher::matches)
        .forEach(path -> paths.put(path.group(1), path.group(2)));
    for (String line : text.lines().toList()) {
      Matcher image = IMAGE.matcher(line);
      if (image.matches()) {
        String firmware = image.group(2).toLowerCase(Locale.ROOT);
        boolean bootable = image.group(3).equals("y");
        draft.elTorito.add(
            new ElToritoImage(firmware, bootable, paths.getOrDefault(image.group(1), "")));
        if (bootable && (firmware.equals("bios") || firmware.equals("uefi"))) {
          draft.boots.add(firmware);
        }
      }
    }
  }

  /**
   * UEFI starts a program in the FAT file system that the catalogue names; its menu may be there.
   */
  private List<LoaderMenu> embedded(IsoTree iso) throws InterruptedException {
    List<LoaderMenu> menus = new ArrayList<>();
    for (ElToritoImage image : draft.elTorito) {
      if (!image.firmware().equals("uefi") || image.path().isEmpty()) {
        continue;
      }
      try {
        var extent = iso.node(image.path()).flatMap(iso::extent);
        if (extent.isPresent()) {
          FatTree fat = FatTree.of(bench, bench.image(), extent.get().offset());
          trees.add(fat);
          LoaderFiles.menus(fat, draft).stream()
              .filter(menu -> iso.node(menu.config()).isEmpty())
              .forEach(menus::add);
        }
      } catch (ToolFailure e) {
        draft.note(image.path() + ": " + e.reason());
      }
    }
    return menus;
  }

  private void squashfs(IsoTree tree) throws IOException, InterruptedException {
    List<TreeNode> largest =
        tree.files("/").stream()
            .filter(node -> node.size() >= SMALLEST_ROOT)
            .sorted(Comparator.comparingLong(TreeNode::size).reversed())
            .limit(MOST_CANDIDATES)
            .toList();
    for (TreeNode node : largest) {
      var extent = tree.extent(node);
      if (extent.isPresent() && draft.squashfs.isEmpty()) {
        parts.squashfs(bench.image(), extent.get().offset(), node.path());
      }
    }
  }
}
