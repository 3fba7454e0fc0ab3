package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.Partition;
import dev.bootwitness.image.facts.PartitionTable;
import dev.bootwitness.image.filesystem.ExtTree;
import dev.bootwitness.image.filesystem.TreeFiles;
import dev.bootwitness.image.filesystem.TreeNode;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.partition.PartitionReader;
import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The persistent journal in a disk image: its files are copied out by their inodes, and read by
 * journalctl(1).
 *
 * <p>debugfs could copy whole folders, but then a link in the image might lead its copying
 * elsewhere on this host.
 */
public final class DiskJournal {

  private static final String FOLDER = "/var/log/journal";
  private static final Pattern MACHINE = Pattern.compile("[0-9a-f]{32}");

  /** systemd-journald.service(8), FILES. */
  private static final Pattern FILE =
      Pattern.compile("(?:system|user-\\d{1,10})(?:@[0-9a-f-]{1,80})?\\.journal~?");

  private static final int MOST_FILES = 64;
  private static final long LARGEST = 128L << 20;
  private static final int MOST_PARTITIONS = 32;

  private DiskJournal() {}

  /** The journal of the last boot, or why there is none. */
  public sealed interface Journal {
    /** As {@code journalctl -o short-monotonic} prints it. */
    record Text(String text) implements Journal {}

    /** A clause. */
    record None(String reason) implements Journal {}
  }

  /**
   * Reads it.
   *
   * @throws IOException when this host has no room for temporary files
   */
  public static Journal read(ImageFile file, SurveyRequest request)
      throws IOException, InterruptedException {
    try (Workbench bench =
        Workbench.open(request.image(), request.environment(), request.within())) {
      Path raw = bench.image();
      switch (file.kind()) {
        case GPT_DISK, MBR_DISK, BOOT_SECTOR -> {}
        case QCOW2 -> raw = QcowDisk.raw(file, request, bench);
        default -> {
          return new Journal.None("only a disk keeps a journal, and it is " + file.kind().title());
        }
      }
      return of(bench, raw);
    } catch (ToolFailure e) {
      return new Journal.None(e.reason());
    }
  }

  private static Journal of(Workbench bench, Path raw)
      throws IOException, ToolFailure, InterruptedException {
    PartitionTable table =
        PartitionReader.read(raw).orElse(new PartitionTable("none", false, List.of(), List.of()));
    List<Long> starts = new ArrayList<>(List.of(0L));
    table.entries().stream().limit(MOST_PARTITIONS).map(Partition::start).forEach(starts::add);
    for (long start : starts) {
      Path copies = Files.createDirectories(bench.fresh("journal"));
      if (copy(bench, raw, start, copies)) {
        String text =
            bench.text(
                "journalctl",
                "--directory=" + copies,
                "--no-pager",
                "--quiet",
                "--boot",
                "--output=short-monotonic");
        return new Journal.Text(text);
      }
    }
    return new Journal.None("no ext2, ext3 or ext4 in it has a folder " + FOLDER);
  }

  /** Whether there was a journal. */
  private static boolean copy(Workbench bench, Path raw, long start, Path copies)
      throws IOException, InterruptedException {
    int copied = 0;
    try {
      ExtTree tree = new ExtTree(bench, raw, start, "ext4");
      for (TreeNode machine : new TreeFiles(tree).children(FOLDER)) {
        if (!MACHINE.matcher(machine.name()).matches()) {
          continue;
        }
        for (TreeNode file : tree.children(machine.path())) {
          boolean wanted =
              file.isFile() && FILE.matcher(file.name()).matches() && file.size() <= LARGEST;
          if (wanted && copied < MOST_FILES) {
            copied++;
            Path folder = Files.createDirectories(copies.resolve(machine.name()));
            try (InputStream in = tree.open(file)) {
              Files.copy(in, folder.resolve(file.name()));
            }
          }
        }
      }
    } catch (ToolFailure notExt) {
      return false;
    }
    return copied > 0;
  }
}
