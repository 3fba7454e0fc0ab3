package dev.bootwitness.prenixos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Networks and consoles that are not as they should be: the service ends, and says so. */
@EnabledIfSystemProperty(named = "provisioning", matches = "true")
@Timeout(1800)
class NetworkIT {
  /** With a server for DHCP, and without. */
  private static final String SERVED = "user";

  private static final String SILENT = "hubport,hubid=0";

  private static ProofTable table;

  @TempDir Path folder;

  @BeforeAll
  static void begin() throws IOException {
    table =
        ProofTable.of(
            "networks", "machine", "seconds of the service in the guest", "network-status");
  }

  private static String serve(ThawedGuest guest, String machine) throws IOException {
    String said =
        guest.run(
            "b=$(date +%s); pre-nixos service; e=$?; echo took $(($(date +%s) - b)) s; (exit $e)");
    String status =
        guest.run("cat /run/pre-nixos/network-status").replaceAll("~END.*\\s*", "").strip();
    table.row(machine, said.replaceAll("(?s).*took (\\d+) s.*", "$1"), status);
    assertThat(said).as("nothing failed").contains("~END 0~");
    return said + status;
  }

  @Test
  void aCardWithoutCarrierIsSaidAndASecondLookFindsTheCable() throws Exception {
    try (ThawedGuest guest = ThawedGuest.thaw(folder)) {
      guest.card(SERVED);
      guest.cable(false);
      assertThat(serve(guest, "a card without a cable"))
          .contains("STATE=no-link", "no carrier within 15 s", "SSHD=off: no sshd is installed");
      guest.cable(true);
      guest.run(
          "mkdir -p /etc/systemd/system; printf '[Service]\\nExecStart=/bin/false\\n' > /etc/systemd/system/ssh.service");
      assertThat(serve(guest, "the same with its cable; an sshd, and no key for root"))
          .contains(
              "STATE=configured",
              "ADDRESS=10.0.2.",
              "LAN IPv4 address: 10.0.2.",
              "SSHD=off: no key for root is in the image");
    }
  }

  @Test
  void withoutADhcpServerThereIsNoAddress() throws Exception {
    try (ThawedGuest guest = ThawedGuest.thaw(folder)) {
      guest.card(SILENT);
      assertThat(serve(guest, "a card with a cable, and no DHCP server"))
          .contains("STATE=no-address", "no address within 60 s");
      assertThat(guest.run("ip -br link show lan")).contains("UP");
    }
  }

  @Test
  void aSerialPortThatTakesNothingHoldsNothingUp() throws Exception {
    try (ThawedGuest guest = ThawedGuest.thaw(folder)) {
      // Without a carrier on the line, open(2) of a port that is not "local" waits for ever
      // (tty_ioctl(4)).
      guest.run(
          "mkfifo /dev/ttyBLOCKED; echo 'ttyS0 ttyBLOCKED ttyMISSING' > /run/active; mount --bind /run/active /sys/class/tty/console/active");
      assertThat(serve(guest, "no card; a console that takes nothing, and one that is missing"))
          .contains(
              "console ttyBLOCKED takes nothing",
              "console ttyMISSING is missing",
              "the machine has no network card");
    }
  }

  @Test
  void withoutNetworkdTheCardIsLanAllTheSame() throws Exception {
    try (ThawedGuest guest = ThawedGuest.thaw(folder)) {
      guest.run(
          "systemctl stop systemd-networkd.socket systemd-networkd; rm /usr/lib/systemd/system/systemd-networkd.*; systemctl daemon-reload");
      guest.card(SERVED);
      assertThat(serve(guest, "systemd-networkd is not in the image"))
          .contains("STATE=failed", "systemd-networkd");
      assertThat(guest.run("ip -br link show lan")).contains("UP");
    }
  }
}
