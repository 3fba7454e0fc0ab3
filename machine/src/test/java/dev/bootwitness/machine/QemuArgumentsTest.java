package dev.bootwitness.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QemuArgumentsTest {

  private static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");
  private static final MachineFiles FILES =
      new MachineFiles(
          Path.of("/run/bw/qmp"),
          Path.of("/run/bw/serial0"),
          Path.of("/run/bw/side"),
          null,
          List.of(),
          null);

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
            -chardev socket,id=serial0,path=/run/bw/serial0
            -serial chardev:serial0
            -chardev socket,id=side,path=/run/bw/side
            -device virtio-serial-pci,id=side-bus,max_ports=2
            -device virtserialport,bus=side-bus.0,chardev=side,name=dev.bootwitness.0
            -blockdev node-name=boot,driver=raw,read-only=on,file.driver=file,file.filename=/images/live.iso
            -device ide-cd,drive=boot,bus=ide.0,bootindex=0
            -netdev user,id=net0,restrict=on
            -device virtio-net-pci,netdev=net0,romfile=
            -device VGA
            -device pvpanic
            -object rng-builtin,id=rng0
            -device virtio-rng-pci,rng=rng0\
            """);
  }

  @Test
  void uefiReadsTheHostsFirmwareAndWritesItsOwnVariables() {
    MachineConfig config =
        MachineConfig.of("live", new Boot.Cdrom(Path.of("/images/live.iso")))
            .withFirmware(Firmware.UEFI);
    MachineFiles files =
        new MachineFiles(
            FILES.qmpSocket(),
            FILES.serialSocket(),
            FILES.sideSocket(),
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
        new MachineFiles(
            FILES.qmpSocket(),
            FILES.serialSocket(),
            FILES.sideSocket(),
            Path.of("/run/bw/boot.qcow2"),
            List.of(Path.of("/run/bw/data0.qcow2")),
            null);

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

  /** Option and value on one line, as a person would write them. */
  private static String joined(MachineConfig config, MachineFiles files, Accelerator accelerator) {
    return String.join("\n", QemuArguments.of(QEMU, config, files, accelerator))
        .replaceAll("(?m)^(-(?!no|S$)\\S+)\n", "$1 ");
  }
}
