package dev.bootwitness.prenixos.plan;

import static dev.bootwitness.prenixos.plan.PlannedGroup.LARGE;
import static dev.bootwitness.prenixos.plan.PlannedGroup.MAIN;
import static dev.bootwitness.prenixos.plan.PlannedGroup.SWAP;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which volumes a machine gets, and what is left out because there is no room. */
final class VolumeChoice {
  private static final long SLASH = 50 * Sizes.GIB;
  private static final long MOST_HOME = 16 * Sizes.GIB;
  private static final long MOST_LOG = 4 * Sizes.GIB;
  private static final long DATA = 100 * Sizes.GIB;

  /** A file system smaller than this helps nobody. */
  private static final long LEAST = Sizes.GIB;

  private final Map<String, Long> free = new LinkedHashMap<>();
  private final List<PlannedVolume> volumes = new ArrayList<>();
  private final Map<String, List<String>> notes = new LinkedHashMap<>();

  private VolumeChoice(Map<String, Long> extents) {
    free.putAll(extents);
  }

  /** The volumes of groups with this many extents each, and notes by group. */
  static Volumes of(Map<String, Long> extents, int memoryGib) {
    var choice = new VolumeChoice(extents);
    choice.choose(memoryGib * Sizes.GIB);
    return new Volumes(choice.volumes, choice.notes);
  }

  /** What was chosen. */
  record Volumes(List<PlannedVolume> volumes, Map<String, List<String>> notes) {}

  private void choose(long memory) {
    if (!free.containsKey(MAIN)) {
      return;
    }
    long slash = Math.min(SLASH, room(MAIN));
    add(MAIN, "slash", slash, "/", "");
    if (slash < SLASH) {
      note(MAIN, "slash takes what there is, " + words(slash) + " of " + words(SLASH));
    }
    long home = Math.min(MOST_HOME, room(MAIN) / 4);
    if (home >= LEAST) {
      add(MAIN, "home", home, "/home", "");
    } else {
      note(MAIN, "no home: it would have " + words(home));
    }
    swap(2 * memory);
    if (room(LARGE) >= LEAST) {
      long data = Math.min(DATA, room(LARGE));
      add(LARGE, "data", data, "/data", "");
    }
  }

  private void swap(long wanted) {
    String group = free.containsKey(SWAP) ? SWAP : LARGE;
    if (!group.equals(SWAP) && room(group) < wanted) {
      group = MAIN;
    }
    if (group.equals(MAIN) && room(MAIN) < wanted) {
      note(MAIN, "no swap: " + words(wanted) + " do not fit");
      return;
    }
    long size = Math.min(wanted, room(group));
    if (size < wanted) {
      note(group, "swap takes what there is, " + words(size) + " of " + words(wanted));
    }
    if (size < Sizes.EXTENT) {
      return;
    }
    take(new PlannedVolume(group, "swap", Sizes.extentsOf(size), PlannedVolume.SWAP, "", ""));
    if (group.equals(SWAP)) {
      addIfFree("var_tmp", size, "/var/tmp", "1777");
      addIfFree("var_log", Math.min(MOST_LOG, size), "/var/log", "");
    }
  }

  private void addIfFree(String name, long size, String mount, String mode) {
    if (room(SWAP) >= size && size >= LEAST) {
      add(SWAP, name, size, mount, mode);
    } else {
      note(SWAP, "no " + name + ": " + words(size) + " do not fit");
    }
  }

  private void add(String group, String name, long size, String mount, String mode) {
    long extents = Sizes.extentsOf(size);
    take(new PlannedVolume(group, name, extents, PlannedVolume.EXT4, mount, mode));
  }

  private void take(PlannedVolume volume) {
    volumes.add(volume);
    free.merge(volume.group(), -volume.extents(), Long::sum);
  }

  private long room(String group) {
    return free.getOrDefault(group, 0L) * Sizes.EXTENT;
  }

  private void note(String group, String note) {
    notes.computeIfAbsent(group, g -> new ArrayList<>()).add(note);
  }

  private static String words(long bytes) {
    return bytes >= 10 * Sizes.GIB ? bytes / Sizes.GIB + " GiB" : bytes / Sizes.MIB + " MiB";
  }
}
