package dev.bootwitness.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StorageLayoutTest {

  private static final String MEDIUM = "vda disk iso9660\nvda1 part iso9660\nloop0 loop squashfs\n";

  private static final String PLAN =
      """
      {"arrays": [], "vgs": [{"name": "main", "lvs": [{"name": "home"}]}],
       "lvs": [{"name": "slash", "vg": "main", "size": "50G"}]}
      """;

  @Test
  void whatThePlanAndTheSpecPromiseIsThere() {
    assertThat(
            layout("main", "main/slash\n  main/home", "vdb2 part LVM2_member\n", PLAN)
                .verdict(List.of("main"), List.of("main/slash"), List.of("/mnt")))
        .isEmpty();
  }

  @Test
  void aPlanWithoutDevicesOnBlankDisksDidNothing() {
    assertThat(layout("", "", "vdb disk \n", "{\"vgs\": []}").verdict(none(), none(), none()))
        .contains(
            new StorageLayout.Verdict(
                "storage/vacuous",
                "no disk has a partition, array, volume or file system, and the plan names no device"));
  }

  @Test
  void aFileSystemSomewhereIsNotWhatWasPromised() {
    assertThat(layout("", "", "vdb1 part vfat\n", PLAN).verdict(none(), none(), none()))
        .hasValueSatisfying(v -> {
          assertThat(v.cause()).isEqualTo("storage/vacuous");
          assertThat(v.what()).startsWith("there is no volume group main, no volume main/");
        });
  }

  @Test
  void oneVolumeOfSeveralMissingIsAnotherLayout() {
    assertThat(
            layout("main", "main/slash", "vdb2 part LVM2_member\n", "")
                .verdict(none(), List.of("main/slash", "main/home"), none()))
        .contains(
            new StorageLayout.Verdict("storage/wrong-layout", "there is no volume main/home"));
  }

  @Test
  void aPlanThatCannotBeReadPromisesNothing() {
    for (String plan : List.of("{[", "just text", "- a\n- b", "{\"vgs\": [{\"name\": 7}, 3]}")) {
      assertThat(
              layout("main", "", "vdb2 part LVM2_member\n", plan).verdict(none(), none(), none()))
          .as(plan)
          .isEmpty();
    }
  }

  private static StorageLayout layout(String groups, String volumes, String made, String plan) {
    return StorageLayout.parse(
        "=groups\n  %s\n=volumes\n  %s\n=mounts\n/\n/mnt\n=made\n%s%s=plan\n%s"
            .formatted(groups, volumes, MEDIUM, made, plan));
  }

  private static List<String> none() {
    return List.of();
  }
}
