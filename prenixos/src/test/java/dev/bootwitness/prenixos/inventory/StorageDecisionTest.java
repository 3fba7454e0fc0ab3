package dev.bootwitness.prenixos.inventory;

import static dev.bootwitness.prenixos.inventory.StorageDecision.Action.APPLY;
import static dev.bootwitness.prenixos.inventory.StorageDecision.Action.MARK;
import static dev.bootwitness.prenixos.inventory.StorageDecision.Action.NOTHING;
import static dev.bootwitness.prenixos.inventory.StorageDecision.Action.PLAN_ONLY;
import static dev.bootwitness.prenixos.inventory.TestDisk.GIB;
import static dev.bootwitness.prenixos.inventory.TestDisk.hdd;
import static dev.bootwitness.prenixos.inventory.TestDisk.inventory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.inventory.StorageDecision.Action;
import dev.bootwitness.prenixos.inventory.StorageDecision.Detail;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may be erased: refusals first. */
class StorageDecisionTest {
  private static final Consent ALL = new Consent(true, List.of());

  private static StorageDecision decide(Consent consent, TestDisk... disks) {
    return StorageDecision.of(inventory(2, disks), consent);
  }

  private static Consent wipe(String... names) {
    return new Consent(false, List.of(names));
  }

  private static TestDisk blank(String name) {
    return hdd(name, 4 * GIB);
  }

  private static TestDisk used(String name) {
    return blank(name).signature("gpt").part(1, "ext4", "data");
  }

  private static TestDisk finished(String name) {
    return blank(name)
        .signature("gpt")
        .part(1, "vfat", "pre-nixos-0a1b2c3d-esp")
        .part(2, "LVM2_member", "pre-nixos-0a1b2c3d-main");
  }

  private static TestDisk unfinished(String name) {
    return blank(name)
        .signature("gpt")
        .part(1, "vfat", "pre-nixos-0a1b2c3d-esp-new")
        .part(2, "LVM2_member", "pre-nixos-0a1b2c3d-main-new");
  }

  private static void is(StorageDecision decision, Action action, Detail detail) {
    assertThat(decision.action()).as(decision.reason()).isEqualTo(action);
    assertThat(decision.detail()).as(decision.reason()).isEqualTo(detail);
  }

  private static Standing standing(StorageDecision decision, String name) {
    return decision.disks().stream()
        .filter(d -> d.disk().name().equals(name))
        .findFirst()
        .orElseThrow()
        .standing();
  }

  @Test
  void blankDisksAreUsed() {
    is(decide(Consent.NONE, blank("sda"), blank("sdb")), APPLY, Detail.BLANK_DISKS);
  }

  @Test
  void withoutACandidateThereIsNothingToDo() {
    is(decide(Consent.NONE), NOTHING, Detail.NO_DISKS);
    is(decide(ALL, blank("sdb").excluded("it is removable")), NOTHING, Detail.NO_DISKS);
    is(decide(ALL, hdd("sda", GIB).signature("ext4")), NOTHING, Detail.NO_DISKS);
  }

  @Test
  void oneDiskWithDataKeepsAllFromBeingWritten() {
    is(decide(Consent.NONE, blank("sda"), used("sdb")), PLAN_ONLY, Detail.EXISTING_STORAGE);
    is(
        decide(Consent.NONE, blank("sda"), blank("sdb").signature("LVM2_member")),
        PLAN_ONLY,
        Detail.EXISTING_STORAGE);
  }

  @Test
  void aDiskThatCannotBeProbedIsSetAsideAndTheOthersAreUsed() {
    StorageDecision decision =
        decide(Consent.NONE, blank("sda"), blank("sdb").unprobed("Input/output error"));

    is(decision, APPLY, Detail.BLANK_DISKS);
    assertThat(decision.setAside())
        .extracting(JudgedDisk::reason)
        .containsExactly("it could not be probed: Input/output error");
  }

  @Test
  void ifNoDiskCanBeProbedTheDetectionFailed() {
    is(decide(ALL, blank("sda").unprobed("no")), PLAN_ONLY, Detail.DETECTION_ERROR);
  }

  @Test
  void aNamedDiskIsErasedAndItsNeighbourIsNot() {
    StorageDecision decision = decide(wipe("S-sdb"), used("sda"), used("sdb"));

    is(decision, APPLY, Detail.FORCED_CLEANUP);
    assertThat(standing(decision, "sda")).isEqualTo(Standing.HELD);
    assertThat(standing(decision, "sdb")).isEqualTo(Standing.CONSENTED);
  }

  @Test
  void aNameThatNoDiskHasKeepsAllFromBeingWritten() {
    StorageDecision decision = decide(wipe("S-sdb", "TYPO"), blank("sda"), used("sdb"));

    is(decision, PLAN_ONLY, Detail.EXISTING_STORAGE);
    assertThat(decision.reason()).contains("TYPO");
  }

  @Test
  void aPartOfASerialNamesNothing() {
    is(decide(wipe("S-sd"), used("sda")), PLAN_ONLY, Detail.EXISTING_STORAGE);
  }

  @Test
  void aSerialOfTwoDisksNamesNeither() {
    StorageDecision decision =
        decide(wipe("SAME"), used("sda").serial("SAME"), used("sdb").serial("SAME"));

    is(decision, PLAN_ONLY, Detail.EXISTING_STORAGE);
  }

