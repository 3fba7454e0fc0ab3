package dev.bootwitness.console.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptsTest {

  @ParameterizedTest
  @CsvSource({
    "spark login: [    1.761290] tsc: Refined TSC clocksource calibration, spark login:",
    "deb login: Nov 26 04:36:05 deb kernel: usb 1-1: new device, deb login:",
    "spark login:, spark login:",
    "eve@deb:~$, eve@deb:~$",
    "Last login: Tue [x], Last login: Tue [x]",
  })
  void aPromptIsNamedWithoutTheMessageBehindIt(String line, String alone) {
    assertThat(Prompts.alone(line)).isEqualTo(alone);
  }
}
