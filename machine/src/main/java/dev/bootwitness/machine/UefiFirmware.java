package dev.bootwitness.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The OVMF build the host has: 4 MiB, without Secure Boot, as Debian's package {@code ovmf} lays it
 * out.
 *
 * @param code the program; only read
 * @param vars the blank variable store; copied for each machine
 */
record UefiFirmware(Path code, Path vars) {

  private static final String PACKAGE = "ovmf";

  static UefiFirmware ofHost() {
    return in(Path.of("/usr/share/OVMF"));
  }

  static UefiFirmware in(Path directory) {
    return new UefiFirmware(
        directory.resolve("OVMF_CODE_4M.fd"), directory.resolve("OVMF_VARS_4M.fd"));
  }

  /** Gives a machine its own variable store at {@code copy}, blank and writable. */
  MachineFiles.Uefi install(Path copy) throws MachineException, IOException {
    for (Path file : new Path[] {code, vars}) {
      if (!Files.isReadable(file)) {
        throw new MachineException(new MachineFailure.FirmwareMissing(file, PACKAGE));
      }
    }
    Files.write(copy, Files.readAllBytes(vars));
    return new MachineFiles.Uefi(code, copy);
  }
}
