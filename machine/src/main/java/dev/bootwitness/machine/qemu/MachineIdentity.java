package dev.bootwitness.machine.qemu;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DataDisk;
import dev.bootwitness.machine.config.Firmware;
import dev.bootwitness.machine.config.MachineConfig;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.host.ProgramPath;
import dev.bootwitness.machine.storage.MachineFiles;
import dev.bootwitness.machine.storage.MachineStart;
import dev.bootwitness.machine.storage.UefiFirmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that two machines must have in common for one to be a clone of the other, except the
 * content they boot: QEMU itself, its arguments without the paths of this run and of what boots,
 * its firmware, and the host's processor when the guest runs on it.
 *
 * @param lines in a fixed order, one fact each
 */
public record MachineIdentity(List<String> lines) {

  private static final Path NOWHERE = Path.of("/private");

  /** Copies the list. */
  public MachineIdentity {
    lines = List.copyOf(lines);
  }

  /**
   * The identity of a machine started now.
   *
   * @throws MachineException when there is no QEMU
   * @throws IOException when a file of it cannot be looked at
   */
  public static MachineIdentity of(MachineConfig config, Accelerator accelerator, ProgramPath path)
      throws MachineException, IOException {
    Path qemu = config.board().architecture().qemu().require(path);
    List<String> lines = new ArrayList<>();
    lines.add("qemu " + stamp(qemu));
    MachineFiles.@Nullable Uefi uefi = null;
    if (config.firmware() == Firmware.UEFI) {
      Path code = UefiFirmware.ofHost(config.board().architecture()).code();
      lines.add("firmware " + stamp(code));
      uefi = new MachineFiles.Uefi(code, NOWHERE.resolve("vars.fd"));
    }
    if (accelerator.kind() == Accelerator.Kind.KVM) {
      lines.add("processor " + processor());
    }
    for (DataDisk disk : config.dataDisks()) {
      switch (disk.content()) {
        case DataDisk.Content.Blank(long bytes) -> lines.add("disk blank " + bytes);
        case DataDisk.Content.Kept kept -> lines.add("disk kept " + kept.file());
        case DataDisk.Content.Image image -> lines.add("disk " + stamp(image.file()));
      }
    }
    MachineConfig anywhere = anywhere(config);
    lines.addAll(
        QemuArguments.of(
            qemu, anywhere, files(anywhere, uefi), accelerator, MachineStart.FREEZABLE));
    return new MachineIdentity(lines);
  }

  /** What boots counts by its content, so its place must not: two projects may have the same. */
  private static MachineConfig anywhere(MachineConfig config) {
    Boot boot =
        switch (config.boot()) {
          case Boot.Cdrom _ -> new Boot.Cdrom(NOWHERE.resolve("cdrom"));
          case Boot.Disk disk -> new Boot.Disk(NOWHERE.resolve("disk"), disk.format(), disk.bus());
          case Boot.Kernel kernel ->
              new Boot.Kernel(
                  NOWHERE.resolve("kernel"),
                  kernel.initrd() == null ? null : NOWHERE.resolve("initrd"),
                  kernel.append(),
                  kernel.cdrom() == null ? null : NOWHERE.resolve("cdrom"));
        };
    return new MachineConfig(
        config.name(),
        config.board(),
        boot,
        config.firmware(),
        config.memoryBytes(),
        config.cpus(),
        config.dataDisks(),
        config.nics(),
        config.peripherals(),
        config.choice());
  }

  private static MachineFiles files(MachineConfig config, MachineFiles.@Nullable Uefi uefi) {
    List<Path> serials = new ArrayList<>();
    for (int i = 1; i < config.peripherals().serialPorts(); i++) {
      serials.add(NOWHERE.resolve("serial" + i));
    }
    List<Path> disks = new ArrayList<>();
    for (int i = 0; i < config.dataDisks().size(); i++) {
      disks.add(NOWHERE.resolve("data" + i));
    }
    return new MachineFiles(
        NOWHERE.resolve("qmp"),
        serials,
        NOWHERE.resolve("side"),
        config.peripherals().has(Peripheral.TPM) ? NOWHERE.resolve("tpm") : null,
        config.boot() instanceof Boot.Disk ? NOWHERE.resolve("boot") : null,
        disks,
        uefi);
  }

  /** A file's path, size and times: they represent its content, which is never edited in place. */
  private static String stamp(Path file) throws IOException {
    Path real = file.toRealPath();
    Map<String, Object> unix =
        Files.readAttributes(real, "unix:dev,ino,size,lastModifiedTime,ctime");
    return "%s %s %s %s %s %s"
        .formatted(
            real,
            unix.get("dev"),
            unix.get("ino"),
            unix.get("size"),
            unix.get("lastModifiedTime"),
            unix.get("ctime"));
  }

  /** What a guest that runs on the host's own processor sees of it. */
  private static String processor() throws IOException {
    return String.join(
        " ",
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .takeWhile(line -> !line.isBlank())
            .filter(line ->
                line.matches(
                    "(vendor_id|cpu family|model|model name|stepping|flags|microcode)\\s*:.*"))
            .toList());
  }
}
