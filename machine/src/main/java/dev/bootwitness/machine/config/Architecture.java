package dev.bootwitness.machine.config;

import dev.bootwitness.machine.host.HostTool;

/** What kind of processor a guest has, with the program that emulates it. */
public enum Architecture {
  X86_64(HostTool.QEMU_X86_64),
  /** By emulation only, since hosts are x86-64. */
  AARCH64(HostTool.QEMU_AARCH64);

  private final HostTool qemu;

  Architecture(HostTool qemu) {
    this.qemu = qemu;
  }

  /** The QEMU that has such processors. */
  public HostTool qemu() {
    return qemu;
  }
}
