package dev.bootwitness.machine.accelerator;

/** What the user wants the guest to run on. */
public enum AcceleratorRequest {
  /** Whichever is fastest here. */
  AUTO,
  /** KVM or nothing. */
  KVM,
  /** Emulation, without considering anything else. */
  TCG
}
