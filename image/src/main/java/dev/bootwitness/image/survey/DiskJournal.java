package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.Partition;
import dev.bootwitness.image.facts.PartitionTable;
import dev.bootwitness.image.filesystem.ExtTree;
import dev.bootwitness.image.filesystem.FileRegion;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
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

  /** The beginning of a line of {@code --output=short-unix}. */
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})\\.");

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
   * @param since a last boot that ended before is none
   * @throws IOException when this host has no room for temporary files
   */
  public static Journal read(ImageFile file, SurveyRequest request, Instant since)
      throws IOException, InterruptedException {
    try (Workbench bench =
        Workbench.open(request.image(), request.environment(), request.within())) {
      return switch (file.kind()) {
        case GPT_DISK, MBR_DISK, BOOT_SECTOR -> of(bench, bench.image(), false, since);
        case QCOW2 -> of(bench, QcowDisk.raw(file, request, bench), true, since);
        default ->
            new Journal.None("only a disk keeps a journal, and it is " + file.kind().title());
      };
    } catch (ToolFailure e) {
      return new Journal.None(e.reason());
    }
  }

  /**
   * Looks through the file systems of a disk.
   *
   * @param own whether it is a copy that may be changed
   */
  private static Journal of(Workbench bench, Path raw, boolean own, Instant since)
      throws IOException, ToolFailure, InterruptedException {
    PartitionTable table =
        PartitionReader.read(raw).orElse(new PartitionTable("none", false, List.of(), List.of()));
    List<Long> starts = new ArrayList<>(List.of(0L));
    table.entries().stream().limit(MOST_PARTITIONS).map(Partition::start).forEach(starts::add);
    for (long start : starts) {
      if (own && isExt(raw, start)) {
        replay(bench, raw, start);
      }
      Path copies = Files.createDirectories(bench.fresh("journal"));
      if (copy(bench, raw, start, copies)) {
        Instant end = end(bench, copies);
        return end.isBefore(since)
            ? new Journal.None("its last boot ended at %s, before this one".formatted(end))
            : new Journal.Text(journalctl(bench, copies, "short-monotonic"));
      }
    }
    return new Journal.None("no ext2, ext3 or ext4 in it has a folder " + FOLDER);
  }

  /** When the last entry was written, by the clock of the machine that wrote it. */
  private static Instant end(Workbench bench, Path copies)
      throws ToolFailure, InterruptedException {
    Matcher seconds =
        SECONDS.matcher(journalctl(bench, copies, "short-unix", "--lines=1").stripLeading());
    return seconds.lookingAt()
        ? Instant.ofEpochSecond(Long.parseLong(seconds.group(1)))
        : Instant.EPOCH;
  }

  private static String journalctl(Workbench bench, Path copies, String form, String... more)
      throws ToolFailure, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--directory=" + copies, "--no-pager", "--quiet", "--boot", "--output=" + form));
    arguments.addAll(List.of(more));
    return bench.text("journalctl", arguments.toArray(String[]::new));
  }

  /** The superblock's magic number (ext4 documentation, "The Super Block"). */
  private static boolean isExt(Path raw, long start) throws IOException {
    try (InputStream in = new FileRegion(raw, start + 1024 + 0x38, 2)) {
      byte[] magic = in.readNBytes(2);
      return magic.length == 2 && magic[0] == 0x53 && magic[1] == (byte) 0xef;
    }
  }

  /**
   * Completes what the file system's own journal holds, as the next mount would: a guest that was
   * ended left the newest files only there. debugfs does not do it.
   */
  private static void replay(Workbench bench, Path raw, long start) throws InterruptedException {
    try {
      byte[] _ = bench.run("e2fsck", "-p", "-E", "journal_only", raw + "?offset=" + start);
    } catch (ToolFailure changedOrNot) {
      // Its status is not 0 when it has changed something; what it could not do, debugfs shows.
      return;
    }
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
