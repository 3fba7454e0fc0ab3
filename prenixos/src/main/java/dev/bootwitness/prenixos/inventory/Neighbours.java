package dev.bootwitness.prenixos.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps a disk from being erased whose array or group lies on another one that may not be. */
final class Neighbours {

  private Neighbours() {}

  /** The same disks; those that share with one that may not be erased are held too. */
  static List<JudgedDisk> hold(List<JudgedDisk> disks) {
    List<JudgedDisk> result = new ArrayList<>(disks);
    boolean changed = true;
    while (changed) {
      changed = false;
      Map<String, String> kept = kept(result);
      for (int i = 0; i < result.size(); i++) {
        JudgedDisk disk = result.get(i);
        for (String shared : disk.isUsable() ? made(disk.disk()) : Set.<String>of()) {
          String other = kept.get(shared);
          if (other != null) {
            String reason = shared + " on it also lies on " + other + ", which is not to be erased";
            result.set(i, new JudgedDisk(disk.disk(), Standing.HELD, reason));
            changed = true;
            break;
          }
        }
      }
    }
    return result;
  }

  /** What lies on disks that may not be erased, and on which. */
  private static Map<String, String> kept(List<JudgedDisk> disks) {
    Map<String, String> kept = new HashMap<>();
    for (JudgedDisk disk : disks) {
      if (!disk.isUsable()) {
        made(disk.disk()).forEach(name -> kept.put(name, disk.disk().path()));
      }
    }
    return kept;
  }

  /** The arrays, volumes and groups on a disk: what may lie on several. */
  private static Set<String> made(DiskFacts disk) {
    Set<String> made = new HashSet<>();
    for (Holding holding : disk.holdings()) {
      if (!holding.isPartition() && !holding.path().equals(disk.path())) {
        made.add(holding.path());
      }
      if (!holding.group().isEmpty()) {
        made.add("group " + holding.group());
      }
    }
    return made;
  }
}
