package dev.bootwitness.image.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InittabLoginsTest {

  @ParameterizedTest
  @CsvSource({
    "ttyS0::askfirst:/bin/ash --login, ttyS0, true",
    "ttyS0::askfirst:-/bin/sh, ttyS0, true",
    "ttyS0::respawn:/bin/ash -l, ttyS0, true",
    "ttyS0::askfirst:/usr/libexec/login.sh, ttyS0, false",
    "ttyS0::respawn:/sbin/getty -L ttyS0 115200 vt100, ttyS0, false"
  })
  void aShellAndALoginAreToldApart(String line, String terminal, boolean shell) {
    assertThat(InittabLogins.read(line + "\n"))
        .singleElement()
        .satisfies(login -> {
          assertThat(login.line()).isEqualTo(terminal);
          assertThat(login.shell()).isEqualTo(shell);
        });
  }
}
