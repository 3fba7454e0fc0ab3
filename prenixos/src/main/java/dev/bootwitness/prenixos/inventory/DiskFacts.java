package dev.bootwitness.prenixos.inventory;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * A disk as the detector found it: facts, no judgement.
 *
 * @param name the kernel's, such as {@code vda}
 * @param path such as {@code /dev/vda}
 * @param size in bytes
 * @param sector bytes of a logical sector
 * @param serial empty if it has none
 * @param bus as lsblk's TRAN; empty if not known
 * @param excluded why it is never a candidate; empty for a candidate
 * @param probeError what the tool said that could not probe it; empty if it could be probed
 * @param signatures what wipefs found on the disk itself, its partition table included
 * @param holdings what lies on it, a thing before what is made of it
 */
public record DiskFacts(
    String name,
    String path,
    long size,
    int sector,
    boolean rotational,
    String model,
    String serial,
    String bus,
    String excluded,
    String probeError,
    List<String> signatures,
    List<Holding> holdings) {

  public DiskFacts {
    signatures = List.copyOf(signatures);
    holdings = List.copyOf(holdings);
  }

  public boolean isCandidate() {
    return excluded.isEmpty();
  }

  public boolean isBlank() {
    return probeError.isEmpty() && signatures.isEmpty() && holdings.isEmpty();
  }

  public List<Holding> partitions() {
    return holdings.stream().filter(Holding::isPartition).toList();
  }

  /** What lies on it, for people: {@code gpt, LVM2_member, ext4}. */
  public String contents() {
    var kinds = new LinkedHashSet<>(signatures);
    for (Holding holding : holdings) {
      kinds.add(holding.content().isEmpty() ? holding.type() : holding.content());
    }
    return String.join(", ", kinds);
  }
}
