package dev.bootwitness.machine.storage;

import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.HostTool;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the disks a machine may write to. */
public final class QemuImg implements DiskMaker {

  private final ProgramPath path;

  public QemuImg(ProgramPath path) {
    this.path = path;
  }

  @Override
  public void blank(Path file, long bytes)
      throws MachineException, IOException, InterruptedException {
    create(null, List.of(file.toString(), Long.toString(bytes)));
  }

  @Override
  public void overlay(Path file, Path image, DiskFormat format)
      throws MachineException, IOException, InterruptedException {
    create(image, List.of("-F", format.id(), "-b", image.toString(), file.toString()));
  }

  @Override
  public MachineFiles.Uefi variables(UefiFirmware firmware, Path file)
      throws MachineException, IOException {
    return firmware.install(file);
  }

  private void create(@Nullable Path backing, List<String> arguments)
      throws MachineException, IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(HostTool.QEMU_IMG.require(path).toString());
    command.addAll(List.of("create", "-q", "-f", "qcow2"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int status = process.waitFor();
    if (status != 0) {
      throw new MachineException(failure(backing, status, output));
    }
  }

  private static MachineFailure failure(@Nullable Path backing, int status, String output) {
    return backing == null
        ? new MachineFailure.Died(status, output)
        : new MachineFailure.ImageUnreadable(backing, output);
  }
}
