package dev.bootwitness.report.logpattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPatternMinerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[    0.534020] x86/fpu: context size is 2696 bytes | x<n>/fpu: context size is <n> bytes",
        "mem 0x000000007ffe147b-0xbfff | mem <addr>-<addr>",
        "at 2026-11-25T15:16:11 UTC (1795619771) | at <time> UTC (<n>)",
        "2026-11-25 15:16:11.123+00:00 x | <time> x",
        "uuid 3f2504e0-4f89-11d3-9a0c-0305e82c3301, mac 52:54:00:12:34:56 | uuid <uuid>, mac <mac>",
        "lan 10.0.2.15 and fe80::5054:ff:fe12:3456 | lan <ip> and <ip>",
        "key SHA256 AbCd1efGhij2 | key SHA256 <id>",
        "in /tmp/tmp.aGhTyUkLop/x | in /tmp/tmp.<id>/x",
        "commit 7f3a90c1 on sda1 | commit <hex> on sda<n>",
        "code=exited, status=1/FAILURE, error -110 | code=exited, status=1/FAILURE, error -110",
        "plain words only | plain words only",
        "took 1.25 s. | took <n> s."
      })
  void whatVariesIsBlankedAndWhatIsAName(String line, String masked) {
    assertThat(Mask.of(line)).isEqualTo(masked.replace("SHA256", "SHA<n>"));
  }

  @Test
  void linesThatSayTheSameHaveOneTemplate() {
    LogPatternMiner miner = new LogPatternMiner();

    assertThat(miner.learn("Wed Nov 25 15:25:51 UTC 2026 login on tty1"))
        .isEqualTo(miner.learn("Sun Mar 1 05:01:07 UTC 2027 login on tty2"));
    assertThat(miner.learn("session 4a1 opened for 17"))
        .isEqualTo(miner.learn("session 7 opened for 9"));
    assertThat(miner.learn("Started ssh.service - OpenSSH."))
        .isNotEqualTo(miner.learn("Started cron.service - OpenSSH."));
    assertThat(miner.learn("disk sda1 found")).isNotEqualTo(miner.learn("disk vda1 found"));
    assertThat(miner.learn("   ")).isEmpty();
  }

  @Test
  void aLogOfAllDifferentLinesFillsNoMemory() {
    LogPatternMiner miner = new LogPatternMiner();

    for (int i = 0; i < 3 * LogPatternMiner.MOST; i++) {
      var _ = miner.learn("word" + letters(i) + " says something");
    }

    assertThat(miner.full()).isTrue();
    assertThat(miner.learn("word" + letters(1) + " says something")).isPresent();
    assertThat(miner.learn("something else altogether")).isEmpty();

    miner.nextLog();
    assertThat(miner.full()).isFalse();
    assertThat(miner.learn("something else altogether")).isPresent();
  }

  private static String letters(int number) {
    return Integer.toString(number, 10)
        .chars()
        .mapToObj(c -> String.valueOf((char) ('a' + c - '0')))
        .reduce("", String::concat);
  }
}
