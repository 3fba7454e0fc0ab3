package dev.bootwitness.machine.host;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import java.nio.file.Path;

/** A program of the host that this module needs, with the Debian package that contains it. */
public enum HostTool {
  QEMU_X86_64("qemu-system-x86_64", "qemu-system-x86"),
  QEMU_AARCH64("qemu-system-aarch64", "qemu-system-arm"),
  SWTPM("swtpm", "swtpm"),
  QEMU_IMG("qemu-img", "qemu-utils"),
  SETPRIV("setpriv", "util-linux");

  private final String program;
  private final String debianPackage;

  HostTool(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  /** The program's name. */
  public String program() {
    return program;
  }

  /** The Debian package that contains it. */
  public String debianPackage() {
    return debianPackage;
  }

  /**
   * The program's file, determined before anything is started.
   *
   * @throws MachineException with {@link MachineFailure.ToolMissing}
   */
  public Path require(ProgramPath path) throws MachineException {
    return path.find(program)
        .orElseThrow(() ->
            new MachineException(
                new MachineFailure.ToolMissing(program, debianPackage, path.toString())));
  }
}
