package dev.bootwitness.prenixos.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.detect.SystemView;
import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import dev.bootwitness.prenixos.plan.PlanOptions;
import dev.bootwitness.prenixos.status.Places;
import dev.bootwitness.prenixos.status.StorageStatus;
import dev.bootwitness.prenixos.status.StorageStatus.State;
import dev.bootwitness.prenixos.tool.RecordedTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the service, and what its status says when a tool does not do what it must. */
class ProvisioningTest {
  private static final String VOLUMES =
      """
      {"report": [{"lv": [
        {"vg_name":"main", "lv_name":"slash", "lv_size":"%d", "lv_active":"active"}]}]}
      """;

  /** What one disk of 4 GiB gives slash: 3070 MiB less LVM's first, and two extents left free. */
  private static final long SLASH = 765L * (4 << 20);

  private static final List<String> TOOLS =
      List.of(
          "blkdiscard",
          "blockdev",
          "lvcreate",
          "mkdir",
          "mkfs.ext4",
          "mkfs.vfat",
          "mount",
          "pvcreate",
          "sgdisk",
          "udevadm",
          "umount",
          "vgcreate");

  @TempDir Path folder;

  private final RecordedTools tools = new RecordedTools();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Path bin = Path.of("");

  @BeforeEach
  void aMachineWithABlankDisk() throws IOException {
    bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      installed(tool);
    }
    Files.createDirectories(folder.resolve("proc/self"));
    Files.writeString(
        folder.resolve("proc/self/mounts"),
        "/dev/main/slash /mnt ext4 rw 0 0\n/dev/vda1 /mnt/boot vfat rw 0 0\n");
    tools.answer("lsblk", disk(""));
    tools.answer("blockdev --getsize64", "4294967296\n").answer("blockdev --getro", "0\n");
    tools.answer("lvs", VOLUMES.formatted(SLASH));
  }

  private void installed(String tool) throws IOException {
    assertThat(Files.createFile(bin.resolve(tool)).toFile().setExecutable(true)).isTrue();
  }

  private static String disk(String children) {
    return """
    {"blockdevices": [{"name": "vda", "kname": "vda", "path": "/dev/vda", "type": "disk",
    "size": 4294967296, "log-sec": 512, "rm": false, "ro": false, "rota": true, "model": null,
    "serial": "S-1", "tran": null, "fstype": null, "label": null, "uuid": null,
    "partlabel": null, "partuuid": null, "mountpoints": [null]%s}]}\
    """
        .formatted(children);
  }

  private StorageStatus run(Consent consent) throws IOException {
    var places = new Places(folder.resolve("run"));
    Files.createDirectories(places.esp(1));
    var log = new ActionLog(new PrintStream(said, true, StandardCharsets.UTF_8), places.log());
    return new Provisioning(tools, new SystemView(folder), places, log, bin.toString())
        .run(consent, PlanOptions.STANDARD, "0a1b2c3d");
  }

  private List<String> writers() {
    return tools.asked().stream()
        .filter(c ->
            !c.matches(
                "(lsblk|wipefs --no-act|pvs|lvs|blockdev|udevadm settle|dumpe2fs|dd if=\\S+ of=/dev/null).*"))
        .toList();
  }

  @Test
  void aBlankDiskIsLaidOutAndTheStatusSaysSo() throws IOException {
    StorageStatus status = run(Consent.NONE);

    assertThat(status.state()).as(status.reason()).isEqualTo(State.APPLIED);
    assertThat(Files.readAllLines(folder.resolve("run/storage-status")))
        .startsWith("STATE=applied", "DETAIL=blank-disks")
        .contains("PHASE=done");
    assertThat(Files.readAllLines(folder.resolve("run/esp1/pre-nixos/journal")))
        .startsWith("apply 0a1b2c3d")
        .endsWith("made");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("pre-nixos: lvm: ")
        .contains("pre-nixos: plan: /dev/vda: group main alone: it is blank");
    assertThat(
            JsonTreeReader.read(Files.readString(folder.resolve("run/storage-status.json")))
                .texts("done"))
        .contains("vgcreate --physicalextentsize 4m main /dev/vda2");
  }

  @Test
  void theFirstFailureEndsItAndIsNamedInTheToolsOwnWords() throws IOException {
    tools.fail("vgcreate", 5, "", "  A volume group called main already exists.");

    StorageStatus status = run(Consent.NONE);

    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.phase()).isEqualTo("lvm");
    assertThat(status.failure())
        .isEqualTo(
            "vgcreate --physicalextentsize 4m main /dev/vda2: exit 5: A volume group called main"
                + " already exists.");
    assertThat(tools.asked().getLast()).startsWith("vgcreate");
    assertThat(status.done().getLast()).startsWith("pvcreate");
  }

  @Test
  void appliedIsSaidOnlyIfTheVolumesAreThere() throws IOException {
    tools.answer("lvs", VOLUMES.formatted(SLASH - 1));

    StorageStatus status = run(Consent.NONE);

    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.reason()).startsWith("verify: /dev/main/slash of ");
    // Not marked as finished, so that the next boot begins again.
    assertThat(tools.asked()).noneMatch(c -> c.startsWith("sgdisk --change-name"));
  }

  @Test
  void aDiskThatShrankIsNotWritten() throws IOException {
    tools.answer("blockdev --getsize64", "4294966784\n");

    StorageStatus status = run(Consent.NONE);

    assertThat(status.phase()).isEqualTo("check");
    assertThat(status.failure()).endsWith(", expected 4294967296");
    assertThat(writers()).isEmpty();
  }

  @Test
  void aMissingToolIsFoundBeforeAnythingIsWritten() throws IOException {
    Files.delete(bin.resolve("mkfs.vfat"));

    StorageStatus status = run(Consent.NONE);

    assertThat(status.state()).isEqualTo(State.FAILED);
    assertThat(status.reason()).isEqualTo("not installed: mkfs.vfat; nothing was written");
    assertThat(writers()).isEmpty();
  }

  @Test
  void aDiskWithDataIsNotWritten() throws IOException {
    tools.answer("wipefs --no-act", "{\"signatures\": [{\"type\": \"ext4\"}]}");

    StorageStatus status = run(Consent.NONE);

    assertThat(status.state()).isEqualTo(State.PLAN_ONLY);
    assertThat(status.detail()).isEqualTo("existing-storage");
    assertThat(writers()).isEmpty();
  }

  @Test
  void aNamedDiskIsSavedBeforeItIsErased() throws IOException {
    installed("wipefs");
    installed("env");
    installed("cp");
    tools.answer("wipefs --no-act", "{\"signatures\": [{\"type\": \"gpt\"}]}");

    StorageStatus status = run(new Consent(false, List.of("S-1")));

    assertThat(status.state()).as(status.reason()).isEqualTo(State.APPLIED);
    assertThat(status.detail()).isEqualTo("forced-cleanup");
    assertThat(status.backup()).contains("backup-0a1b2c3d");
    String backup = folder.resolve("run/backup/0a1b2c3d").toString();
    assertThat(writers())
        .containsSubsequence(
            "sgdisk --backup=" + backup + "/vda.sgdisk /dev/vda",
            "env HOME=" + backup + " wipefs --all --force --backup /dev/vda",
            "sgdisk --zap-all /dev/vda");
  }

  @Test
  void withoutAListOfDisksNothingIsPlanned() throws IOException {
    tools.fail("lsblk", 1, "", "lsblk: failed to access sysfs directory: /sys/dev/block");

    StorageStatus status = run(new Consent(true, List.of()));

    assertThat(status.state()).isEqualTo(State.PLAN_ONLY);
    assertThat(status.detail()).isEqualTo("detection-error");
    assertThat(writers()).isEmpty();
  }

  @Test
  void aTextOfSeveralLinesStaysOneLineOfTheStatus() {
    var status =
        new StorageStatus(
            State.FAILED,
            "d",
            "a\nSTATE=applied",
            "p",
            List.of(),
            "x\r\ny",
            "",
            List.of(),
            List.of());

    assertThat(status.reason()).isEqualTo("a STATE=applied");
    assertThat(status.failure()).doesNotContain("\n", "\r");
  }
}
