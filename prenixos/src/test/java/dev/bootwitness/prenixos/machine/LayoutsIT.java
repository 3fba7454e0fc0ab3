package dev.bootwitness.prenixos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.tool.SystemTools;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Layouts of disks in machines: what the kernel, mdadm and LVM really have after an apply. Each
 * takes the time of an apply, since machines are thawed and not booted.
 */
@EnabledIfSystemProperty(named = "provisioning", matches = "true")
@Timeout(3600)
class LayoutsIT {
  private static final String SEEN =
      "lsblk -rno NAME,TYPE,FSTYPE,SIZE,MOUNTPOINTS /dev/sd? /dev/nvme?n1 2>/dev/null | sort -u";
  private static ProofTable table;

  @TempDir Path folder;

  @BeforeAll
  static void begin() throws IOException {
    table = ProofTable.of("layouts", "layout", "status", "what lsblk shows");
  }

  /** S is an SSD, H an HDD; then MiB. */
  private GuestDisk[] disks(String layout) throws IOException {
    List<GuestDisk> disks = new ArrayList<>();
    for (String word : layout.split(" ", -1)) {
      int mib = Integer.parseInt(word.substring(1));
      String serial = "L" + disks.size() + word.charAt(0);
      disks.add(
          word.charAt(0) == 'S'
              ? GuestDisk.ssd(folder, serial, mib)
              : GuestDisk.hdd(folder, serial, mib));
    }
    return disks.toArray(GuestDisk[]::new);
  }

  private String status(ThawedGuest guest, String layout, String command) throws IOException {
    String said = guest.run(command);
    String status = plain(guest.run("cat /run/pre-nixos/storage-status"));
    table.row(
        layout + "<br>`" + command + "`",
        status
            .lines()
            .filter(l -> l.matches("(STATE|DETAIL|REASON|MISSING|SET_ASIDE|FAILED)=.*"))
            .reduce("", (a, b) -> a + b + "\n"),
        plain(guest.run(SEEN)));
    return status + said;
  }

  private static String plain(String output) {
    return output.replaceAll("~END.*\\s*", "").strip();
  }

  /** By sha256sum: a JVM has no fast SHA-256 before its second compiler. */
  private static String hash(GuestDisk disk) {
    ToolOutcome outcome =
        new SystemTools(Duration.ofMinutes(5)).run("sha256sum", disk.image().toString());
    assertThat(outcome.succeeded()).as(outcome.complaint()).isTrue();
    return outcome.output().substring(0, 64);
  }

