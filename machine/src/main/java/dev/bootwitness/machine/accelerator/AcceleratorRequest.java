package dev.bootwitness.machine.accelerator;

/** What the user wants the guest to run on. */
public enum AcceleratorRequest {
  /** Whatever is fastest here. */
  AUTO,
  /** KVM or nothing. */
  KVM,
  /** Emulation, without asking what else there is. */
  TCG
}
