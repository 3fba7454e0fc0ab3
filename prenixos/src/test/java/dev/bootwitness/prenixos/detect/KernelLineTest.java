package dev.bootwitness.prenixos.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.plan.PlanOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelLineTest {

  @Test
  void disksAreNamedBySerial() {
    KernelLine words =
        KernelLine.parse("quiet pre-nixos.wipe=A1,B-2@0a1b2c3d \"pre-nixos.wipe=C\" ro\n");

    assertThat(words.consent()).isEqualTo(new Consent(false, List.of("A1", "B-2@0a1b2c3d", "C")));
    assertThat(words.options()).isEqualTo(PlanOptions.STANDARD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pre-nixos.force-cleanup",
        "pre-nixos.force-cleanup=0",
        "pre-nixos.force-cleanup=yes",
        "force-cleanup=1",
        "xpre-nixos.force-cleanup=1",
        "pre-nixos.wipe=",
        "pre-nixos.wipe=,",
        "pre-nixos.wiped=A"
      })
  void nothingElseIsConsent(String line) {
    assertThat(KernelLine.parse(line).consent().isGiven()).isFalse();
  }

  @Test
  void forceAndChoices() {
    KernelLine words =
        KernelLine.parse(
            "pre-nixos.force-cleanup=1 pre-nixos.mode=fast pre-nixos.prefer-raid6-on-four=1");

    assertThat(words.consent()).isEqualTo(new Consent(true, List.of()));
    assertThat(words.options()).isEqualTo(new PlanOptions(true, true));
  }

  @Test
  void arraysAreReadFromMdstat() {
    String text =
        """
        Personalities : [raid1] [raid6] [raid5] [raid4]
        md127 : active raid1 vde2[1]
              2086912 blocks super 1.2 [2/1] [_U]
              bitmap: 1/1 pages [4KB], 65536KB chunk

        md126 : inactive sda1[0](S)
              1046528 blocks super 1.2

        unused devices: <none>
        """;

    assertThat(MdStat.parse(text))
        .containsExactly(
            new MdStat.RunningArray("/dev/md127", true, 2, 1),
            new MdStat.RunningArray("/dev/md126", false, 0, 0));
    assertThat(MdStat.parse(text).getFirst().isDegraded()).isTrue();
  }
}
