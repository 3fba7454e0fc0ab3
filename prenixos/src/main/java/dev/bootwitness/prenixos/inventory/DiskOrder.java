package dev.bootwitness.prenixos.inventory;

import java.util.Comparator;

/**
 * The stable order of disks: by name, with numbers by value and {@code sdz} before {@code sdaa}.
 */
public final class DiskOrder {

  public static final Comparator<DiskFacts> BY_NAME =
      Comparator.comparing(DiskFacts::name, DiskOrder::compareNames);

  private DiskOrder() {}

  private static int compareNames(String a, String b) {
    int family = family(a).compareTo(family(b));
    if (family != 0) {
      return family;
    }
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endA = run(a, i);
      int endB = run(b, j);
      // A longer run is a later one: vdaa after vdz, nvme10n1 after nvme9n1.
      int order = Integer.compare(endA - i, endB - j);
      order = order != 0 ? order : a.substring(i, endA).compareTo(b.substring(j, endB));
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static String family(String name) {
    return name.length() < 2 ? name : name.substring(0, 2);
  }

  /** Where the digits, or the letters, that begin here end. */
  private static int run(String name, int from) {
    boolean digit = Character.isDigit(name.charAt(from));
    int end = from;
    while (end < name.length() && Character.isDigit(name.charAt(end)) == digit) {
      end++;
    }
    return end;
  }
}
