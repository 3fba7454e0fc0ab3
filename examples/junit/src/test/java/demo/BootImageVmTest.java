package demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.junit.BootImage;
import dev.bootwitness.junit.EnabledIfBootable;
import dev.bootwitness.junit.FreshMachine;
import dev.bootwitness.junit.Guest;
import dev.bootwitness.junit.VirtualMachine;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfBootable
@BootImage("bootwitness.yaml")
class BootImageVmTest {

  @Test
  void provisionsACleanDisk(Guest guest) {
    guest.unit("pre-nixos.service").becomesActive(Duration.ofMinutes(2));
    assertThat(guest.succeed("id -u")).isEqualTo("0");
    guest.file("/run/pre-nixos/storage-status").contains("STATE=applied");
    guest.check("{storage: applied, groups: [main], volumes: [main/slash], within: 2m}");
    assertThat(guest.unit("pre-nixos.service").property("Result")).isEqualTo("success");
  }

  @Test
  void configuresTheNetwork(Guest guest, VirtualMachine machine, @TempDir Path temp) {
    guest.check("{network: lan, address: ipv4, within: 30s}");
    guest.unit("ssh.service").becomesActive(Duration.ofMinutes(1));
    Ssh ssh = Ssh.withNewKey(temp);
    guest.run("mkdir -p -m 700 /root/.ssh && cat >> /root/.ssh/authorized_keys", ssh.key(), Guest.ONCE).succeeds();
    assertThat(ssh.run(machine.forward(22), "id -u")).isEqualTo("0");
  }

  @Test
  @FreshMachine
  void hasAMachineOfItsOwn(Guest guest) {
    guest.run("touch /root/mine && test -e /root/mine").succeeds();
  }
}
