package dev.bootwitness.prenixos.plan;

import static dev.bootwitness.prenixos.inventory.TestDisk.GIB;
import static dev.bootwitness.prenixos.inventory.TestDisk.hdd;
import static dev.bootwitness.prenixos.inventory.TestDisk.ssd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.DiskJudge;
import dev.bootwitness.prenixos.inventory.TestDisk;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import dev.bootwitness.prenixos.json.JsonTreeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plan examples that the service promises. Beside what is written here, each plan must equal
 * the JSON file of its name; {@code -Dprenixos.plans=write} writes them.
 */
class PlanExamplesTest {
  private static final Path FILES =
      Path.of("src/test/resources/dev/bootwitness/prenixos/plans").toAbsolutePath();
  private static final PlanOptions FAST = new PlanOptions(true, false);

  record Example(
      String name, PlanOptions options, int memoryGib, List<TestDisk> disks, String layout) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        example("one-ssd", 8, "main single sda: slash 50, home 16, swap 16", ssd("sda", 256 * GIB)),
        example(
            "two-ssd-careful",
            8,
            "main raid1 sda,sdb: slash 50, home 16, swap 16",
            ssd("sda", 256 * GIB),
            ssd("sdb", 256 * GIB)),
        new Example(
            "two-ssd-fast",
            FAST,
            8,
            List.of(ssd("nvme0n1", 256 * GIB), ssd("nvme1n1", 256 * GIB)),
            "main raid0 nvme0n1,nvme1n1: slash 50, home 16, swap 16"),
        example(
            "ssd-and-two-hdd",
            8,
            "main single sda: slash 50, home 16; swap raid1 sdb,sdc: swap 16, var_tmp 16, var_log 4",
            ssd("sda", 256 * GIB),
            hdd("sdb", 1000 * GIB),
            hdd("sdc", 1000 * GIB)),
        example(
            "ssd-and-three-hdd",
            8,
            "main single sda: slash 50, home 16; large raid5 sdb,sdc,sdd: swap 16, data 100",
            ssd("sda", 256 * GIB),
            hdd("sdb", 1000 * GIB),
            hdd("sdc", 1000 * GIB),
            hdd("sdd", 1000 * GIB)),
        example(
            "ssd-and-four-hdd",
            8,
            "main single sda: slash 50, home 16; large raid5 sdb,sdc,sdd,sde: swap 16, data 100",
            ssd("sda", 256 * GIB),
            hdd("sdb", 1000 * GIB),
            hdd("sdc", 1000 * GIB),
            hdd("sdd", 1000 * GIB),
            hdd("sde", 1000 * GIB)),
        new Example(
            "ssd-and-four-hdd-raid6",
            new PlanOptions(false, true),
            8,
            List.of(
                ssd("sda", 256 * GIB),
                hdd("sdb", 1000 * GIB),
                hdd("sdc", 1000 * GIB),
                hdd("sdd", 1000 * GIB),
                hdd("sde", 1000 * GIB)),
            "main single sda: slash 50, home 16; large raid6 sdb,sdc,sdd,sde: swap 16, data 100"),
        example(
            "ssd-and-five-hdd",
            8,
            "main single sda: slash 50, home 16; large raid6 sdb,sdc,sdd,sde,sdf: swap 16, data 100",
            ssd("sda", 256 * GIB),
            hdd("sdb", 1000 * GIB),
            hdd("sdc", 1000 * GIB),
            hdd("sdd", 1000 * GIB),
            hdd("sde", 1000 * GIB),
            hdd("sdf", 1000 * GIB)),
        example(
            "ssd-four-hdd-and-two-smaller",
            8,
            "main single sda: slash 50, home 16; swap raid1 sdf,sdg: swap 16, var_tmp 16, var_log 4;"
                + " large raid5 sdb,sdc,sdd,sde: data 100",
            ssd("sda", 256 * GIB),
            hdd("sdb", 1000 * GIB),
            hdd("sdc", 1000 * GIB),
            hdd("sdd", 1000 * GIB),
            hdd("sde", 1000 * GIB),
            hdd("sdf", 250 * GIB),
            hdd("sdg", 250 * GIB)),
        example(
            "two-hdd",
            8,
            "main raid1 sda,sdb: slash 50, home 16, swap 16",
            hdd("sda", 500 * GIB),
            hdd("sdb", 500 * GIB)),
        example(
            "hdd-four-two-two",
            1,
            "main raid1 sdb,sdc: slash 0.98; swap single sda: swap 2, var_tmp no, var_log no",
            hdd("sda", 4 * GIB),
            hdd("sdb", 2 * GIB),
            hdd("sdc", 2 * GIB)),
        example("one-small-disk", 2, "main single vda: slash 2.98", ssd("vda", 4 * GIB)),
        example(
            "six-ssd-careful",
            8,
            "main raid10 sda,sdb,sdc,sdd,sde,sdf: slash 50, home 16, swap 16",
            ssd("sda", 256 * GIB),
            ssd("sdb", 256 * GIB),
            ssd("sdc", 256 * GIB),
            ssd("sdd", 256 * GIB),
            ssd("sde", 256 * GIB),
            ssd("sdf", 256 * GIB)),
        example(
            "three-ssd-careful",
            8,
            "main raid1 sda,sdb: slash 50, home 16, swap 16",
            ssd("sda", 256 * GIB),
            ssd("sdb", 256 * GIB),
            ssd("sdc", 256 * GIB)),
        example("no-disk", 2, "", ssd("sda", GIB).excluded("it is removable")));
  }

  private static Example example(String name, int memory, String layout, TestDisk... disks) {
    return new Example(name, PlanOptions.STANDARD, memory, List.of(disks), layout);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleGetsItsLayout(Example example) throws IOException {
    StoragePlan plan = plan(example);

    assertThat(layout(plan)).isEqualTo(example.layout().replaceAll(", var_\\w+ no", ""));
    String json = JsonTreeWriter.write(PlanJson.write(plan));
    Path file = FILES.resolve(example.name() + ".json");
    if ("write".equals(System.getProperty("prenixos.plans"))) {
      Files.writeString(file, json);
    }
    assertThat(json).isEqualTo(Files.readString(file));
    assertThat(PlanJson.read(JsonTreeReader.read(json))).isEqualTo(plan);
  }

  private static StoragePlan plan(Example example) {
    var inventory =
        TestDisk.inventory(example.memoryGib(), example.disks().toArray(TestDisk[]::new));
    return Planner.plan(
        DiskJudge.judge(inventory, Consent.NONE), example.memoryGib(), example.options());
  }

  /** Groups with their members, and volumes with their sizes in GiB. */
  static String layout(StoragePlan plan) {
    return String.join(
        "; ",
        plan.groups().stream()
            .map(group ->
                group.name()
                    + " "
                    + group.level().word()
                    + " "
                    + String.join(
                        ",",
                        group.members().stream()
                            .map(m -> m.replaceAll("/dev/|p?\\d$", ""))
                            .toList())
                    + ": "
                    + String.join(
                        ", ",
                        plan.volumes().stream()
                            .filter(v -> v.group().equals(group.name()))
                            .map(v -> v.name() + " " + gib(v.bytes()))
                            .toList()))
            .toList());
  }

  private static String gib(long bytes) {
    long hundredths = bytes * 100 / GIB;
    return hundredths % 100 == 0 ? hundredths / 100 + "" : hundredths / 100.0 + "";
  }
}
