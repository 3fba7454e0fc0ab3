package dev.bootwitness.diagnosis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinePrefixTest {
  private static final List<String> CONSOLE =
      List.of(
          "SeaBIOS (version 1.16.2)",
          "iPXE (http://ipxe.org) 00:03.0 CA00 PCI2.10 PnP PMM",
          "Loading initial ramdisk ...",
          "[    0.000000] Linux version 6.1.0-28-amd64");

  private static String stripped(LinePrefix prefix, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    return line.substring(prefix.length(bytes, 0, bytes.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-25T10:00:00.1234567Z ",
        "2026-11-25T10:00:00.123456Z 00O ",
        "2026-11-25T10:00:00.123456789+01:00 stdout F ",
        "[2026-11-25T10:00:00.123Z] ",
        "[2026-11-25 10:00:00] ",
        "2026-11-25 10:00:00,123 ",
        "10:00:00.123 ",
        "[10:00:00.123] ",
        "Nov 25 10:00:00 ",
        "[0.000001 0.000001] ",
        "machine # ",
        "vm-test-run-boot> machine # ",
        "2026-11-25T10:00:00.1234567Z vm-test-run-boot> machine # ",
        "qemu-1  | ",
      })
  void theTimeInFrontOfEveryLineIsNoTextOfTheConsole(String time) {
    LinePrefix prefix = LinePrefix.of(CONSOLE.stream().map(line -> time + line).toList());

    assertThat(CONSOLE)
        .allSatisfy(line -> assertThat(stripped(prefix, time + line)).isEqualTo(line));
    assertThat(stripped(prefix, time)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[guest0/uart0] ", "serial> ", "2026-11-25T10:00:00.123Z [serial] "})
  void aNameInFrontOfEveryLineIsNoTextOfTheConsole(String name) {
    List<String> lines =
        Stream.concat(
                CONSOLE.stream(),
                Stream.of(
                    "[    0.1] x", "[    0.000001] a", "[    0.000002] b", "[    0.000003] c"))
            .toList();
    LinePrefix prefix = LinePrefix.of(lines.stream().map(line -> name + line).toList());

    assertThat(lines).allSatisfy(line -> assertThat(stripped(prefix, name + line)).isEqualTo(line));
    assertThat(stripped(prefix, name.stripTrailing())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kern  :info  : ",
        "<6>",
        "Apr 18 01:08:10 raspberrypi kernel: ",
        "Mon Feb 20 23:55:56 2023 user.info kernel: ",
      })
  void whatAKernelsLogBeginsWithIsNoName(String level) {
    List<String> lines =
        Stream.of("[    0.000001] a", "[    0.000002] b", "[    0.000003] c", "[    0.000004] d")
            .map(line -> level + line)
            .toList();

    assertThat(LinePrefix.of(lines).constant()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Nov 25 10:00:00 vm systemd[1]: Starting nginx.service|Nov 25 10:00:01 vm nginx[7]: bad",
        "2026-11-25T10:00:00+0000 vm kernel: Linux version 6|2026-11-25T10:00:01+0000 vm sh[7]: x",
        "[    0.000000] Linux version 6.1.0|[    1.500000] Run /init as init process",
        "12:30 is no time of a capture|12:31 neither",
      })
  void aJournalHasItsOwnTimesAndAKernelToo(String first, String second) {
    assertThat(LinePrefix.of(List.of(first, second))).isEqualTo(LinePrefix.NONE);
  }
}
