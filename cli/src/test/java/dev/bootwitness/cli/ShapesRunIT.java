package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a guest sees of the machine that a spec asks for. */
@Timeout(180)
class ShapesRunIT {

  /** By serial number: Linux probes SCSI disks side by side, and their letters are as it comes. */
  private static final String SERIALS_THAT_TURN =
      "for d in /sys/block/sd*; do echo $(tail -c +5 $d/device/vpd_pg80)"
          + " $(cat $d/queue/rotational); done | sort | xargs";

  @TempDir Path folder;

  @Test
  void aGuestSeesDisksCardsPortsAndTpmAsTheSpecSays() throws Exception {
    Path data = folder.resolve("data.img");
    Files.writeString(data, "data of an image" + "\0".repeat(1 << 20));

    Cli.Ended ended =
        SparkSpec.GOOD
            .with(
                """
                machine:
                  memory: 256MiB
                  cpus: 1
                  disks:
                    - 16MiB
                    - {image: data.img, serial: IMG-1, readOnly: true}
                    - {size: 16MiB, bus: scsi, serial: HDD-1, rotational: true}
                    - {size: 16MiB, bus: scsi, serial: SSD-1, rotational: false}
                    - {size: 16MiB, bus: scsi}
                    - {size: 16MiB, bus: nvme, serial: FAST-1}
                  network:
                    - {kind: isolated, mac: "52:54:00:00:00:01"}
                    - {kind: isolated}
                  serialPorts: 2
                  tpm: true
                checks:
                  - name: rotational
                    run: |
                      modprobe sd_mod
                      for d in vda vdb nvme0n1; do echo $d $(cat /sys/block/$d/queue/rotational); done | xargs
                      %1$s
                    prints: |
                      vda 1 vdb 1 nvme0n1 0
                      HDD-1 1 SSD-1 0 data4 1
                    within: 20s
                  - name: serial numbers
                    run: |
                      cat /sys/block/vda/serial /sys/block/vdb/serial; echo
                      cat /sys/block/nvme0n1/device/serial
                    matches: 'data0IMG-1\\nFAST-1'
                  - name: an image's content, write-protected
                    run: head -c 16 /dev/vdb; cat /sys/block/vdb/ro
                    prints: data of an image1
                  - run: cat /sys/class/net/eth0/address; ls -d /sys/class/net/eth*
                    matches: '52:54:00:00:00:01\\n/sys/class/net/eth0\\n/sys/class/net/eth1'
                  - run: cat /sys/class/tpm/tpm0/tpm_version_major
                    prints: '2'
                  - run: cat /sys/class/misc/hw_random/rng_current
                    prints: virtio_rng
                  - run: echo out of the second port > /dev/ttyS1
                """
                    .formatted(SERIALS_THAT_TURN))
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.verdict().checks()).hasSize(7).allMatch(CheckResult::passed);
    assertThat(ended.record().serialRaw(1)).hasContent("out of the second port\r\n");
    assertThat(ended.record().serialRaw())
        .content(StandardCharsets.ISO_8859_1)
        .doesNotContain("\nout of the second port");
    assertThat(Files.size(data)).isEqualTo(16 + (1 << 20));
  }

  @Test
  void anOldBoardHasIdeDisksThatTurnOrDoNot() throws Exception {
    Cli.Ended ended =
        SparkSpec.GOOD
            .with(
                """
                machine:
                  type: i440fx
                  memory: 256MiB
                  cpus: 1
                  disks:
                    - {size: 16MiB, bus: ide, rotational: true, serial: OLD-1}
                    - {size: 16MiB, bus: ide, rotational: false}
                  floppy: true
                  network: none
                checks:
                  - run: |
                      modprobe ata_piix; modprobe sd_mod
                      %s
                    prints: OLD-1 1 data1 0
                    within: 20s
                  - run: ls /sys/class/net
                    matches: '^lo\\n$'
                """
                    .formatted(SERIALS_THAT_TURN))
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isZero();
  }

  /** The loader's own command line has no serial console: nothing of this boot would be seen. */
  @Test
  void anIsosOwnKernelGetsASerialConsole() throws Exception {
    Path spark = Cli.HOME.resolve("images/spark");
    Files.writeString(
        folder.resolve("build"),
        """
        #!/bin/sh -e
        %s/build
        cd "$BOOTWITNESS_OUT"
        mkdir -p tree/live tree/isolinux
        mv vmlinuz initrd.img tree/live
        printf 'default go\\nlabel go\\n kernel /live/vmlinuz\\n append initrd=/live/initrd.img quiet own\\n' > tree/isolinux/isolinux.cfg
        xorriso -as mkisofs -quiet -R -o spark.iso tree
        rm -r tree
        """
            .formatted(spark));
    assertThat(folder.resolve("build").toFile().setExecutable(true)).isTrue();
    Files.writeString(
        folder.resolve("bootwitness.yaml"),
        """
        name: spark-iso
        image:
          build: {command: [./build], inputs: [build, %s]}
          path: spark.iso
        kernel: {add: ['console=ttyS0,115200n8', added], remove: [quiet, absent]}
        machine: {memory: 256MiB, cpus: 1}
        boot: {within: 60s}
        login: {user: spark, password: spark}
        checks:
          - {run: cat /proc/cmdline, matches: '^own console=ttyS0,115200n8 added$'}
        """
            .formatted(spark));

    Cli.Ended ended =
        Cli.of("run", folder.toString(), "--project", SparkSpec.PROJECT.toString(), "--plain")
            .run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(Guest.of(ended.events()).argv())
        .anyMatch(word -> word.startsWith("ide-cd,"))
        .anyMatch(word -> word.contains("spark.iso"));
    assertThat(ended.output()).contains("its kernel, by /isolinux/isolinux.cfg");
    assertThat(Files.readString(ended.record().events()))
        .contains("not in it, so not removed: absent");
  }
}
