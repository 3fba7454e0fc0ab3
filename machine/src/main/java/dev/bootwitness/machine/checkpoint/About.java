package dev.bootwitness.machine.checkpoint;

/**
 * What was frozen, for people and for the code that restores it.
 *
 * @param name the spec's name
 * @param run the id of the run that booted it
 * @param record that run's folder, absolute
 * @param image the path of what booted
 * @param qemu QEMU's version by its own account
 * @param made when, in UTC, ISO 8601
 * @param bootSeconds from power-on to the shell
 * @param pauseSeconds how long the guest was paused to be frozen
 * @param memoryBytes the guest's memory
 * @param uid the user whose shell waits in it
 * @param sideGroup process group of the loop that waits at the side channel's port; 0 for none
 * @param inheritance what its clones inherit from the boot, in the caller's form
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
