package dev.bootwitness.prenixos.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be done with a machine's disks, and why.
 *
 * @param detail the word of the status file
 * @param reason one line for people
 * @param disks every disk, judged
 */
public record StorageDecision(Action action, Detail detail, String reason, List<JudgedDisk> disks) {

  /** What is to be done. */
  public enum Action {
    APPLY,
    /** All is made; disks are to be marked as finished. */
    MARK,
    PLAN_ONLY,
    NOTHING
  }

  /** Why; the names are those of the status file in lower case, with hyphens. */
  public enum Detail {
    BLANK_DISKS,
    EXISTING_STORAGE,
    DETECTION_ERROR,
    FORCED_CLEANUP,
    NO_DISKS;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  public StorageDecision {
    disks = List.copyOf(disks);
  }

  /** A pure function of the facts and of what the person in charge allows to be erased. */
  public static StorageDecision of(Inventory inventory, Consent consent) {
    List<JudgedDisk> disks = DiskJudge.judge(inventory, consent);
    List<JudgedDisk> candidates =
        disks.stream().filter(d -> d.standing() != Standing.EXCLUDED).toList();
    if (candidates.isEmpty()) {
      return new StorageDecision(
          Action.NOTHING, Detail.NO_DISKS, "the machine has no disk that may be used", disks);
    }
    List<JudgedDisk> judged = with(candidates, Standing.SET_ASIDE, false);
    if (judged.isEmpty()) {
      return new StorageDecision(
          Action.PLAN_ONLY,
          Detail.DETECTION_ERROR,
          "no disk could be probed: " + names(candidates),
          disks);
    }
    List<String> unknown = consent.unknown(inventory.disks());
    if (!unknown.isEmpty()) {
      String reason = "pre-nixos.wipe names " + String.join(", ", unknown) + ", which no disk has";
      return new StorageDecision(Action.PLAN_ONLY, Detail.EXISTING_STORAGE, reason, disks);
    }
    return ofJudged(judged, disks, consent);
  }

  private static StorageDecision ofJudged(
      List<JudgedDisk> judged, List<JudgedDisk> disks, Consent consent) {
    List<JudgedDisk> unmarked = with(judged, Standing.UNMARKED, true);
    if (!unmarked.isEmpty()) {
      String reason = "an apply was cut off after all was made; it is marked on " + names(unmarked);
      return new StorageDecision(Action.MARK, Detail.BLANK_DISKS, reason, disks);
    }
    List<JudgedDisk> own = with(judged, Standing.OWN, true);
    if (!own.isEmpty()) {
      String reason = "an earlier apply laid out " + names(own) + "; nothing was changed";
      return new StorageDecision(Action.PLAN_ONLY, Detail.EXISTING_STORAGE, reason, disks);
    }
    List<JudgedDisk> held = with(judged, Standing.HELD, true);
    List<JudgedDisk> usable = judged.stream().filter(JudgedDisk::isUsable).toList();
    if (usable.isEmpty() || (!held.isEmpty() && !consent.isGiven())) {
      return new StorageDecision(
          Action.PLAN_ONLY, Detail.EXISTING_STORAGE, "left alone: " + reasons(held), disks);
    }
    List<JudgedDisk> erased = with(usable, Standing.CONSENTED, true);
    return new StorageDecision(
        Action.APPLY,
        erased.isEmpty() ? Detail.BLANK_DISKS : Detail.FORCED_CLEANUP,
        "used: " + reasons(usable),
        disks);
  }

  /** Disks that could not be probed, for people; empty if there are none. */
  public List<JudgedDisk> setAside() {
    return with(disks, Standing.SET_ASIDE, true);
  }

  private static List<JudgedDisk> with(List<JudgedDisk> disks, Standing standing, boolean wanted) {
    return disks.stream().filter(d -> (d.standing() == standing) == wanted).toList();
  }

  private static String names(List<JudgedDisk> disks) {
    return String.join(", ", disks.stream().map(JudgedDisk::named).toList());
  }

  private static String reasons(List<JudgedDisk> disks) {
    List<String> words = new ArrayList<>();
    disks.forEach(d -> words.add(d.named() + ": " + d.reason()));
    return String.join("; ", words);
  }
}
