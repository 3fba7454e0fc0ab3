package dev.bootwitness.diagnosis.detect.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.LogExplainer;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.Explanation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions for a passphrase, and the lines after which they are none. */
class OpenQuestionsTest {
  private static final String BOOT =
      """
      [    0.000000] Linux version 6.1.0-28-amd64 (debian-kernel@lists.debian.org) #1 SMP
      [    1.600000] Run /init as init process
      [    3.900000] systemd[1]: systemd 252.39-1~deb12u2 running in system mode
      Welcome to Debian GNU/Linux 12 (bookworm)!
      """;

  /** A question that ended in Enter, and is not the log's last word. */
  private static final String AFTER = "[    4.501234] usb 1-1: new device found\n";

  private static Explanation explain(String log) throws IOException {
    return LogExplainer.explain(
        new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), RuleSet.bundled());
  }

  private static List<String> asked(String log) throws IOException {
    return explain(BOOT + log).findings().stream()
        .filter(finding -> finding.cause().equals("console/stalled"))
        .map(finding -> finding.detail().replaceFirst(".* ", ""))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "data, data, false",
    "data, data2, true",
    "data, swap, true",
    "vg.data, vg.data, false",
    "vg.data, vg, true",
    "vg.data, data, true",
    "vg, vg.data, true",
  })
  void aVolumeIsUnlockedByItsWholeName(String asked, String unlocked, boolean open)
      throws IOException {
    String question =
        "Please enter passphrase for disk %s: (press TAB for no echo)\n".formatted(asked);
    String systemd = "[  OK  ] Finished Cryptography Setup for %s.\n".formatted(unlocked);
    String debian = "cryptsetup: %s: set up successfully\n".formatted(unlocked);

    assertThat(asked(question + systemd)).hasSize(open ? 1 : 0);
    assertThat(asked(question + debian)).hasSize(open ? 1 : 0);
  }

  /** As cryptsetup-initramfs asks, one volume after the other. */
  @Test
  void anAnswerToOneVolumeIsNoneToAnother() throws IOException {
    String root = "Please unlock disk root_crypt: [    2.501234] IPv6: eth0: link becomes ready\n";
    String swap = "Please unlock disk swap_crypt: [    3.501234] random: crng init done\n";

    assertThat(asked(root + swap + "cryptsetup: swap_crypt: set up successfully\n"))
        .containsExactly("root_crypt");
    assertThat(asked(root + "cryptsetup: root_crypt: set up successfully\n" + swap + AFTER))
        .containsExactly("swap_crypt");
  }

  /** Six answers are more than a rule may report details in one boot. */
  @Test
  void anAnsweredQuestionDoesNotUseUpTheRule() throws IOException {
    var log = new StringBuilder();
    for (int i = 1; i <= 7; i++) {
      log.append("Please enter passphrase for disk v").append(i).append(":\n");
      if (i < 7) {
        log.append("[  OK  ] Finished Cryptography Setup for v").append(i).append(".\n");
      }
    }

    assertThat(asked(log + AFTER)).containsExactly("v7");
  }

  @Test
  void theSameVolumeMayBeAskedForAgain() throws IOException {
    String question = "Please enter passphrase for disk data:\n";
    String answer = "[  OK  ] Finished Cryptography Setup for data.\n";

    assertThat(asked(question + answer + question + AFTER)).containsExactly("data");
    assertThat(asked(question + answer + question + answer)).isEmpty();
  }

  /** Of a long log, only the lines that something looks for are read. */
  @Test
  void anAnswerIsSeenInALongLog() throws IOException {
    String noise = "[    2.000000] virtio_net virtio0: nothing of note\n".repeat(60_000);
    String question = "Please enter passphrase for disk data:\n";
    String answer = "[  OK  ] Finished Cryptography Setup for data.\n";

    assertThat(asked(noise + question + noise)).containsExactly("data");
    assertThat(asked(noise + question + noise + answer + noise)).isEmpty();
  }
}
