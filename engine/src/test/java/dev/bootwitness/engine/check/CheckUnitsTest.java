package dev.bootwitness.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckUnitsTest {

  @ParameterizedTest
  @CsvSource({
    "/run/pre-nixos/storage-status, pre-nixos.service",
    "/run/prov/status, prov.service",
    "systemctl is-active --wait ssh, ssh.service",
    "cat /run/user-data, user-data@1000.service",
    "test -e /var/lib/app.service.d, app.service",
    "while ! test -e /run/prov/x; do sleep 1; done, prov.service"
  })
  void aTextNamesAUnit(String text, String unit) {
    assertThat(UnitNames.named(text, unit)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "test -e /x, test.service",
    "/run/pre-nixos-2/status, pre-nixos.service",
    "/run/my-prov/status, prov.service",
    "echo dbus is not a path here, dbus.service",
    "systemctl is-active a, a.service",
    "/etc/sshd, ssh.service"
  })
  void aWordThatHappensToBeThereDoesNot(String text, String unit) {
    assertThat(UnitNames.named(text, unit)).isFalse();
  }
}