  @Test
  void aDiskWithoutSerialCannotBeNamed() {
    is(decide(wipe(""), used("sda").serial("")), PLAN_ONLY, Detail.EXISTING_STORAGE);
  }

  @Test
  void forceNeverReachesTheBootMediumOrAMountedDisk() {
    StorageDecision decision =
        decide(
            ALL,
            used("sda").excluded("it is the boot medium"),
            blank("sdb").signature("gpt").part(1, "ext4", "", "/srv"),
            used("sdc"));

    is(decision, APPLY, Detail.FORCED_CLEANUP);
    assertThat(standing(decision, "sda")).isEqualTo(Standing.EXCLUDED);
    assertThat(standing(decision, "sdb")).isEqualTo(Standing.HELD);
    assertThat(standing(decision, "sdc")).isEqualTo(Standing.CONSENTED);
  }

  @Test
  void anArrayOrGroupThatAlsoLiesOnAnUnnamedDiskIsLeftAlone() {
    TestDisk[] mirror = {
      used("sda").holding("/dev/md127", "raid1", "ext4", "", "", false),
      used("sdb").holding("/dev/md127", "raid1", "ext4", "", "", false)
    };
    TestDisk[] group = {
      blank("sda").signature("gpt").holding("/dev/sda1", "part", "LVM2_member", "", "vg", false),
      blank("sdb").signature("gpt").holding("/dev/sdb1", "part", "LVM2_member", "", "vg", false)
    };

    is(decide(wipe("S-sda"), mirror), PLAN_ONLY, Detail.EXISTING_STORAGE);
    is(decide(wipe("S-sda", "S-sdb"), mirror), APPLY, Detail.FORCED_CLEANUP);
    is(decide(wipe("S-sda"), group), PLAN_ONLY, Detail.EXISTING_STORAGE);
    is(decide(wipe("S-sda", "S-sdb"), group), APPLY, Detail.FORCED_CLEANUP);
  }

  @Test
  void whatAnEarlierApplyMadeIsLeftAloneByTheSameWords() {
    is(decide(Consent.NONE, finished("sda")), PLAN_ONLY, Detail.EXISTING_STORAGE);
    is(decide(ALL, finished("sda")), PLAN_ONLY, Detail.EXISTING_STORAGE);
    is(decide(wipe("S-sda"), finished("sda")), PLAN_ONLY, Detail.EXISTING_STORAGE);
    is(decide(Consent.NONE, finished("sda"), blank("sdb")), PLAN_ONLY, Detail.EXISTING_STORAGE);
    is(decide(wipe("S-sda@0a1b2c3d"), finished("sda")), APPLY, Detail.FORCED_CLEANUP);
    is(decide(wipe("S-sda@11111111"), finished("sda")), PLAN_ONLY, Detail.EXISTING_STORAGE);
  }

  @Test
  void aCutOffApplyBeginsAgain() {
    is(decide(Consent.NONE, unfinished("sda")), APPLY, Detail.BLANK_DISKS);
    is(decide(Consent.NONE, unfinished("sda"), blank("sdb")), APPLY, Detail.BLANK_DISKS);
  }

  @Test
  void aCutOffApplyThatSomebodyUsedSinceIsLeftAlone() {
    TestDisk mounted =
        unfinished("sda").holding("/dev/mapper/main-slash", "lvm", "ext4", "", "", true);
    TestDisk other =
        unfinished("sda").holding("/dev/mapper/main-slash", "lvm", "xfs", "", "", false);

    is(decide(Consent.NONE, mounted), PLAN_ONLY, Detail.EXISTING_STORAGE);
    is(decide(Consent.NONE, other), PLAN_ONLY, Detail.EXISTING_STORAGE);
  }

  @Test
  void aDiskWithOneForeignPartitionIsNotACutOffApply() {
    is(
        decide(Consent.NONE, unfinished("sda").part(3, "ext4", "mine")),
        PLAN_ONLY,
        Detail.EXISTING_STORAGE);
  }

  @Test
  void anApplyThatOnlyLacksAMarkGetsIt() {
    StorageDecision decision = decide(Consent.NONE, finished("sda"), unfinished("sdb"));

    is(decision, MARK, Detail.BLANK_DISKS);
    assertThat(standing(decision, "sdb")).isEqualTo(Standing.UNMARKED);
  }

  @Test
  void disksStandInTheOrderOfTheirNames() {
    Inventory inventory =
        inventory(
            2, blank("sdaa"), blank("nvme10n1"), blank("sdb"), blank("nvme9n1"), blank("vda"));

    assertThat(inventory.disks())
        .extracting(DiskFacts::name)
        .containsExactly("nvme9n1", "nvme10n1", "sdb", "sdaa", "vda");
  }

  @Test
  void anInventorySurvivesJson() {
    Inventory inventory =
        inventory(3, used("sda"), finished("sdb"), blank("sdc").unprobed("I/O \"error\"\n\u00e9"));

    String json =
        dev.bootwitness.prenixos.json.JsonTreeWriter.write(InventoryJson.write(inventory));

    assertThat(InventoryJson.read(dev.bootwitness.prenixos.json.JsonTreeReader.read(json)))
        .isEqualTo(inventory);
  }
}
