package dev.bootwitness.prenixos.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.DiskFacts;
import dev.bootwitness.prenixos.inventory.Holding;
import dev.bootwitness.prenixos.inventory.Inventory;
import dev.bootwitness.prenixos.inventory.StorageDecision;
import dev.bootwitness.prenixos.tool.RecordedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tools printed on machines becomes facts. */
class DiskDetectorTest {
  private static final Path RECORDED =
      Path.of("src/test/resources/dev/bootwitness/prenixos/recorded").toAbsolutePath();

  private static final String PVS =
      """
      {"report": [{"pv": [{"pv_name":"/dev/md127", "vg_name":"main"}]}]}
      """;
  private static final String LVS =
      """
      {"report": [{"lv": [
        {"vg_name":"main", "lv_name":"slash", "lv_size":"2126512128", "lv_active":"active"}]}]}
      """;

  @TempDir Path root;

  private final RecordedTools tools = new RecordedTools();

  @BeforeEach
  void aMachine() throws IOException {
    write("proc/cmdline", "boot=live console=tty0 console=ttyS0,115200n8 pre-nixos.wipe=A,B");
    write("proc/meminfo", "MemTotal:        2025368 kB\nMemFree:  100 kB\n");
    write("proc/self/mounts", "overlay / overlay rw 0 0\n/dev/main/slash /mnt ext4 rw 0 0\n");
    Files.createDirectories(root.resolve("sys/block/vda"));
    Files.createDirectories(root.resolve("sys/block/sda"));
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Inventory detect() throws DetectionFailure {
    return new DiskDetector(tools, new SystemView(root)).detect();
  }

  private static String device(String name, String more) {
    return """
    {"name": "%1$s", "kname": "%1$s", "path": "/dev/%1$s", "type": "disk", "size": 4294967296,
    "log-sec": 512, "rm": false, "ro": false, "rota": true, "model": null, "serial": "S-%1$s",
    "tran": "sata", "fstype": null, "label": null, "uuid": null, "partlabel": null,
    "partuuid": null, "mountpoints": [null]%2$s}\
    """
        .formatted(name, more.isEmpty() ? "" : ", " + more);
  }

  private void lists(String... devices) {
    tools.answer("lsblk", "{\"blockdevices\": [" + String.join(",", devices) + "]}");
  }

  @Test
  void aMirrorThatAnApplyMadeIsSeenDownToItsVolume() throws Exception {
    tools.answer("lsblk", Files.readString(RECORDED.resolve("lsblk-mirror.json")));
    tools.answer("pvs", PVS).answer("lvs", LVS);
    tools.answer(
        "wipefs",
        """
        {"signatures": [
          {"device":"vdd", "offset":"0x200", "type":"gpt", "uuid":"…", "label":null},
          {"device":"vdd", "offset":"0xbffffe00", "type":"gpt", "uuid":"…", "label":null},
          {"device":"vdd", "offset":"0x1fe", "type":"PMBR", "uuid":null, "label":null}]}
        """);

    Inventory inventory = detect();

    assertThat(inventory.memoryGib()).isEqualTo(2);
    assertThat(inventory.disks())
        .extracting(DiskFacts::name, DiskFacts::excluded)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple("vda", "it is read-only"),
            org.assertj.core.groups.Tuple.tuple("vdb", "it is read-only"));
    DiskFacts disk = inventory.disks().get(3);
    assertThat(disk.serial()).isEqualTo("M-1");
    assertThat(disk.signatures()).containsExactly("gpt", "PMBR");
    assertThat(disk.holdings())
        .extracting(Holding::path, Holding::type, Holding::group)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/dev/vdd1", "part", ""),
            org.assertj.core.groups.Tuple.tuple("/dev/vdd2", "part", ""),
            org.assertj.core.groups.Tuple.tuple("/dev/md127", "raid1", "main"),
            org.assertj.core.groups.Tuple.tuple("/dev/mapper/main-slash", "lvm", ""));
    assertThat(disk.holdings().getLast().mounts()).containsExactly("/mnt");
    assertThat(StorageDecision.of(inventory, Consent.NONE).reason())
        .startsWith("an earlier apply laid out /dev/vdd (serial M-1), /dev/vde (serial M-2)");
  }

  @Test
  void aListInPlaceOfATreeIsRefused() throws Exception {
    lists(device("sda", ""), device("sda1", "").replace("\"disk\"", "\"part\""));

    assertThatThrownBy(this::detect)
        .isInstanceOf(DetectionFailure.class)
        .hasMessageContaining("/dev/sda1, a part, stands below no disk");
  }

  @Test
  void onlyCandidatesAreOpened() throws Exception {
    lists(
        device("fd0", "").replace("\"rm\": false", "\"rm\": true"),
        device("sr0", "").replace("\"disk\"", "\"rom\""),
        device("loop0", "").replace("\"disk\"", "\"loop\""),
        device("zram0", ""),
        device("sdb", "").replace("\"rm\": false", "\"rm\": true"),
        device("sdc", "").replace("4294967296", "0"),
        device("mmcblk0boot0", ""),
        device("sda", ""));

    assertThat(detect().disks())
        .extracting(d -> d.name() + ": " + d.excluded())
        .containsExactly(
            "fd0: it is a floppy drive",
            "mmcblk0boot0: it is a boot area of an eMMC",
            "sda: ",
            "sdb: it is removable",
            "sdc: it has no medium");
    assertThat(tools.asked())
        .filteredOn(line -> line.startsWith("wipefs"))
        .containsExactly("wipefs --no-act --json /dev/sda");
  }

  @Test
  void aDiskThatCannotBeProbedKeepsTheToolsWordsAndOneThatVanishedIsSkipped() throws Exception {
    lists(device("sda", ""), device("sdz", ""));
    tools.fail(
        "wipefs", 1, "", "wipefs: error: /dev/sda: probing initialization failed: No medium");

    assertThat(detect().disks())
        .extracting(DiskFacts::name, DiskFacts::probeError)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "sda",
                "wipefs --no-act --json /dev/sda: exit 1: wipefs: error: /dev/sda: probing"
                    + " initialization failed: No medium"));
  }

  @Test
  void theDiskBelowTheLiveFileSystemIsTheBootMedium() throws Exception {
    write(
        "proc/self/mounts",
        """
        /dev/loop0 /run/live/rootfs/filesystem.squashfs squashfs ro 0 0
        /dev/sda1 /run/live/medium vfat ro 0 0
        overlay / overlay rw 0 0
        """);
    write("sys/block/loop0/loop/backing_file", "/run/live/medium/live/filesystem.squashfs\n");
    lists(
        device("sda", "\"children\": [" + device("sda1", "").replace("\"disk\"", "\"part\"") + "]"),
        device("vda", ""));

    List<DiskFacts> disks = detect().disks();

    assertThat(disks.getFirst().excluded())
        .startsWith("it is the boot medium, mounted at /run/live");
    assertThat(disks.getLast().excluded()).isEmpty();
  }

  @Test
  void aDeviceThatTheKernelIsToldToBootFromIsTheBootMedium() throws Exception {
    write("proc/cmdline", "root=LABEL=install boot=/dev/vda");
    lists(
        device("sda", "").replace("\"label\": null", "\"label\": \"install\""), device("vda", ""));

    assertThat(detect().disks())
        .extracting(DiskFacts::excluded)
        .containsExactly(
            "the kernel's command line names it: root=LABEL=install",
            "the kernel's command line names it: boot=/dev/vda");
  }

  @Test
  void whatLvmCannotTellSetsItsDisksAside() throws Exception {
    lists(device("sda", "").replace("\"fstype\": null", "\"fstype\": \"LVM2_member\""));
    tools.fail("pvs", 5, "", "  WARNING: Device mismatch detected");

    assertThat(detect().disks().getFirst().probeError())
        .contains("exit 5: WARNING: Device mismatch");
  }

  @Test
  void aFileSystemBelowACutOffApplyIsAskedWhetherItWasMounted() throws Exception {
    String part =
        device("sda1", "")
            .replace("\"disk\"", "\"part\"")
            .replace("\"fstype\": null", "\"fstype\": \"ext4\"")
            .replace("\"partlabel\": null", "\"partlabel\": \"pre-nixos-0a1b2c3d-main-new\"");
    lists(device("sda", "\"children\": [" + part + "]"));

    tools.answer("dumpe2fs", "Last mount time:          n/a\nMount count:              0\n");
    assertThat(detect().disks().getFirst().holdings().getFirst().everMounted()).isFalse();
    tools.answer("dumpe2fs", "Last mount time:          Mon Nov 30 19:00:00 2026\n");
    assertThat(detect().disks().getFirst().holdings().getFirst().everMounted()).isTrue();
    tools.fail("dumpe2fs", 1, "", "Bad magic number");
    assertThat(detect().disks().getFirst().holdings().getFirst().everMounted()).isTrue();
  }

  @Test
  void withoutTheListNothingIsKnown() {
    tools.fail("lsblk", 127, "", "cannot be started");

    assertThatThrownBy(this::detect).isInstanceOf(DetectionFailure.class);
  }
}
