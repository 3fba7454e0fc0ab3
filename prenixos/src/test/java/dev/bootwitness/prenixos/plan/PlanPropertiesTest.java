package dev.bootwitness.prenixos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.DiskFacts;
import dev.bootwitness.prenixos.inventory.DiskJudge;
import dev.bootwitness.prenixos.inventory.Inventory;
import dev.bootwitness.prenixos.inventory.JudgedDisk;
import dev.bootwitness.prenixos.inventory.TestDisk;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import dev.bootwitness.prenixos.json.JsonTreeWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every plan, over disk sets that a seeded generator makes. */
class PlanPropertiesTest {
  private static final int SETS = 400;

  /** A disk set, by the number that seeds its generator. */
  record Machine(int seed, Inventory inventory, PlanOptions options) {
    static Machine of(int seed) {
      var random = new Random(seed);
      List<DiskFacts> disks = new ArrayList<>();
      int count = random.nextInt(11);
      long[] sizes = {size(random), size(random), size(random)};
      for (int i = 0; i < count; i++) {
        long size = sizes[random.nextInt(sizes.length)];
        // Within a hundredth of another one, or just beyond.
        size -= random.nextInt(4) == 0 ? size / 1000 * random.nextInt(14) : 0;
        size -= size % 512;
        String name = random.nextBoolean() ? "sd" + (char) ('a' + i) : "nvme" + i + "n1";
        disks.add(disk(random, name, size));
      }
      var options = new PlanOptions(random.nextBoolean(), random.nextBoolean());
      return new Machine(seed, new Inventory(1 + random.nextInt(256), disks), options);
    }

    /** 64 MiB to 20 TiB, small and large ones alike. */
    private static long size(Random random) {
      return (1L << (26 + random.nextInt(19))) * (8 + random.nextInt(8)) / 8;
    }

    private static DiskFacts disk(Random random, String name, long size) {
      TestDisk disk = random.nextInt(3) == 0 ? TestDisk.ssd(name, size) : TestDisk.hdd(name, size);
      return switch (random.nextInt(12)) {
        case 0 -> disk.signature("gpt").part(1, "ext4", "").facts();
        case 1 -> disk.unprobed("Input/output error").facts();
        case 2 -> disk.excluded("it is removable").facts();
        case 3 -> disk.serial("").facts();
        default -> disk.facts();
      };
    }

    StoragePlan plan() {
      return Planner.plan(DiskJudge.judge(inventory, Consent.NONE), inventory.memoryGib(), options);
    }

    List<JudgedDisk> usable() {
      return DiskJudge.judge(inventory, Consent.NONE).stream()
          .filter(JudgedDisk::isUsable)
          .toList();
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, SETS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aUsableDiskMeansARootAndAnEsp(int seed) {
    Machine machine = Machine.of(seed);
    StoragePlan plan = machine.plan();

    assertThat(plan.isEmpty()).isEqualTo(machine.usable().isEmpty());
    if (!plan.isEmpty()) {
      assertThat(plan.groups().getFirst().name()).isEqualTo("main");
      assertThat(plan.volumes().getFirst().path()).isEqualTo("/dev/main/slash");
      assertThat(plan.volumes().getFirst().bytes()).isGreaterThan(900L << 20);
      assertThat(plan.esps()).hasSize(plan.groups().getFirst().members().size());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void membersAreOfOneSizeAndOneKind(int seed) {
    Machine machine = Machine.of(seed);
    StoragePlan plan = machine.plan();
    Set<String> rotational =
        machine.inventory().disks().stream()
            .filter(DiskFacts::rotational)
            .map(DiskFacts::path)
            .collect(Collectors.toSet());

    for (PlannedGroup group : plan.groups()) {
      List<PlannedDisk> members =
          plan.usedDisks().stream()
              .filter(d -> d.partitions().getLast().role().equals(group.name()))
              .toList();
      assertThat(members).hasSize(group.members().size());
      assertThat(members)
          .extracting(d -> d.partitions().getLast().sizeMib())
          .containsOnly(group.memberMib());
      assertThat(members)
          .extracting(d -> rotational.contains(d.path()))
          .containsOnly(rotational.contains(members.getFirst().path()));
      // Nothing is added to or taken from a disk to make it fit: the sizes differ by a hundredth.
      assertThat(members)
          .allMatch(d -> d.size() - members.getFirst().size() <= members.getFirst().size() / 50);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLargerThanWhatHoldsIt(int seed) {
    StoragePlan plan = Machine.of(seed).plan();

    for (PlannedDisk disk : plan.usedDisks()) {
      long end = 1;
      for (PlannedPartition partition : disk.partitions()) {
        assertThat(partition.startMib()).isEqualTo(end);
        end += partition.sizeMib();
      }
      assertThat(end << 20).isLessThanOrEqualTo(disk.size() - (1L << 20));
    }
    for (PlannedGroup group : plan.groups()) {
      long taken =
          plan.volumes().stream()
              .filter(v -> v.group().equals(group.name()))
              .mapToLong(PlannedVolume::extents)
              .sum();
      long data = group.level().dataMembers(group.members().size()) * (group.memberMib() << 20);
      assertThat(taken).isLessThanOrEqualTo(group.extents());
      assertThat((group.extents() + 2) * (4L << 20)).isLessThan(data);
    }
    assertThat(plan.volumes()).allMatch(v -> v.extents() > 0);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSameDisksInAnyOrderGiveTheSamePlan(int seed) {
    Machine machine = Machine.of(seed);
    List<DiskFacts> shuffled = new ArrayList<>(machine.inventory().disks());
    Collections.shuffle(shuffled, new Random(seed + 1));
    var again =
        new Machine(
            seed, new Inventory(machine.inventory().memoryGib(), shuffled), machine.options());

    assertThat(again.plan()).isEqualTo(machine.plan());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPlanSurvivesJson(int seed) {
    StoragePlan plan = Machine.of(seed).plan();

    String json = JsonTreeWriter.write(PlanJson.write(plan));

    assertThat(PlanJson.read(JsonTreeReader.read(json))).isEqualTo(plan);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyDiskIsNamedWithItsReasonAndOnlyUsableOnesAreUsed(int seed) {
    Machine machine = Machine.of(seed);
    StoragePlan plan = machine.plan();

    assertThat(plan.disks())
        .extracting(PlannedDisk::path)
        .containsExactlyElementsOf(
            machine.inventory().disks().stream().map(DiskFacts::path).toList());
    assertThat(plan.disks()).noneMatch(d -> d.reason().isBlank() || d.erase());
    assertThat(machine.usable())
        .extracting(d -> d.disk().path())
        .containsAll(plan.usedDisks().stream().map(PlannedDisk::path).toList());
  }
}
