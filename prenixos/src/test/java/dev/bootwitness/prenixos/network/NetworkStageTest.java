package dev.bootwitness.prenixos.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.prenixos.tool.RecordedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkStageTest {
  private static final String HARD =
      "permitrootlogin without-password\npasswordauthentication no\nkbdinteractiveauthentication no\n";
  private static final String ADDRESS =
      "[{\"ifname\":\"lan\",\"addr_info\":[{\"family\":\"inet\",\"local\":\"10.0.2.15\"}]}]";

  @TempDir Path root;

  private final RecordedTools tools = new RecordedTools();

  private NetworkStatus run() {
    return new NetworkStage(tools, root, () -> most -> false).run();
  }

  private void card(String name, String carrier, String speed, String bus) throws IOException {
    Path link = Files.createDirectories(root.resolve("sys/class/net").resolve(name));
    Path device = Files.createDirectories(root.resolve("sys/devices").resolve(bus));
    Files.createSymbolicLink(link.resolve("device"), device);
    Files.writeString(link.resolve("carrier"), carrier);
    Files.writeString(link.resolve("speed"), speed);
  }

  private void sshd() throws IOException {
    Files.createDirectories(root.resolve("lib/systemd/system"));
    Files.writeString(root.resolve("lib/systemd/system/ssh.service"), "");
    Files.createDirectories(root.resolve("etc/ssh/sshd_config.d"));
  }

  private void key(String line) throws IOException {
    Files.createDirectories(root.resolve("root/.ssh"));
    Files.writeString(root.resolve("root/.ssh/authorized_keys"), line);
  }

  @Test
  void withoutACardThereIsNothingToWaitFor() throws IOException {
    Files.createDirectories(root.resolve("sys/class/net/lo"));

    assertThat(run().sentence())
        .isEqualTo("no-link: the machine has no network card; sshd: off: no sshd is installed");
  }

  @Test
  void theFastestCardWithCarrierBecomesLan() throws IOException {
    card("enp0s1", "0", "10000", "pci/1");
    card("enp0s2", "1", "100", "pci/2");
    card("enp0s4", "1", "1000", "pci/4");
    card("enp0s3", "1", "1000", "pci/3");
    tools.answer("ip -json", ADDRESS);

    assertThat(run().sentence()).startsWith("LAN IPv4 address: 10.0.2.15; ");
    assertThat(tools.asked())
        .containsSubsequence(
            "networkctl reload",
            "ip link set dev enp0s3 down",
            "ip link set dev enp0s3 name lan",
            "ip link set dev lan up");
    assertThat(root.resolve("run/systemd/network/10-lan.network")).content().contains("Name=lan");
  }

  @Test
  void aCardWithoutCarrierOrAddressIsReported() throws IOException {
    card("enp0s1", "", "-1", "pci/1");
    assertThat(run().state()).isEqualTo("no-link");

    card("enp0s2", "1", "-1", "pci/2");
    assertThat(run().state()).isEqualTo("no-address");
    tools.answer("ip -json", "[]");
    assertThat(run().state()).isEqualTo("no-address");
    tools.fail("ip link set dev enp0s2 name", 2, "", "RTNETLINK answers: Device or resource busy");
    assertThat(run().reason()).endsWith("exit 2: RTNETLINK answers: Device or resource busy");
  }

  @Test
  void networkdIsRestartedWhereItCannotBeAsked() throws IOException {
    card("enp0s1", "1", "-1", "pci/1");
    tools.answer("ip -json", ADDRESS);
    tools.fail("networkctl reload", 1, "", "Failed to connect system bus");
    assertThat(run().state()).isEqualTo("configured");
    assertThat(tools.asked()).contains("systemctl restart --no-block systemd-networkd.service");

    tools.fail("systemctl restart", 5, "", "Unit systemd-networkd.service not found.");
    assertThat(run().reason()).contains("Unit systemd-networkd.service not found.");
  }

  @Test
  void sshdStaysOffWithoutAKey() throws IOException {
    sshd();
    assertThat(run().sshd()).isEqualTo("off: no key for root is in the image");
    key("# nobody\n\n");
    assertThat(run().sshd()).isEqualTo("off: no key for root is in the image");
    assertThat(tools.asked()).noneMatch(line -> line.startsWith("systemctl"));
  }

  @Test
  void sshdStaysOffUnlessItSaysItselfThatItTakesNoPassword() throws IOException {
    sshd();
    key("ssh-ed25519 AAAA root\n");
    for (String weak :
        List.of("", HARD.replace("passwordauthentication no", "passwordauthentication yes"))) {
      tools.answer("sshd -T", weak);
      assertThat(run().sshd()).isEqualTo("off: sshd -T says that passwords are taken");
    }
    tools.fail("sshd -T", 1, "", "sshd: no hostkeys available -- exiting.");
    assertThat(run().sshd()).contains("no hostkeys available");
  }

  @Test
  void sshdIsStartedWithoutWaitingForIt() throws IOException {
    sshd();
    key("ssh-ed25519 AAAA root\n");
    tools.answer("sshd -T", HARD);

    assertThat(run().sshd()).isEqualTo("starting");
    assertThat(tools.asked()).contains("systemctl start --no-block ssh.service");
    assertThat(root.resolve("etc/ssh/sshd_config.d/00-pre-nixos.conf"))
        .content()
        .contains("PasswordAuthentication no");
  }
}
