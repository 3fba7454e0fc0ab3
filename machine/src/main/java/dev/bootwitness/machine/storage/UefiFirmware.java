package dev.bootwitness.machine.storage;

import dev.bootwitness.machine.config.Architecture;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The host's build of TianoCore without Secure Boot, at the paths of Debian's packages.
 *
 * @param code the program; only read
 * @param vars the blank variable store; copied for each machine
 * @param debianPackage the package that contains both
 */
public record UefiFirmware(Path code, Path vars, String debianPackage) {

  public static UefiFirmware ofHost(Architecture architecture) {
    Path share = Path.of("/usr/share");
    return switch (architecture) {
      case X86_64 ->
          new UefiFirmware(
              share.resolve("OVMF/OVMF_CODE_4M.fd"), share.resolve("OVMF/OVMF_VARS_4M.fd"), "ovmf");
      case AARCH64 ->
          new UefiFirmware(
              share.resolve("AAVMF/AAVMF_CODE.fd"),
              share.resolve("AAVMF/AAVMF_VARS.fd"),
              "qemu-efi-aarch64");
    };
  }

  /** Gives a machine its own variable store at {@code copy}, blank and writable. */
  MachineFiles.Uefi install(Path copy) throws MachineException, IOException {
    for (Path file : new Path[] {code, vars}) {
      if (!Files.isReadable(file)) {
        throw new MachineException(new MachineFailure.FirmwareMissing(file, debianPackage));
      }
    }
    // A copy has the mode of the original, so its owner can write it only if the original was
    // writable.
    Files.copy(vars, copy);
    if (!copy.toFile().setWritable(true)) {
      throw new IOException(copy + " cannot be made writable");
    }
    return new MachineFiles.Uefi(code, copy);
  }
}
