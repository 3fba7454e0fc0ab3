package dev.bootwitness.prenixos.apply;

import java.util.List;

/**
 * One command of an apply.
 *
 * @param expects what it must print, apart from space around it; empty for anything
 */
public record ApplyStep(Phase phase, List<String> command, String expects) {

  /** What a command is for; the order is that of an apply. */
  public enum Phase {
    CHECK,
    BACKUP,
    TAKEDOWN,
    ERASE,
    PARTITION,
    ESP,
    RAID,
    LVM,
    FORMAT,
    MARK,
    MOUNT;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public ApplyStep {
    command = List.copyOf(command);
  }

  static ApplyStep of(Phase phase, String... command) {
    return new ApplyStep(phase, List.of(command), "");
  }

  static ApplyStep expecting(String expects, String... command) {
    return new ApplyStep(Phase.CHECK, List.of(command), expects);
  }

  static ApplyStep settle(Phase phase) {
    return of(phase, "udevadm", "settle", "--timeout=120");
  }
}
