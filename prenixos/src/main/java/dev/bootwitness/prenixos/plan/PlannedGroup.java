package dev.bootwitness.prenixos.plan;

import java.util.List;

/**
 * A volume group on one array, or on one partition.
 *
 * @param members paths of the partitions that it lies on
 * @param memberMib MiB of each member: the same for all
 * @param extents how many extents volumes may take in all
 * @param notes what was left out of it, for people
 */
public record PlannedGroup(
    String name,
    RaidLevel level,
    List<String> members,
    long memberMib,
    long extents,
    List<String> notes) {
  public static final String MAIN = "main";
  public static final String SWAP = "swap";
  public static final String LARGE = "large";

  public PlannedGroup {
    members = List.copyOf(members);
    notes = List.copyOf(notes);
  }

  /** The device that becomes the physical volume. */
  public String device() {
    return level == RaidLevel.SINGLE ? members.getFirst() : "/dev/md/" + name;
  }

  /** KiB of which LVM's data begins at a multiple: what the array writes in one go. */
  public long alignmentKib() {
    return Sizes.stripe(level, members.size()) / 1024;
  }
}
