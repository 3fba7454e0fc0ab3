package dev.bootwitness.prenixos.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * What the person in charge allows to be erased.
 *
 * @param all every candidate ({@code pre-nixos.force-cleanup=1})
 * @param names serials ({@code pre-nixos.wipe=SERIAL,…}); of a disk that an earlier apply laid out,
 *     {@code SERIAL@APPLY}, so that the same word erases nothing at the next boot
 */
public record Consent(boolean all, List<String> names) {

  public static final Consent NONE = new Consent(false, List.of());

  public Consent {
    names = List.copyOf(names);
  }

  public boolean isGiven() {
    return all || !names.isEmpty();
  }

  boolean covers(DiskFacts disk) {
    return all || names(disk);
  }

  private boolean names(DiskFacts disk) {
    return !disk.serial().isEmpty()
        && names.stream().anyMatch(name -> serial(name).equals(disk.serial()));
  }

  /** Whether it names this disk together with the apply that laid it out. */
  boolean covers(DiskFacts disk, String apply) {
    return !disk.serial().isEmpty() && names.contains(disk.serial() + "@" + apply);
  }

  /** The names that no disk answers to. */
  List<String> unknown(List<DiskFacts> disks) {
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      if (disks.stream().noneMatch(d -> !d.serial().isEmpty() && serial(name).equals(d.serial()))) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  private static String serial(String name) {
    int at = name.lastIndexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }
}
