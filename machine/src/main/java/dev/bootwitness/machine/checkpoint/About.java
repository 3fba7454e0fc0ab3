package dev.bootwitness.machine.checkpoint;

/**
 * What was frozen, for people and for whoever restores it.
 *
 * @param name the spec's name
 * @param run the id of the run that booted it
 * @param record that run's folder, absolute
 * @param image the path of what booted
 * @param qemu QEMU's version by its own account
 * @param made when, in UTC, ISO 8601
 * @param bootSeconds from power-on to the shell
 * @param pauseSeconds how long the guest stood still to be frozen
 * @param memoryBytes the guest's memory
 * @param uid whose shell waits in it
 * @param sideGroup process group of the loop that waits at the side channel's port; 0 for none
 * @param inheritance what its clones inherit of the boot, in a form of the caller's
 */
public record About(
    String name,
    String run,
    String record,
    String image,
    String qemu,
    String made,
    double bootSeconds,
    double pauseSeconds,
    long memoryBytes,
    int uid,
    long sideGroup,
    String inheritance) {}
