package dev.bootwitness.machine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
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

  /** Seen with QEMU 7.2: "State blocked by non-migratable device '…/nvme'". */
  @Test
  void aMachineWithAnNvmeDiskOrAKeptOneCannotBeFrozen() {
    assertThat(CONFIG.canBeFrozen()).isTrue();
    assertThat(CONFIG.withDataDisks(List.of(new DataDisk(512).on(DiskBus.SCSI))).canBeFrozen())
        .isTrue();
    assertThat(CONFIG.withDataDisks(List.of(new DataDisk(512).on(DiskBus.NVME))).canBeFrozen())
        .isFalse();
    Boot disk = new Boot.Disk(Path.of("a.img"), DiskFormat.RAW, DiskBus.NVME);
    assertThat(MachineConfig.of("m", disk).canBeFrozen()).isFalse();
    DataDisk.Content kept = new DataDisk.Content.Kept(Path.of("a.qcow2"), 512);
    assertThat(
            CONFIG
                .withDataDisks(List.of(new DataDisk(kept, DiskBus.SCSI, null, null, false)))
                .canBeFrozen())
        .isFalse();
    assertThat(CONFIG.withPeripherals(Peripherals.STANDARD.with(Peripheral.TPM)).canBeFrozen())
        .isTrue();
  }

  @Test
  void aRelativePathIsMadeAbsolute() {
    assertThat(CONFIG.boot().files()).containsExactly(Path.of("relative.iso").toAbsolutePath());
  }

  @Test
  void whatABusCannotShowIsRefused() {
    DataDisk.Content blank = new DataDisk.Content.Blank(512);
    assertThatThrownBy(() -> new DataDisk(blank, DiskBus.VIRTIO, null, false, false))
        .hasMessageContaining("VIRTIO");
    assertThatThrownBy(() -> new DataDisk(blank, DiskBus.NVME, null, true, false))
        .hasMessageContaining("NVME");
    assertThatThrownBy(() -> new DataDisk(blank, DiskBus.SATA, null, true, true))
        .hasMessageContaining("read-only");
    assertThatThrownBy(() -> new DataDisk(blank, DiskBus.NVME, "a,b=c", null, false))
        .hasMessageContaining("a,b=c");
  }

  @Test
  void whatABoardDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> CONFIG.withDataDisks(List.of(new DataDisk(512).on(DiskBus.IDE))))
        .hasMessageContaining("IDE");
    assertThatThrownBy(() -> CONFIG.withBoard(Board.VIRT, Firmware.BIOS))
        .hasMessageContaining("VIRT has no BIOS");
    assertThatThrownBy(() ->
            CONFIG
                .withBoard(Board.VIRT, Firmware.UEFI)
                .withPeripherals(Peripherals.STANDARD.with(Peripheral.FLOPPY)))
        .hasMessageContaining("floppy");
    assertThatThrownBy(() -> CONFIG.withPeripherals(Peripherals.STANDARD.withSerialPorts(5)))
        .hasMessageContaining("5 serial ports");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "52:54:00:00:00",
        "53:54:00:00:00:01",
        "52-54-00-00-00-01",
        "00:00:00:00:00:00"
      })
  void anAddressThatNoCardHasIsRefused(String mac) {
    assertThatThrownBy(() -> new Nic(Nic.Reach.ISOLATED, Nic.Model.VIRTIO, mac))
        .hasMessageContaining("\"" + mac + "\"");
  }
}
