package dev.bootwitness.engine.observe;

import dev.bootwitness.engine.host.HostPhase;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.spec.DiskSpec;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.storage.DiskExport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keeps the disks of a failed run as its guest left them, each as a qcow2 file that needs no other,
 * up to the size that the spec allows for all of them.
 */
public final class DiskEvidence {

  private static final Duration EACH = Duration.ofSeconds(60);

  /** What stays free on the record's disk for the rest of the record. */
  private static final long RESERVE = 64L << 20;

  private final RunContext context;
  private final DiskExport export;

  public DiskEvidence(RunContext context) {
    this.context = context;
    this.export = new DiskExport(HostPhase.path(context), EACH);
  }

  /**
   * Keeps them if the run failed and the spec wants it.
   *
   * @param disks those that the guest could write to, the boot disk first; no machine uses them any
   *     more
   */
  public void take(List<Path> disks) throws InterruptedException {
    long left = context.spec().evidence().diskBytes();
    context.record().awaitDelivery();
    if (left == 0 || disks.isEmpty() || context.diagnosis().primary().isEmpty()) {
      return;
    }
    List<String> names = names(disks.size());
    List<String> words = new ArrayList<>();
    try (OpenPhase phase = context.begin("evidence")) {
      for (int i = 0; i < disks.size(); i++) {
        try {
          long size = export.measure(disks.get(i));
          String obstacle = obstacle(size, left);
          if (obstacle.isEmpty()) {
            left -= size;
            words.add(kept(disks.get(i), names.get(i)));
          } else {
            words.add("disk " + names.get(i) + " not kept: " + obstacle);
          }
        } catch (MachineException e) {
          words.add("disk " + names.get(i) + " not kept: " + e.getMessage());
        }
      }
      phase.end(true, String.join("; ", words));
    }
  }

  private String obstacle(long size, long left) {
    // A FileStore would need a line in /proc/mounts: in a chroot there is none.
    long free = context.record().directory().evidence().toFile().getUsableSpace();
    return size > left
        ? "it takes %s, and %s of `evidence: {disks: …}` are left".formatted(mib(size), mib(left))
        : size > free - RESERVE
            ? "it takes %s, and the record's disk has no room".formatted(mib(size))
            : "";
  }

  private String kept(Path disk, String name) throws MachineException, InterruptedException {
    return context
        .record()
        .evidence()
        .<MachineException>file(
            fileName(name),
            "the disk " + name + " as the guest left it",
            file -> export.write(disk, file))
        .map(event -> "disk " + name + " kept: " + event.file())
        .orElse("disk " + name + " not kept: it could not be written");
  }

  /** The boot disk has no name in a spec, and is not among these if it is a CD. */
  private List<String> names(int disks) {
    List<String> names = new ArrayList<>();
    List<DiskSpec> named = context.spec().machine().disks();
    if (disks > named.size()) {
      names.add("boot");
    }
    named.forEach(disk -> names.add(disk.name()));
    return names;
  }

  private static String fileName(String name) {
    return "disk-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-") + ".qcow2";
  }

  private static String mib(long bytes) {
    return ((bytes + (1 << 20) - 1) >> 20) + " MiB";
  }
}
