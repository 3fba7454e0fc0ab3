package dev.bootwitness.prenixos.plan;

/** Units of a layout. */
public final class Sizes {
  static final long MIB = 1L << 20;
  static final long GIB = 1L << 30;

  /** vgcreate's default, given by name all the same. */
  public static final long EXTENT = 4 * MIB;

  static final long ESP_MIB = 1024;

  /** Where the first partition begins. */
  static final long FIRST_MIB = 1;

  /**
   * What mdadm keeps before the data; given by --data-offset, since its default depends on the
   * size.
   */
  static final long MD_OFFSET_MIB = 8;

  /** mdadm's default chunk, given by name all the same. */
  static final long CHUNK = 512 * 1024;

  /** Extents at the end of a group that no volume may take. */
  static final long SPARE_EXTENTS = 2;

  private Sizes() {}

  /** The MiB in front of the second partition table, which takes less than the last MiB. */
  static long usableEndMib(long diskBytes) {
    return (diskBytes - MIB) / MIB;
  }

  /** Bytes of the array that such members make. */
  static long arrayBytes(RaidLevel level, int members, long memberMib) {
    if (level == RaidLevel.SINGLE) {
      return memberMib * MIB;
    }
    return level.dataMembers(members) * (memberMib - MD_OFFSET_MIB) * MIB;
  }

  /** How much of the array is written in one go; LVM's data begins at a multiple of it. */
  static long stripe(RaidLevel level, int members) {
    return level == RaidLevel.SINGLE || level == RaidLevel.RAID1
        ? MIB
        : level.dataMembers(members) * CHUNK;
  }

  /**
   * Extents that volumes on it may take. LVM's own data takes the first MiB, rounded up to a
   * stripe.
   */
  static long extents(RaidLevel level, int members, long memberMib) {
    long stripe = stripe(level, members);
    long begins = (MIB + stripe - 1) / stripe * stripe;
    long room = arrayBytes(level, members, memberMib) - begins;
    return Math.max(0, room / EXTENT - SPARE_EXTENTS);
  }

  static long extentsOf(long bytes) {
    return bytes / EXTENT;
  }
}
