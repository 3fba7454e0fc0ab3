package dev.bootwitness.prenixos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.tool.SystemTools;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises about other people's disks, held by the bytes of those disks. Six boots of a whole
 * Debian take five minutes, so it runs on request: {@code -Dprovisioning=true}.
 */
@EnabledIfSystemProperty(named = "provisioning", matches = "true")
@Timeout(1800)
class ProvisioningIT {
  private static final long SIZE = 9L << 28;

  @TempDir Path folder;

  private Path blank(String name) throws IOException {
    return GuestBoot.blank(folder.resolve(name), SIZE);
  }

  /** A disk with a partition and a file system in it. */
  private Path withData(String name) throws IOException {
    Path image = blank(name);
    var tools = new SystemTools(Duration.ofMinutes(2));
    for (String command :
        new String[] {
          "sgdisk --new=1:1M:+512M --change-name=1:data " + image,
          "mkfs.ext4 -q -F -L data -E offset=1048576 " + image + " 512M"
        }) {
      ToolOutcome outcome = tools.run(command.split(" "));
      assertThat(outcome.succeeded()).as(outcome.complaint()).isTrue();
    }
    return image;
  }

  private static String hash(Path image) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(image), sha)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private GuestBoot machine() {
    return new GuestBoot(folder);
  }

  @Test
  void oneDiskWithDataKeepsEveryByteOfAllDisksUntilItIsNamed() throws Exception {
    Path data = withData("data");
    Path blank = blank("blank");
    Path neighbour = withData("neighbour");
    String dataBefore = hash(data);
    String blankBefore = hash(blank);
    String neighbourBefore = hash(neighbour);

    String left =
        machine()
            .disk(data, "DATA-1")
            .disk(blank, "BLANK-1")
            .disk(neighbour, "DATA-2")
            .floppy()
            .run(
                """
                pre-nixos apply
                pre-nixos apply --dry-run --force-cleanup
                cat /run/pre-nixos/storage-status
                """);

    assertThat(left)
        .contains("STATE=plan-only", "DETAIL=existing-storage")
        .contains("pre-nixos.wipe=DATA-1 would erase it")
        .contains("/dev/fd0: left alone: it is a floppy drive")
        .contains("sgdisk --zap-all /dev/vd");
    assertThat(hash(data)).isEqualTo(dataBefore);
    assertThat(hash(blank)).isEqualTo(blankBefore);
    assertThat(hash(neighbour)).isEqualTo(neighbourBefore);

    GuestBoot named =
        machine().disk(data, "DATA-1").disk(neighbour, "DATA-2").kernel("pre-nixos.wipe=DATA-1");
    String made = named.run("cat /run/pre-nixos/storage-status; vgs; lvs; ls -R /mnt/boot");

    assertThat(made)
        .contains("STATE=applied", "DETAIL=forced-cleanup")
        .containsPattern("slash +main")
        .containsPattern("wipefs-vd[a-z]1-0x00000438.bak");
    assertThat(hash(data)).isNotEqualTo(dataBefore);
    assertThat(hash(neighbour)).isEqualTo(neighbourBefore);
    String dataMade = hash(data);

    String again = named.run("pre-nixos apply; cat /run/pre-nixos/storage-status");

    assertThat(again).contains("STATE=plan-only", "an earlier apply laid out");
    assertThat(hash(data)).isEqualTo(dataMade);
    assertThat(hash(neighbour)).isEqualTo(neighbourBefore);
  }

  @Test
  void anApplyThatLostItsPowerBeginsAgainAndItsMirrorRunsWithoutAMember() throws Exception {
    Path one = blank("one");
    Path two = blank("two");
    GuestBoot both = machine().disk(one, "M-1").disk(two, "M-2");

    both.cut(" lvcreate --yes ");
    String again = both.run("cat /run/pre-nixos/storage-status; cat /proc/mdstat");

    assertThat(again)
        .contains("was cut off on it; it begins again")
        .contains("STATE=applied")
        .contains("raid1");

    String degraded =
        machine().disk(two, "M-2").run("cat /run/pre-nixos/storage-status; lvs; cat /proc/mdstat");

    assertThat(degraded)
        .contains("STATE=plan-only")
        .contains("the disk that was /dev/vdd (serial M-1) is gone")
        .contains("[2/1]")
        .containsPattern("slash +main +-wi-a");
  }
}
