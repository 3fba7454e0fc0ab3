package dev.bootwitness.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineConfigTest {

  private static final MachineConfig CONFIG =
      MachineConfig.of("m", new Boot.Cdrom(Path.of("relative.iso")));

  @ParameterizedTest
  @ValueSource(strings = {"", "a,process=b", "a b", "ä"})
  void aNameThatQemuWouldReadAsMoreIsRefused(String name) {
    assertThatThrownBy(() -> MachineConfig.of(name, CONFIG.boot()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  @Test
  void sizesThatQemuWouldRoundAreRefused() {
    assertThatThrownBy(() -> CONFIG.withMemoryBytes((1 << 20) + 1)).hasMessageContaining("1048577");
    assertThatThrownBy(() -> CONFIG.withCpus(0)).hasMessageContaining("0 cpus");
    assertThatThrownBy(() -> new DataDisk(1000)).hasMessageContaining("1000");
  }

  @Test
  void aRelativePathIsMadeAbsolute() {
    assertThat(CONFIG.boot().files()).containsExactly(Path.of("relative.iso").toAbsolutePath());
  }
}
