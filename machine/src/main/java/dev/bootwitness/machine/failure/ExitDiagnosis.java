package dev.bootwitness.machine.failure;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Names why QEMU ended, from its status and its own words. A pure function. */
public final class ExitDiagnosis {

  /** QEMU's own texts, with where they come from; the first that matches wins. */
  private static final List<Sign> SIGNS =
      List.of(
          // block/file-posix.c: raw_check_lock_bytes and its hint
          new Sign(
              "Failed to get .*lock|Is another process using the image",
              MachineFailure.ImageLocked::new),
          // net/slirp.c, util/qemu-sockets.c
          new Sign(
              "Could not set up host forwarding rule|Address already in use",
              MachineFailure.PortInUse::new),
          // util/mmap-alloc.c and softmmu/physmem.c; ENOMEM by strerror(3)
          new Sign(
              "cannot set up guest memory|Cannot allocate memory", MachineFailure.OutOfMemory::new),
          new Sign("No space left on device", MachineFailure.DiskFull::new),
          // accel/kvm/kvm-all.c, target/i386/kvm/kvm.c
          new Sign(
              "failed to initialize kvm|Could not access KVM|kvm run failed|/kvm/.*: Assertion",
              words -> new MachineFailure.AcceleratorBroken("kvm", words)));

  private ExitDiagnosis() {}

  public static MachineFailure of(int status, String stderr) {
    String words = stderr.strip();
    return SIGNS.stream()
        .filter(sign -> sign.pattern.matcher(words).find())
        .findFirst()
        .map(sign -> sign.failure.apply(words))
        .orElseGet(() -> new MachineFailure.Died(status, words));
  }

  private record Sign(Pattern pattern, Function<String, MachineFailure> failure) {
    Sign(String regex, Function<String, MachineFailure> failure) {
      this(Pattern.compile(regex), failure);
    }
  }
}