  private static List<String> hashes(GuestDisk... disks) {
    List<String> hashes = new ArrayList<>();
    for (GuestDisk disk : disks) {
      hashes.add(hash(disk));
    }
    return hashes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one SSD | S6144 | | main:single",
        "two SSDs | S4096 S4096 | | main:raid1",
        "two SSDs, fast | S4096 S4096 | --mode fast | main:raid0",
        "SSD and two HDDs | S6144 H4096 H4096 | | main:single swap:raid1",
        "SSD and three HDDs | S6144 H3072 H3072 H3072 | | main:single large:raid5",
        "SSD and four HDDs, raid6 preferred | S6144 H3072 H3072 H3072 H3072 | --prefer-raid6-on-four | main:single large:raid6",
        "SSD, four HDDs, two smaller HDDs | S6144 H4096 H4096 H4096 H4096 H2560 H2560 | | main:single large:raid5 swap:raid1",
        "two HDDs | H4096 H4096 | | main:raid1",
        "HDDs of 4, 2.5 and 2.5 GiB | H4096 H2560 H2560 | | main:",
        "three SSDs, careful | S3072 S3072 S3072 | | main:raid1",
      })
  void areMadeAsPlanned(String name, String layout, String options, String expected)
      throws Exception {
    GuestDisk[] disks = disks(layout);
    try (ThawedGuest guest = ThawedGuest.thaw(folder).plug(disks)) {
      String status =
          status(guest, name, ("pre-nixos apply " + (options == null ? "" : options)).strip());

      assertThat(status).contains("STATE=applied", "DETAIL=blank-disks");
      String volumes =
          guest.run(
              "vgs --noheadings -o vg_name,pv_name; lvs --noheadings -o vg_name,lv_name; cat /proc/mdstat");
      assertThat(volumes).containsPattern("main +slash");
      for (String group : expected.split(" ", -1)) {
        String level = group.substring(group.indexOf(':') + 1);
        String vg = group.substring(0, group.indexOf(':'));
        assertThat(volumes)
            .containsPattern(vg + " +/dev/" + (level.startsWith("raid") ? "md" : ""));
        assertThat(volumes).contains(level.startsWith("raid") ? "active " + level : "");
      }
      assertThat(guest.run("findmnt -no FSTYPE /mnt; findmnt -no FSTYPE /mnt/boot"))
          .contains("ext4", "vfat");
      assertThat(guest.run("pre-nixos apply")).contains("an earlier apply laid out");
    }
  }

  @Test
  void aDiskThatCannotBeReadIsSetAsideAndTheOthersAreUsed() throws Exception {
    GuestDisk bad = GuestDisk.ssd(folder, "BAD", 2560).unreadable();
    GuestDisk good = GuestDisk.ssd(folder, "GOOD", 2560);
    try (ThawedGuest guest = ThawedGuest.thaw(folder).plug(bad, good)) {
      String status =
          status(guest, "a disk that gives read errors, beside a blank one", "pre-nixos apply");
      assertThat(status)
          .contains("STATE=applied")
          .containsPattern("SET_ASIDE=/dev/sd. \\(serial BAD\\)");
    }
    assertThat(hash(bad)).isEqualTo(hash(GuestDisk.ssd(folder, "EMPTY", 2560)));
  }

  @Test
  void residueIsLeftAloneUntilItIsNamedAndItsNeighbourStays() throws Exception {
    GuestDisk[] disks = disks("S2560 S2560 S2560");
    try (ThawedGuest guest = ThawedGuest.thaw(folder).plug(disks)) {
      String sd = "$(lsblk -dnro NAME,SERIAL | awk '$2 == \"%s\" { print \"/dev/\" $1 }')";
      String made =
          guest.run(
              "set -- "
                  + String.format(sd, "L0S")
                  + " "
                  + String.format(sd, "L1S")
                  + " "
                  + String.format(sd, "L2S")
                  + "; mdadm --create /dev/md/old --run --level=1 --raid-devices=2 --assume-clean --homehost=any $1 $2"
                  + " && vgcreate old /dev/md/old && lvcreate --yes -L 512M -n data old && lvcreate --yes -L 64M -n secret old"
                  + " && mkfs.ext4 -q /dev/old/data && printf 'LUKS\\272\\276\\000\\001' > /dev/old/secret"
                  + " && sgdisk --new=1:1M:+512M $3 && udevadm settle && mkfs.ext4 -q ${3}1"
                  + " && sync && vgchange -an old && mdadm --stop /dev/md/old");
      assertThat(made).contains("~END 0~");
    }
    try (ThawedGuest guest = ThawedGuest.thaw(folder).plug(disks)) {
      guest.run("udevadm settle; sync");
      List<String> before = hashes(disks);
      String left =
          status(
              guest,
              "RAID + LVM + LUKS on two disks, a partition table on a third",
              "pre-nixos apply");
      guest.run("sync");
      assertThat(left).contains("STATE=plan-only", "DETAIL=existing-storage");
      assertThat(hashes(disks)).isEqualTo(before);
      String one =
          status(guest, "the same, only half of its mirror named", "pre-nixos apply --wipe L0S");
      guest.run("sync");
      assertThat(one).contains("STATE=plan-only");
      assertThat(hashes(disks)).isEqualTo(before);
    }
    String neighbour = hash(disks[2]);
    try (ThawedGuest guest = ThawedGuest.thaw(folder).plug(disks)) {
      String named =
          status(guest, "the same, both named by serial", "pre-nixos apply --wipe L0S,L1S");
      assertThat(named).contains("STATE=applied", "DETAIL=forced-cleanup", "BACKUP=");
      assertThat(hash(disks[2])).isEqualTo(neighbour);
      assertThat(status(guest, "the same words once more", "pre-nixos apply --wipe L0S,L1S"))
          .contains("STATE=plan-only", "an earlier apply laid out");
    }
    try (ThawedGuest guest = ThawedGuest.thaw(folder).plug(disks[1])) {
      String lone = status(guest, "the next boot, with a member gone", "pre-nixos apply");
      assertThat(lone).contains("STATE=plan-only", "(serial L0S) is gone");
      assertThat(guest.run("lvs --noheadings -o vg_name,lv_name,lv_active"))
          .containsPattern("main +slash +active");
    }
  }

  @Test
  void sectorsOf4096BytesAndThreeTebibytes() throws Exception {
    GuestDisk sectors =
        GuestDisk.hdd(folder, "K4", 4096).with("logical_block_size=4096,physical_block_size=4096");
    GuestDisk large = GuestDisk.nvme(folder, "NVME-1", 3 << 20);
    try (ThawedGuest guest = ThawedGuest.thaw(folder).plug(sectors, large)) {
      String status =
          status(guest, "NVMe of 3 TiB, HDD with sectors of 4096 bytes", "pre-nixos apply");
      assertThat(status).contains("STATE=applied");
      assertThat(
              guest.run(
                  "cat /sys/block/sda/queue/logical_block_size; lvs --noheadings -o vg_name,lv_name,lv_size"))
          .contains("4096")
          .containsPattern("main +slash +50.00g")
          .containsPattern("swap +swap");
    }
  }

  @Test
  void aSerialThatTwoDisksShareNamesNone() throws Exception {
    GuestDisk[] twins = {
      GuestDisk.ssd(folder, "T1", 2560).showing("TWIN"),
      GuestDisk.ssd(folder, "T2", 2560).showing("TWIN")
    };
    try (ThawedGuest guest = ThawedGuest.thaw(folder).plug(twins)) {
      guest.run("for d in /dev/sd?; do mkfs.ext4 -q $d; done; sync");
      List<String> before = hashes(twins);
      String status =
          status(guest, "two disks with data and the same serial", "pre-nixos apply --wipe TWIN");
      guest.run("sync");
      assertThat(status).contains("STATE=plan-only", "so it names none");
      assertThat(hashes(twins)).isEqualTo(before);
    }
  }

  @Test
  void bootMediaAreLeftAlone() throws Exception {
    Path squashfs = GuestBoot.prepared().resolve("pre-nixos.squashfs");
    GuestDisk stick = GuestDisk.usb(folder, "STICK", 2560).with("removable=on");
    GuestDisk medium = GuestDisk.usb(folder, "MEDIUM", 2560);
    Files.copy(squashfs, medium.image(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Path iso = Files.copy(squashfs, folder.resolve("cd"));
    GuestDisk blank = GuestDisk.ssd(folder, "BLANK", 2560);
    List<String> before = hashes(stick, medium);
    try (ThawedGuest guest =
        ThawedGuest.thaw(folder).plug(stick, medium, GuestDisk.optical(iso, "CD"), blank)) {
      guest.run(
          "mkdir /run/medium; mount $(lsblk -dnro PATH,SERIAL | awk '$2 == \"MEDIUM\" { print $1 }') /run/medium");
      String status =
          status(
              guest, "USB stick, USB boot medium, CD, dead floppy, blank SSD", "pre-nixos apply");
      assertThat(status)
          .contains(
              "STATE=applied",
              "it is removable",
              "it is a floppy drive",
              "it is the boot medium, mounted at /run/medium")
          .doesNotContain("/dev/sr0: group");
    }
    assertThat(hashes(stick, medium)).isEqualTo(before);
  }
}
