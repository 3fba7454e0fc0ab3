package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that a measurement depends on.
 *
 * @param bootId the kernel's id of this boot of the host
 * @param qemu the program's real path; its modification time and size represent its version
 * @param kvm empty when KVM is offered, else why not: joining the group kvm must take effect at
 *     once
 * @param cpuModels those that were measured
 * @param guest which probe guest; to be raised when its code changes
 */
record CacheKey(
    String bootId,
    String qemu,
    long qemuModifiedMillis,
    long qemuBytes,
    String kvm,
    List<String> cpuModels,
    int guest) {

  private static final int GUEST = 1;

  CacheKey {
    cpuModels = List.copyOf(cpuModels);
  }

  static CacheKey ofHost(Path qemu, KvmDevice kvm) throws IOException {
    Path real = qemu.toRealPath();
    return new CacheKey(
        Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip(),
        real.toString(),
        Files.getLastModifiedTime(real).toMillis(),
        Files.size(real),
        kvm.refusal().orElse(""),
        List.of(
            Accelerator.TCG.cpuModel(),
            Accelerator.KVM.cpuModel(),
            Accelerator.KVM_PLAIN.cpuModel()),
        GUEST);
  }
}
