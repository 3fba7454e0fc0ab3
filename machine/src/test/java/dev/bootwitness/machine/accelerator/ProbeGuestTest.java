package dev.bootwitness.machine.accelerator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProbeGuestTest {

  @Test
  void theGuestIsOneBootSector() {
    byte[] sector = ProbeGuest.sector();

    assertThat(sector).hasSize(512).endsWith(0x55, 0xaa).startsWith(0xfa, 0x31, 0xc0);
  }

  @Test
  void theDescriptorTableLiesWhereTheCodeExpectsIt() {
    byte[] sector = ProbeGuest.sector();

    // lgdt's operand is 0x7cd0; its limit is 15 and its base 0x7cc0
    assertThat(Arrays.copyOfRange(sector, 0xd0, 0xd6))
        .containsExactly(0x0f, 0x00, 0xc0, 0x7c, 0x00, 0x00);
    assertThat(sector[0xcd]).isEqualTo((byte) 0x9a);
  }
}
