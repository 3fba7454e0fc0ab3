package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bootwitness.record.Event;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks of a guest that fail it on the host's side, while its checks run. */
@Timeout(180)
class DiskTroubleIT {

  @TempDir Path folder;

  /** What the guest writes lies in /var/tmp; here that is a small file system of its own. */
  @Test
  void aHostWithoutRoomForWhatTheGuestWritesEndsTheRun() throws Exception {
    assumeThat(new ProcessBuilder("unshare", "-m", "true").start().waitFor())
        .as("may make mounts of its own")
        .isZero();
    Cli run =
        SparkSpec.GOOD
            .with(
                """
                machine: {memory: 256MiB, cpus: 1, disks: [{size: 1GiB}]}
                checks: [{run: dd if=/dev/zero of=/dev/vda bs=1M count=600, within: 30m}]
                """)
            .run(folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t tmpfs -o size=290m tmpfs /var/tmp && exec \"$@\"",
                "sh"));
    command.addAll(run.command());
    Cli.Ended ended =
        new Cli.Started(new ProcessBuilder(command).redirectErrorStream(true).start()).end();

    assertThat(ended.cause()).as(ended.output()).isEqualTo("host/disk-full");
    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.events())
        .anyMatch(event ->
            event instanceof Event.MachineSignal(var name, var _, var _) && name.equals("STOP"));
  }

  @Test
  void aDamagedDiskImageIsAnIoErrorOfTheImage() throws Exception {
    Path disk = folder.resolve("data.qcow2");
    qemu("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "16M");
    qemu("qemu-io", "-f", "qcow2", "-c", "write -P 7 0 1M", disk.toString());
    misalign(disk);
    Cli.Ended ended =
        SparkSpec.GOOD
            .with(
                """
                machine: {memory: 256MiB, cpus: 1, disks: [{image: %s}]}
                checks: [{run: dd if=/dev/vda of=/dev/null bs=64k count=4}]
                """
                    .formatted(disk))
            .run(folder)
            .run();

    assertThat(ended.cause()).as(ended.output()).isEqualTo("kernel/io-error");
    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output()).contains("could not read the guest's disk data0");
  }

  /** The first cluster's entry points between two clusters (docs/interop/qcow2.txt). */
  private static void misalign(Path disk) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(40);
      file.seek(file.readLong());
      long table = file.readLong() & 0x00fffffffffffe00L;
      file.seek(table);
      long entry = file.readLong();
      file.seek(table);
      file.writeLong(entry | 0x200);
    }
  }

  private static void qemu(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
