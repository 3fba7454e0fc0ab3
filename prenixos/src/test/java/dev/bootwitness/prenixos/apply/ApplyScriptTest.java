package dev.bootwitness.prenixos.apply;

import static dev.bootwitness.prenixos.inventory.TestDisk.GIB;
import static dev.bootwitness.prenixos.inventory.TestDisk.hdd;
import static dev.bootwitness.prenixos.inventory.TestDisk.inventory;
import static dev.bootwitness.prenixos.inventory.TestDisk.ssd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.Inventory;
import dev.bootwitness.prenixos.inventory.TestDisk;
import dev.bootwitness.prenixos.plan.PlanOptions;
import dev.bootwitness.prenixos.service.Situation;
import dev.bootwitness.prenixos.status.Places;
import dev.bootwitness.prenixos.tool.ShellQuoting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of an apply, one a line, as {@code apply --dry-run} prints them. Each script must
 * equal the file of its name; {@code -Dprenixos.scripts=write} writes them.
 */
class ApplyScriptTest {
  private static final Path FILES =
      Path.of("src/test/resources/dev/bootwitness/prenixos/scripts").toAbsolutePath();

  record Example(String name, Consent consent, Inventory inventory) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        new Example("one-disk", Consent.NONE, inventory(1, ssd("vda", 64 * GIB))),
        new Example(
            "mirror-and-raid5",
            Consent.NONE,
            inventory(
                8,
                ssd("nvme0n1", 256 * GIB),
                ssd("nvme1n1", 256 * GIB),
                hdd("sda", 1000 * GIB),
                hdd("sdb", 1000 * GIB),
                hdd("sdc", 1000 * GIB))),
        new Example(
            "pair-for-swap",
            Consent.NONE,
            inventory(4, ssd("sda", 256 * GIB), hdd("sdb", 64 * GIB), hdd("sdc", 64 * GIB))),
        new Example("named-residue", new Consent(false, List.of("S-vda", "S-vdb")), residue()));
  }

  /** A mirror with a group in it, an opened encryption, swap in use, and a neighbour with data. */
  private static Inventory residue() {
    TestDisk[] disks = {
      member("vda"), member("vdb"), hdd("vdc", 8 * GIB).signature("gpt").part(1, "ext4", "mine")
    };
    return inventory(2, disks);
  }

  private static TestDisk member(String name) {
    return hdd(name, 8 * GIB)
        .signature("gpt")
        .part(1, "swap", "", "[SWAP]")
        .holding("/dev/" + name + "2", "part", "linux_raid_member", "", "", false)
        .holding("/dev/md127", "raid1", "LVM2_member", "", "old", false)
        .holding("/dev/mapper/old-root", "lvm", "crypto_LUKS", "", "", false)
        .holding("/dev/mapper/secret", "crypt", "ext4", "", "", false, "/mnt");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleGetsItsCommands(Example example) throws IOException {
    Situation situation =
        Situation.of(example.inventory(), example.consent(), PlanOptions.STANDARD);

    String script =
        situation.script("0a1b2c3d", Places.STANDARD).all().stream()
            .map(step ->
                ShellQuoting.line(step.command())
                    + (step.expects().isEmpty() ? "" : "  # must print " + step.expects()))
            .collect(Collectors.joining("\n", "", "\n"));

    Path file = FILES.resolve(example.name() + ".sh");
    if ("write".equals(System.getProperty("prenixos.scripts"))) {
      Files.createDirectories(FILES);
      Files.writeString(file, script);
    }
    assertThat(script).isEqualTo(Files.readString(file));
  }
}
