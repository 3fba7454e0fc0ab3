package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Mistakes in what boots and in the machine. */
class MachineMistakesTest extends SpecMistakeScenario {

  @Test
  void aCheckpointThatCanNeverBeMadeIsNotRequired() throws IOException {
    assertThat(
            said(
                """
                image: a.iso
                machine: {disks: [{size: 1GiB, keep: disks}]}
                boot: {checkpoint: require}
                login: {user: root}
                """))
        .isEqualTo(
            "a.yaml:3:7  boot: `checkpoint: require` does not work with a disk that a folder keeps,"
                + " because a checkpoint has no say in its content. Remove one of the two.");
  }

  @Test
  void aCheckpointOfADiskThatCannotBeFrozenIsNotRequired() throws IOException {
    String why =
        "boot: `checkpoint: require` does not work with a disk on nvme, because QEMU cannot freeze"
            + " it. Use another bus, or remove the key.";
    String login = "boot: {checkpoint: require}\nlogin: {user: root}\n";
    assertThat(said("image: a.iso\nmachine: {disks: [{size: 1GiB, bus: nvme}]}\n" + login))
        .isEqualTo("a.yaml:3:7  " + why);
    assertThat(said("image: {path: a.img, bus: nvme}\n" + login)).isEqualTo("a.yaml:2:7  " + why);
  }

  @Test
  void whatABuildPromisesMustLieInItsOutput() throws IOException {
    assertThat(said("image: {build: {command: [make]}, path: ./a.iso}\n"))
        .isEqualTo(
            "a.yaml:1:41  image.path: \"./a.iso\" does not name a file in the build's output."
                + " Write e.g. disk.iso.");
    assertThat(said("image: {build: {command: [make]}, kernel: k, initrd: /boot/i}\n"))
        .isEqualTo(
            "a.yaml:1:54  image.initrd: \"/boot/i\" does not name a file in the build's output."
                + " Write e.g. disk.iso.");
  }

  @Test
  void aSizeThatIsNoneIsTold() throws IOException {
    assertThat(said("image: a.iso\nmachine:\n  memory: 2 gigs\n"))
        .isEqualTo(
            "a.yaml:3:11  machine.memory: \"2 gigs\" is not a size. Write e.g. 2GiB or 512MiB.");
    assertThat(said("image: a.iso\nmachine: {disks: [4GiB, 999999999TiB]}\n"))
        .isEqualTo(
            "a.yaml:2:25  machine.disks[1]: \"999999999TiB\" is not a size. Write e.g. 2GiB or"
                + " 512MiB.");
  }

  @Test
  void aDiskIsBlankOrHasTheContentOfAnImage() throws IOException {
    String either =
        "a.yaml:2:19  machine.disks[0]: a disk needs exactly one of `size: 4GiB` (blank) and"
            + " `image: FILE` (with its content).";
    assertThat(said(withDisk("{bus: scsi}"))).isEqualTo(either);
    assertThat(said(withDisk("{size: 1GiB, image: a.img}"))).isEqualTo(either);
  }

  @Test
  void whatADisksBusCannotShowIsToldWithTheBusesThatCan() throws IOException {
    assertThat(said(withDisk("{size: 1GiB, rotational: false}")))
        .isEqualTo(
            "a.yaml:2:44  machine.disks[0].rotational: a Linux guest always sees a disk on virtio as"
                + " rotating. Use scsi, sata, nvme.");
    assertThat(said(withDisk("{size: 1GiB, bus: nvme, rotational: true}")))
        .isEqualTo(
            "a.yaml:2:55  machine.disks[0].rotational: a Linux guest always sees a disk on nvme as"
                + " solid-state. Use virtio, scsi, sata, usb.");
    assertThat(said(withDisk("{size: 1GiB, bus: sata, readOnly: true}")))
        .isEqualTo(
            "a.yaml:2:53  machine.disks[0].readOnly: a disk on sata cannot be read-only. Use virtio,"
                + " scsi, nvme, usb.");
  }

  @Test
  void anIdeDiskNeedsAnOldBoardWithRoomForIt() throws IOException {
    assertThat(said(withDisk("{size: 1GiB, bus: ide}")))
        .isEqualTo(
            "a.yaml:2:37  machine.disks[0].bus: \"ide\" needs `machine: {type: i440fx}`. Or use"
                + " sata, which guests also see as ATA.");
    String ide = "{size: 1GiB, bus: ide}";
    assertThat(
            said(
                "image: a.iso\nmachine: {type: i440fx, disks: [%s, %s, %s, %s]}\n"
                    .formatted(ide, ide, ide, ide)))
        .isEqualTo(
            "a.yaml:2:32  machine.disks: 4 disks are on ide, which has room for 3 and a CD drive."
                + " Use sata for the rest.");
  }

