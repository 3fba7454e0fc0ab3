package dev.bootwitness.prenixos.inventory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of each disk whether it may be used: a pure function of the facts and of the consent. */
public final class DiskJudge {
  /** An ESP of 1 GiB and a root beside it. */
  public static final long SMALLEST = 2L << 30;

  /** What an unfinished apply may have left: its own members, and file systems it made. */
  private static final Set<String> OWN_CONTENTS =
      Set.of("", "vfat", "linux_raid_member", "LVM2_member", "ext4", "swap");

  private static final List<String> OWN_MOUNTS = List.of("/mnt", "/run/pre-nixos");

  private final Inventory inventory;
  private final Consent consent;

  private DiskJudge(Inventory inventory, Consent consent) {
    this.inventory = inventory;
    this.consent = consent;
  }

  /** The disks in the inventory's order, each with its standing. */
  public static List<JudgedDisk> judge(Inventory inventory, Consent consent) {
    var judge = new DiskJudge(inventory, consent);
    List<JudgedDisk> alone = inventory.disks().stream().map(judge::alone).toList();
    return Neighbours.hold(judge.mixed(alone));
  }

  private JudgedDisk alone(DiskFacts disk) {
    if (!disk.isCandidate()) {
      return new JudgedDisk(disk, Standing.EXCLUDED, disk.excluded());
    }
    if (!disk.probeError().isEmpty()) {
      return new JudgedDisk(
          disk, Standing.SET_ASIDE, "it could not be probed: " + disk.probeError());
    }
    if (disk.size() < SMALLEST) {
      return new JudgedDisk(disk, Standing.EXCLUDED, "it is smaller than 2 GiB");
    }
    if (disk.isBlank()) {
      return new JudgedDisk(disk, Standing.BLANK, "it is blank");
    }
    return written(disk);
  }

  private JudgedDisk written(DiskFacts disk) {
    Optional<String> use = useByOthers(disk);
    if (use.isPresent()) {
      return new JudgedDisk(disk, Standing.HELD, "it is in use: " + use.get());
    }
    Optional<OwnLabel> own = own(disk);
    if (own.isPresent() && consent.covers(disk, own.get().apply())) {
      return consented(disk);
    }
    if (own.isPresent() && own.get().unfinished()) {
      return unfinished(disk, own.get());
    }
    if (own.isPresent()) {
      return new JudgedDisk(
          disk,
          Standing.OWN,
          "apply "
              + own.get().apply()
              + " laid it out; pre-nixos.wipe="
              + (disk.serial().isEmpty() ? "SERIAL" : disk.serial())
              + "@"
              + own.get().apply()
              + " would erase it");
    }
    return consent.covers(disk) ? consented(disk) : held(disk);
  }

  private JudgedDisk unfinished(DiskFacts disk, OwnLabel own) {
    for (Holding holding : disk.holdings()) {
      if (holding.everMounted() || !OWN_CONTENTS.contains(holding.content())) {
        return new JudgedDisk(
            disk,
            Standing.HELD,
            "apply "
                + own.apply()
                + " was cut off on it, but "
                + holding.path()
                + " has been used since ("
                + (holding.content().isEmpty() ? holding.type() : holding.content())
                + ")");
      }
    }
    return new JudgedDisk(
        disk, Standing.UNFINISHED, "apply " + own.apply() + " was cut off on it; it begins again");
  }

  private JudgedDisk consented(DiskFacts disk) {
    long same =
        inventory.disks().stream()
            .filter(d -> !d.serial().isEmpty() && d.serial().equals(disk.serial()))
            .count();
    if (!consent.all() && same > 1) {
      return new JudgedDisk(
          disk,
          Standing.HELD,
          "its serial " + disk.serial() + " is that of " + same + " disks, so it names none");
    }
    return new JudgedDisk(
        disk,
        Standing.CONSENTED,
        "it holds "
            + disk.contents()
            + ", to be erased by the word of "
            + (consent.all() ? "pre-nixos.force-cleanup" : "pre-nixos.wipe"));
  }

  private static JudgedDisk held(DiskFacts disk) {
    return new JudgedDisk(
        disk,
        Standing.HELD,
        "it holds "
            + disk.contents()
            + (disk.serial().isEmpty()
                ? "; it has no serial by which it could be named"
                : "; pre-nixos.wipe=" + disk.serial() + " would erase it"));
  }

  /** Where it is mounted other than by pre-nixos. */
  private static Optional<String> useByOthers(DiskFacts disk) {
    for (Holding holding : disk.holdings()) {
      for (String mount : holding.mounts()) {
        boolean own =
            OWN_MOUNTS.stream().anyMatch(m -> mount.equals(m) || mount.startsWith(m + "/"));
        if (!own && !mount.equals(Holding.SWAP_IN_USE)) {
          return Optional.of(holding.path() + " is mounted at " + mount);
        }
      }
    }
    return Optional.empty();
  }

  /** The apply whose mark all its partitions bear; unfinished if one of them says so. */
  private static Optional<OwnLabel> own(DiskFacts disk) {
    List<Optional<OwnLabel>> labels =
        disk.partitions().stream().map(p -> OwnLabel.parse(p.label())).toList();
    Set<String> applies = new LinkedHashSet<>();
    labels.forEach(label -> applies.add(label.map(OwnLabel::apply).orElse("")));
    if (applies.size() != 1 || applies.contains("")) {
      return Optional.empty();
    }
    return labels.stream()
        .flatMap(Optional::stream)
        .max((a, b) -> Boolean.compare(a.unfinished(), b.unfinished()));
  }

  /**
   * An apply marks its disks as finished after all is made, so one finished disk speaks for all.
   */
  private List<JudgedDisk> mixed(List<JudgedDisk> disks) {
    Set<String> finished =
        disks.stream()
            .filter(d -> d.standing() == Standing.OWN)
            .flatMap(d -> own(d.disk()).stream())
            .map(OwnLabel::apply)
            .collect(Collectors.toSet());
    List<JudgedDisk> result = new ArrayList<>();
    for (JudgedDisk disk : disks) {
      boolean unmarked =
          disk.standing() == Standing.UNFINISHED
              && own(disk.disk()).filter(own -> finished.contains(own.apply())).isPresent();
      result.add(
          unmarked
              ? new JudgedDisk(
                  disk.disk(), Standing.UNMARKED, "all is made on it, only its mark is missing")
              : disk);
    }
    return result;
  }
}
