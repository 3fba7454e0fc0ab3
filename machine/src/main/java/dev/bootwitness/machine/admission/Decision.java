package dev.bootwitness.machine.admission;

import dev.bootwitness.machine.host.HostMemory;
import java.util.List;
import java.util.Locale;

/** Whether a machine may start now. */
sealed interface Decision {

  /** It may. */
  record Admit() implements Decision {}

  /**
   * Not yet.
   *
   * @param why what is waited for, and who has it
   */
  record Wait(String why) implements Decision {}

  /** Never, or only if something other than our machines releases memory. */
  record Refuse(String why) implements Decision {}

  /**
   * Decides. Memory that a machine may still use counts as used; what it already uses is in the
   * host's own numbers. A pure function.
   *
   * @param cores how many machines may boot at once
   */
  static Decision of(Need need, HostMemory memory, List<Holder> holders, int cores) {
    long claimed = holders.stream().mapToLong(h -> Math.max(0, h.bytes() - h.resident())).sum();
    long held = holders.stream().mapToLong(Holder::bytes).sum();
    long resident = holders.stream().mapToLong(Holder::resident).sum();
    if (need.bytes() > memory.total()) {
      return new Refuse(
          "the machine needs %s and this host has %s"
              .formatted(gib(need.bytes()), gib(memory.total())));
    }
    if (need.bytes() > memory.available() + resident) {
      return new Refuse(
          "the machine needs %s, and of this host's %s only %s is available now"
              .formatted(gib(need.bytes()), gib(memory.total()), gib(memory.available())));
    }
    if (need.bytes() > memory.available() - claimed) {
      return new Wait(
          "%s of memory: %s %s"
              .formatted(gib(need.bytes()), machines(holders.size(), "holds", "hold"), gib(held)));
    }
    int booting = (int) holders.stream().filter(Holder::boots).count();
    if (need.boots() && booting >= cores) {
      return new Wait("a core: " + machines(booting, "is booting", "are booting"));
    }
    return new Admit();
  }

  private static String machines(int count, String one, String many) {
    return count == 1 ? "1 machine " + one : count + " machines " + many;
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
