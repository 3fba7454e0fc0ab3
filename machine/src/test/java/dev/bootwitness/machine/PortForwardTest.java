package dev.bootwitness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What QEMU's monitor says of forwarded ports. */
class PortForwardTest {

  /** As QEMU 7.2 prints it. */
  private static final String LIST =
      """
      Hub -1 (net0):
        Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ
        TCP[HOST_FORWARD]  14       127.0.0.1 40123       10.0.2.15    22     0     0
        UDP[236 sec]       21       10.0.2.15 57621      10.0.2.255 57621     0     0
      """;

  @Test
  void aForwardedPortIsFoundByTheGuestsPort() {
    assertThat(PortForward.find(22, LIST)).hasValue(40123);
    assertThat(PortForward.find(57621, LIST)).isEmpty();
    assertThat(PortForward.find(22, "")).isEmpty();
  }
}
