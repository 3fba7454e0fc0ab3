package dev.bootwitness.diagnosis.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.diagnosis.guest.ListeningPorts.Port;
import dev.bootwitness.diagnosis.guest.MountTable.Mount;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a guest's files and commands list. */
class GuestListsTest {

  @Test
  void aMountTableKnowsTheLastMountAtADirectory() {
    MountTable table =
        MountTable.parse(
            """
            proc /proc proc rw,nosuid 0 0
            /dev/vda1 /with\\040blank ext4 ro 0 0
            tmpfs /data tmpfs rw 0 0
            /dev/vdb /data xfs rw,noatime 0 0
            rubbish
            """);

    assertThat(table.mounts()).hasSize(4);
    assertThat(table.at("/with blank"))
        .contains(new Mount("/dev/vda1", "/with blank", "ext4", List.of("ro")));
    assertThat(table.at("/data").orElseThrow().type()).isEqualTo("xfs");
    assertThat(table.at("/nowhere")).isEmpty();
  }

  @Test
  void aProcessNameMayHaveBlanksAndBrackets() {
    ProcessList list =
        ProcessList.parse(
            """
            1 (systemd) S 0 1 1 0 -1
            77 (a (b) c) R 1 77 77 0 -1
            78 (gone) Z 1 78 78 0 -1
            x (y) S 1
            """);

    assertThat(list.processes()).hasSize(3);
    assertThat(list.named("a (b) c"))
        .containsExactly(new ProcessList.GuestProcess(77, "a (b) c", "R", 1));
    assertThat(list.named("gone")).isEmpty();
  }

  @Test
  void portsAreReadFromTheKernelsTables() {
    ListeningPorts ports =
        ListeningPorts.parse(
            """
            =tcp
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:0277 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1
               1: 0F02000A:0016 0202000A:D431 01 00000000:00000000 00:00000000 00000000     0        0 2
            =tcp6
               0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 00000000:0
               1: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 00000000:0
               2: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 00000000:0
            =udp
               9: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 3
            =udp6
            """);

    assertThat(ports.ports())
        .containsExactly(
            new Port("tcp", "127.0.0.1", 631),
            new Port("tcp6", "::", 22),
            new Port("tcp6", "::1", 631),
            new Port("tcp6", "127.0.0.1", 8080),
            new Port("udp", "0.0.0.0", 68));
    assertThat(ports.of("tcp", 631)).hasSize(2);
    assertThat(ports.of("tcp", 68)).isEmpty();
  }

  @Test
  void packagesHaveNamesAndVersions() {
    PackageList list = PackageList.parse("bash\t5.2-15\nzlib1g\t1:1.2\nno tab\n");

    assertThat(list.packages()).hasSize(2);
    assertThat(list.named("zlib1g")).contains(new PackageList.Entry("zlib1g", "1:1.2"));
  }

  @Test
  void disksHaveWhatLiesOnThem() throws IOException {
    DiskList disks =
        DiskList.parse(
            """
            {"blockdevices": [
              {"name":"vda","type":"disk","size":4294967296,"fstype":null,"label":null,"mountpoint":null,"serial":"SEED-1","ro":false,
               "children":[{"name":"vda1","type":"part","size":"1048576","fstype":"vfat","label":"EFI","mountpoint":"/boot","serial":null,"ro":"1"}]}
            ]}
            """);

    DiskList.Device part = disks.named("vda1").orElseThrow();
    assertThat(part.bytes()).isEqualTo(1 << 20);
    assertThat(part.mountPoint()).isEqualTo("/boot");
    assertThat(part.readOnly()).isTrue();
    assertThat(disks.ofType("disk")).extracting(DiskList.Device::serial).containsExactly("SEED-1");
  }

  @Test
  void anythingElseIsNoListOfDisks() {
    assertThatThrownBy(() -> DiskList.parse("lsblk: not found")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> DiskList.parse("{a: [")).isInstanceOf(IOException.class);
  }
}
