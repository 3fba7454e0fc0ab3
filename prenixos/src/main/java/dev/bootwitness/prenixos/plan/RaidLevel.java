package dev.bootwitness.prenixos.plan;

/** How the disks of an array share data (md(4)). */
public enum RaidLevel {
  SINGLE("single"),
  RAID0("raid0"),
  RAID1("raid1"),
  RAID5("raid5"),
  RAID6("raid6"),
  RAID10("raid10");

  private final String word;

  RaidLevel(String word) {
    this.word = word;
  }

  /** As mdadm's --level takes it. */
  public String word() {
    return word;
  }

  public static RaidLevel of(String word) {
    for (RaidLevel level : values()) {
      if (level.word.equals(word)) {
        return level;
      }
    }
    throw new IllegalArgumentException("no RAID level: " + word);
  }

  /** How many members' worth of data the array holds. */
  int dataMembers(int members) {
    return switch (this) {
      case SINGLE, RAID1 -> 1;
      case RAID0 -> members;
      case RAID5 -> members - 1;
      case RAID6 -> members - 2;
      case RAID10 -> members / 2;
    };
  }

  /** Whether the array survives the loss of a member. */
  boolean isRedundant() {
    return this != SINGLE && this != RAID0;
  }
}
