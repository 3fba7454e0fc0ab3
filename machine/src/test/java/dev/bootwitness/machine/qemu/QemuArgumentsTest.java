package dev.bootwitness.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.DiskBus;
import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.machine.config.Firmware;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.config.Nic;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.config.Peripherals;
import dev.bootwitness.machine.storage.MachineFiles;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QemuArgumentsTest {

  private static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");
  private static final MachineFiles FILES = files(null, List.of(), null);

  @Test
  void aLiveImageByBiosIsStatedToTheLastDevice() {
    MachineConfig config = MachineConfig.of("live", new Boot.Cdrom(Path.of("/images/live.iso")));

    assertThat(joined(config, FILES, Accelerator.TCG))
        .isEqualTo(
            """
            /usr/bin/qemu-system-x86_64
            -name guest=live,debug-threads=on
            -no-user-config
            -nodefaults
            -display none
            -sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny
            -S
            -action panic=none
            -machine q35
            -accel tcg
            -cpu max
            -m 2048M
            -smp cpus=2
            -boot menu=off,strict=on
            -chardev socket,id=qmp,path=/run/bw/qmp
            -mon chardev=qmp,mode=control
            -chardev stdio,id=serial0,signal=off
            -serial chardev:serial0
            -blockdev node-name=cdrom,driver=raw,read-only=on,file.driver=file,file.filename=/images/live.iso
            -device ide-cd,id=cd,drive=cdrom,bus=ide.0,bootindex=0
            -netdev user,id=net0,restrict=on
            -device virtio-net-pci,netdev=net0,romfile=
            -device VGA
            -device pvpanic
            -object rng-builtin,id=rng0
            -device virtio-rng-pci,rng=rng0
            -chardev socket,id=side,path=/run/bw/side
            -device virtio-serial-pci,id=side-bus,max_ports=2
            -device virtserialport,bus=side-bus.0,chardev=side,name=dev.bootwitness.0\
            """);
  }

  @Test
  void uefiReadsTheHostsFirmwareAndWritesItsOwnVariables() {
    MachineConfig config =
        MachineConfig.of("live", new Boot.Cdrom(Path.of("/images/live.iso")))
            .withFirmware(Firmware.UEFI);
    MachineFiles files =
        files(
            null,
            List.of(),
            new MachineFiles.Uefi(Path.of("/usr/share/OVMF/CODE.fd"), Path.of("/run/bw/vars.fd")));

    assertThat(joined(config, files, Accelerator.KVM).lines())
        .containsSubsequence(
            "-blockdev node-name=firmware-code,driver=raw,read-only=on,file.driver=file,file.filename=/usr/share/OVMF/CODE.fd",
            "-blockdev node-name=firmware-vars,driver=raw,file.driver=file,file.filename=/run/bw/vars.fd",
            "-machine q35,pflash0=firmware-code,pflash1=firmware-vars",
            "-accel kvm",
            "-cpu host");
  }

  @Test
  void aBootDiskIsNamedOnlyByItsOverlay() {
    MachineConfig config =
        MachineConfig.of("disk", new Boot.Disk(Path.of("/images/a.raw"), DiskFormat.RAW))
            .withDataDisks(List.of(new DataDisk(1L << 30)));
    MachineFiles files =
        files(Path.of("/run/bw/boot.qcow2"), List.of(Path.of("/run/bw/data0.qcow2")), null);

    String argv = joined(config, files, Accelerator.TCG);

    assertThat(argv.lines())
        .containsSubsequence(
            "-blockdev node-name=boot,driver=qcow2,cache.no-flush=on,discard=unmap,file.driver=file,file.cache.no-flush=on,file.discard=unmap,file.filename=/run/bw/boot.qcow2",
            "-device virtio-blk-pci,drive=boot,bootindex=0",
            "-blockdev node-name=data0,driver=qcow2,cache.no-flush=on,discard=unmap,file.driver=file,file.cache.no-flush=on,file.discard=unmap,file.filename=/run/bw/data0.qcow2",
            "-device virtio-blk-pci,drive=data0,serial=data0");
    assertThat(argv).doesNotContain("/images/a.raw");
    assertThatThrownBy(() -> QemuArguments.of(QEMU, config, FILES, Accelerator.TCG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/images/a.raw");
  }

  @Test
  void aKernelGetsItsInitrdAndCommandLineAsGiven() {
    Boot kernel = new Boot.Kernel(Path.of("/k"), Path.of("/i"), "console=ttyS0 quiet,loud");

    assertThat(QemuArguments.of(QEMU, MachineConfig.of("spark", kernel), FILES, Accelerator.TCG))
        .containsSubsequence(
            "-kernel", "/k", "-initrd", "/i", "-append", "console=ttyS0 quiet,loud");
    assertThat(
            QemuArguments.of(
                QEMU,
                MachineConfig.of("spark", new Boot.Kernel(Path.of("/k"), null, "")),
                FILES,
                Accelerator.TCG))
        .doesNotContain("-initrd");
  }

  @Test
  void aNetworkIsIsolatedUnlessTheInternetIsAskedFor() {
    MachineConfig config = MachineConfig.of("net", new Boot.Cdrom(Path.of("/a.iso")));

    assertThat(joined(config.withNics(List.of(Nic.INTERNET)), FILES, Accelerator.TCG).lines())
        .contains("-netdev user,id=net0");
    assertThat(joined(config.withNics(List.of()), FILES, Accelerator.TCG))
        .doesNotContain("-netdev")
        .doesNotContain("virtio-net");
  }

  @Test
  void aCommaInAPathStaysPartOfThePath() {
    MachineConfig config =
        MachineConfig.of("comma", new Boot.Cdrom(Path.of("/a,read-only=off.iso")));

    assertThat(joined(config, FILES, Accelerator.TCG))
        .contains("file.filename=/a,,read-only=off.iso");
  }

  @Test
  void aDiskOfEachBusSaysItsSerialNumberAndRotationAsFarAsTheBusCan() {
    List<DataDisk> disks =
        List.of(
            disk(DiskBus.VIRTIO, null),
            disk(DiskBus.SCSI, true),
            disk(DiskBus.SCSI, false),
            disk(DiskBus.SATA, false),
            disk(DiskBus.SATA, null),
            disk(DiskBus.NVME, null),
            disk(DiskBus.USB, null),
            disk(DiskBus.USB, null));
    List<Path> overlays =
        disks.stream().map(disk -> Path.of("/run/bw", disk.bus() + ".qcow2")).toList();
    MachineConfig config =
        MachineConfig.of("disks", new Boot.Cdrom(Path.of("/a.iso"))).withDataDisks(disks);

    assertThat(devices(config, files(null, overlays, null)))
        .containsSubsequence(
            "virtio-blk-pci,drive=data0,serial=S",
            "virtio-scsi-pci,id=scsi",
            "scsi-hd,drive=data1,bus=scsi.0,scsi-id=0,serial=S,rotation_rate=7200",
            "scsi-hd,drive=data2,bus=scsi.0,scsi-id=1,serial=S,rotation_rate=1",
            "ich9-ahci,id=sata0",
            "ide-hd,drive=data3,bus=sata0.0,serial=S,rotation_rate=1",
            "ide-hd,drive=data4,bus=sata0.1,serial=S",
            "nvme,drive=data5,serial=S",
            "qemu-xhci,id=usb,p2=15,p3=15",
            "usb-storage,drive=data6,bus=usb.0,serial=S",
            "usb-storage,drive=data7,bus=usb.0,serial=S");
  }

  @Test
  void aSeventhSataDiskHasAControllerOfItsOwn() {
    List<DataDisk> disks = Collections.nCopies(7, disk(DiskBus.SATA, null));
    MachineConfig config =
        MachineConfig.of("sata", new Boot.Cdrom(Path.of("/a.iso"))).withDataDisks(disks);

    assertThat(devices(config, files(null, Collections.nCopies(7, Path.of("/d")), null)))
        .contains("ich9-ahci,id=sata1", "ide-hd,drive=data6,bus=sata1.0,serial=S");
  }

  @Test
  void onIdeTheCdDriveIsTheFourthDevice() {
    MachineConfig config =
        MachineConfig.of("ide", new Boot.Cdrom(Path.of("/a.iso")))
            .withBoard(Board.I440FX, Firmware.BIOS)
            .withDataDisks(Collections.nCopies(3, disk(DiskBus.IDE, true)));

    assertThat(devices(config, files(null, Collections.nCopies(3, Path.of("/d")), null)))
        .contains(
            "ide-cd,id=cd,drive=cdrom,bus=ide.1,unit=1,bootindex=0",
            "ide-hd,drive=data0,bus=ide.0,unit=0,serial=S,rotation_rate=7200",
            "ide-hd,drive=data1,bus=ide.0,unit=1,serial=S,rotation_rate=7200",
            "ide-hd,drive=data2,bus=ide.1,unit=0,serial=S,rotation_rate=7200");
    assertThatThrownBy(() -> config.withDataDisks(Collections.nCopies(4, disk(DiskBus.IDE, true))))
        .hasMessageContaining("more than 4 devices on IDE");
  }

  @Test
  void aDiskThatIsReadOnlyCannotBeWrittenToByQemuEither() {
    DataDisk disk =
        new DataDisk(
            new DataDisk.Content.Image(Path.of("/images/d.raw"), DiskFormat.RAW),
            DiskBus.SCSI,
            null,
            null,
            true);
    MachineConfig config =
        MachineConfig.of("ro", new Boot.Cdrom(Path.of("/a.iso"))).withDataDisks(List.of(disk));

    assertThat(joined(config, files(null, List.of(Path.of("/run/d.qcow2")), null), Accelerator.TCG))
        .contains("-blockdev node-name=data0,driver=qcow2,read-only=on,cache.no-flush=on")
        .contains("-device scsi-hd,drive=data0,bus=scsi.0,scsi-id=0,serial=data0\n")
        .doesNotContain("/images/d.raw");
  }

  @Test
  void aKernelFromAnIsoFindsItInTheDriveAndDoesNotBootFromIt() {
    Boot kernel = new Boot.Kernel(Path.of("/k"), null, "quiet", Path.of("/live.iso"));

    assertThat(joined(MachineConfig.of("live", kernel), FILES, Accelerator.TCG))
        .contains(
            "-kernel /k", "file.filename=/live.iso", "-device ide-cd,id=cd,drive=cdrom,bus=ide.0\n")
        .doesNotContain("bootindex");
  }

  @Test
  void everyNetworkCardHasANetAndAMacOfItsOwn() {
    MachineConfig config =
        MachineConfig.of("nics", new Boot.Cdrom(Path.of("/a.iso")))
            .withNics(
                List.of(
                    Nic.INTERNET,
                    new Nic(Nic.Reach.ISOLATED, Nic.Model.E1000E, "52:54:00:00:00:07")));

    assertThat(joined(config, FILES, Accelerator.TCG).lines())
        .containsSubsequence(
            "-netdev user,id=net0",
            "-device virtio-net-pci,netdev=net0,romfile=",
            "-netdev user,id=net1,net=10.0.3.0/24,restrict=on",
            "-device e1000e,netdev=net1,romfile=,mac=52:54:00:00:00:07");
  }

  @Test
  void whatElseIsAskedForIsOnTheBoard() {
    MachineConfig config =
        MachineConfig.of("more", new Boot.Cdrom(Path.of("/a.iso")))
            .withPeripherals(
                Peripherals.STANDARD
                    .with(Peripheral.FLOPPY, Peripheral.TPM)
                    .without(Peripheral.RNG)
                    .withSerialPorts(2));
    MachineFiles files =
        new MachineFiles(
            FILES.qmpSocket(),
            List.of(Path.of("/run/bw/serial1")),
            FILES.sideSocket(),
            Path.of("/run/bw/tpm"),
            null,
            List.of(),
            null);

    assertThat(joined(config, files, Accelerator.TCG).lines())
        .containsSubsequence(
            "-serial chardev:serial0",
            "-chardev socket,id=serial1,path=/run/bw/serial1",
            "-serial chardev:serial1",
            "-device isa-fdc",
            "-device floppy,unit=0,drive-type=144",
            "-chardev socket,id=tpm,path=/run/bw/tpm",
            "-tpmdev emulator,id=tpm0,chardev=tpm",
            "-device tpm-crb,tpmdev=tpm0")
        .noneMatch(line -> line.contains("rng"));
  }

  @Test
  void anI440fxHasItsOwnFloppyController() {
    MachineConfig config =
        MachineConfig.of("old", new Boot.Cdrom(Path.of("/a.iso")))
            .withBoard(Board.I440FX, Firmware.BIOS)
            .withPeripherals(Peripherals.STANDARD.with(Peripheral.FLOPPY));

    assertThat(joined(config, FILES, Accelerator.TCG))
        .contains("-machine pc\n", "-device floppy,unit=0,drive-type=144")
        .doesNotContain("isa-fdc");
  }

  @Test
  void anArmMachineHasNothingOfAPc() {
    MachineConfig config =
        MachineConfig.of("arm", new Boot.Cdrom(Path.of("/a.iso")))
            .withBoard(Board.VIRT, Firmware.UEFI);

    assertThat(joined(config, FILES, Accelerator.TCG_AARCH64).lines())
        .containsSubsequence(
            "-machine virt,gic-version=3",
            "-cpu cortex-a72",
            "-device virtio-scsi-pci,id=scsi",
            "-device scsi-cd,id=cd,drive=cdrom,bus=scsi.0,scsi-id=0,bootindex=0",
            "-device virtio-gpu-pci",
            "-device pvpanic-pci");
  }

  private static DataDisk disk(DiskBus bus, @Nullable Boolean rotational) {
    return new DataDisk(new DataDisk.Content.Blank(1 << 20), bus, "S", rotational, false);
  }

  private static MachineFiles files(
      @Nullable Path overlay, List<Path> disks, MachineFiles.@Nullable Uefi uefi) {
    return new MachineFiles(
        Path.of("/run/bw/qmp"), List.of(), Path.of("/run/bw/side"), null, overlay, disks, uefi);
  }

  private static List<String> devices(MachineConfig config, MachineFiles files) {
    return joined(config, files, Accelerator.TCG)
        .lines()
        .filter(line -> line.startsWith("-device "))
        .map(line -> line.substring("-device ".length()))
        .toList();
  }

  /** Option and value on one line, as a person would write them. */
  private static String joined(MachineConfig config, MachineFiles files, Accelerator accelerator) {
    return String.join("\n", QemuArguments.of(QEMU, config, files, accelerator))
        .replaceAll("(?m)^(-(?!no|S$)\\S+)\n", "$1 ");
  }
}