  @Test
  void aSerialNumberIsShortAndOneDisksOnly() throws IOException {
    assertThat(said(withDisk("{size: 1GiB, serial: 'a b'}")))
        .isEqualTo(
            "a.yaml:2:40  machine.disks[0].serial: \"a b\" is not a serial number. Write 1 to 20 of"
                + " A-Z a-z 0-9 . _ -");
    assertThat(said(withDisk("{size: 1GiB, serial: a}, {size: 1GiB, serial: a}")))
        .isEqualTo(
            "a.yaml:2:65  machine.disks[1].serial: \"a\" is already the serial number of"
                + " another disk.");
  }

  @Test
  void aNetworkCardIsOfAKindAndHasAnAddressOfItsOwn() throws IOException {
    assertThat(said("image: a.iso\nmachine: {network: [{model: e1000}]}\n"))
        .isEqualTo(
            "a.yaml:2:21  machine.network[0].kind: this key is missing. Write e.g. `kind: isolated`.");
    assertThat(said("image: a.iso\nmachine: {network: internets}\n"))
        .isEqualTo(
            "a.yaml:2:20  machine.network: \"internets\" is not a known value. Did you mean"
                + " `internet`? Allowed: isolated, none, internet.");
    assertThat(
            said(
                "image: a.iso\nmachine: {network: [{kind: isolated, mac: '01:00:5e:00:00:01'}]}\n"))
        .isEqualTo(
            "a.yaml:2:43  machine.network[0].mac: \"01:00:5e:00:00:01\" is not the address of a network card."
                + " Write e.g. \"52:54:00:00:00:01\".");
    assertThat(said("image: a.iso\nmachine: {network: none, internet: true}\n"))
        .isEqualTo(
            "a.yaml:2:36  machine.internet: `internet: true` is short for `network: internet`. Keep"
                + " one of the two keys.");
  }

  @Test
  void whatAnArmMachineDoesNotHaveIsTold() throws IOException {
    assertThat(
            said(
                """
                image: a.iso
                machine:
                  arch: aarch64
                  type: q35
                  firmware: bios
                  accelerator: kvm
                  floppy: true
                  serialPorts: 2
                """))
        .isEqualTo(
            """
            a.yaml:4:9  machine.type: an aarch64 machine has only one type. Leave this key out.
            a.yaml:5:13  machine.firmware: an aarch64 machine has no BIOS. Write uefi, or leave it out.
            a.yaml:6:16  machine.accelerator: KVM cannot run an aarch64 guest on x86-64. Write tcg, or leave it out.
            a.yaml:7:11  machine.floppy: an aarch64 machine cannot have a floppy drive. Leave this key out.
            a.yaml:8:16  machine.serialPorts: an aarch64 machine has only one serial port. Leave this key out.\
            """);
  }

  @Test
  void wordsOfTheKernelAreSingleWords() throws IOException {
    assertThat(said("image: a.iso\nkernel: {add: [console=ttyS0 quiet]}\n"))
        .isEqualTo(
            "a.yaml:2:15  kernel.add: \"console=ttyS0 quiet\" is not a single word. Write e.g. `add:"
                + " [quiet, splash]`.");
  }

  @Test
  void oneThingBootsAndNotTwo() throws IOException {
    assertThat(said("image: {path: a.iso, kernel: vmlinuz}\n"))
        .isEqualTo(
            "a.yaml:1:8  image: `path` and `kernel` exclude each other. Keep the one that boots.");
    assertThat(said("image: {append: quiet}\n"))
        .isEqualTo(
            "a.yaml:1:8  image: nothing to boot is named. Write `path: disk.iso`, or `kernel:` with"
                + " `initrd:` and `append:`.");
    assertThat(said("image: {path: a.iso, append: quiet}\n"))
        .isEqualTo("a.yaml:1:8  image: `initrd` and `append` go with `kernel`, not with `path`.");
    assertThat(said("image:\n"))
        .isEqualTo(
            "a.yaml:1:7  image: expected a mapping with the keys build, nix, path, kernel, initrd,"
                + " append, bus; found nothing.");
  }

  @Test
  void aBuildCommandNeedsAProgram() throws IOException {
    assertThat(said("image: {build: {command: []}, path: a.iso}\n"))
        .isEqualTo(
            "a.yaml:1:26  image.build.command: a command needs at least a program. Write e.g."
                + " `command: [./build]`.");
  }
}
