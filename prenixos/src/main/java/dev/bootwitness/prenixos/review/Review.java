package dev.bootwitness.prenixos.review;

import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.Inventory;
import dev.bootwitness.prenixos.inventory.StorageDecision.Action;
import dev.bootwitness.prenixos.plan.PlanOptions;
import dev.bootwitness.prenixos.plan.PlannedDisk;
import dev.bootwitness.prenixos.plan.StoragePlan;
import dev.bootwitness.prenixos.service.Situation;
import java.util.List;
import java.util.Optional;

/**
 * What a person sees and has typed so far. Immutable; keys make new ones.
 *
 * @param top the first line of the page that is shown
 * @param entry what is being typed, if anything
 * @param message one line: what the last key did
 */
record Review(
    Inventory inventory,
    Consent consent,
    PlanOptions options,
    ReviewPage page,
    int top,
    Optional<Entry> entry,
    String message) {
  private static final int MOST_NAMES = 4;
  private static final int LONGEST_ENTRY = 200;

  /** A line that is being typed. */
  record Entry(Kind kind, String text) {
    enum Kind {
      WORDS,
      SAVE,
      LOAD
    }
  }

  /** The screen after a key, and what is to be done about it. */
  record After(Review review, ReviewWish wish) {}

  static Review of(Inventory inventory, Consent consent, PlanOptions options) {
    return new Review(inventory, consent, options, ReviewPage.DISKS, 0, Optional.empty(), "");
  }

  Situation situation() {
    return Situation.of(inventory, consent, options);
  }

  /** Whether an apply would write. */
  boolean isApplicable() {
    return situation().decision().action() == Action.APPLY && !situation().plan().isEmpty();
  }

  /** What must be typed before anything is written: it says what will happen to which disks. */
  String words() {
    List<PlannedDisk> used = situation().plan().usedDisks();
    boolean erased = used.stream().anyMatch(PlannedDisk::erase);
    String disks =
        used.size() > MOST_NAMES
            ? used.size() + " disks"
            : String.join(" ", used.stream().map(PlannedDisk::name).toList());
    return (erased ? "erase " : "write ") + disks;
  }

  Review saying(String text) {
    return new Review(inventory, consent, options, page, top, entry, text);
  }

  /** The same machine with its disks as they are now. */
  Review seeing(Inventory now, String text) {
    return new Review(now, consent, options, page, 0, Optional.empty(), text);
  }

  /**
   * A saved plan, if this machine would be laid out so. It allows nothing by itself: what may be
   * erased is said by serial, on the command line or the kernel's.
   */
  Review loaded(StoragePlan plan, String path) {
    var wanted = new PlanOptions(plan.mode().equals("fast"), options.preferRaid6OnFour());
    for (boolean raid6 : new boolean[] {wanted.preferRaid6OnFour(), !wanted.preferRaid6OnFour()}) {
      var with = new PlanOptions(wanted.fast(), raid6);
      if (Situation.of(inventory, consent, with).plan().equals(plan)) {
        return new Review(
            inventory,
            consent,
            with,
            ReviewPage.DISKS,
            0,
            Optional.empty(),
            path + ": this is its plan");
      }
    }
    return saying(
        path + " is not loaded: its plan is for other disks, or for other contents of them");
  }

  After press(ReviewKey key) {
    return entry.isPresent() ? typing(entry.get(), key) : looking(key);
  }

  private After looking(ReviewKey key) {
    return switch (key) {
      case ReviewKey.Letter letter -> letter(letter.value());
      case ReviewKey.Named.NEXT -> still(at(page.next()));
      case ReviewKey.Named.BACK -> still(at(page.back()));
      case ReviewKey.Named.UP -> still(scrolled(-1));
      case ReviewKey.Named.DOWN -> still(scrolled(1));
      case ReviewKey.Named.ENTER ->
          still(page == ReviewPage.APPLY ? words(Optional.empty()) : at(page.next()));
      case ReviewKey.Named.END -> new After(this, new ReviewWish.Quit());
      default -> still(this);
    };
  }

  private After letter(char letter) {
    return switch (letter) {
      case 'q' -> new After(this, new ReviewWish.Quit());
      case 'n', ' ' -> still(at(page.next()));
      case 'p' -> still(at(page.back()));
      case 'j' -> still(scrolled(1));
      case 'k' -> still(scrolled(-1));
      case 'm' -> still(otherMode());
      case 's' -> still(entering(Entry.Kind.SAVE, "/run/pre-nixos/saved-plan.json"));
      case 'l' -> still(entering(Entry.Kind.LOAD, "/run/pre-nixos/saved-plan.json"));
      case '1', '2', '3', '4', '5' -> still(at(ReviewPage.numbered(letter - '0')));
      default -> still(saying("There is no key " + letter + "."));
    };
  }

  private Review words(Optional<String> message) {
    return isApplicable()
        ? entering(Entry.Kind.WORDS, "")
        : saying(
            message.orElse("An apply would write nothing: " + situation().decision().reason()));
  }

  private After typing(Entry typed, ReviewKey key) {
    String text = typed.text();
    return switch (key) {
      case ReviewKey.Letter letter when text.length() < LONGEST_ENTRY ->
          still(entering(typed.kind(), text + letter.value()));
      case ReviewKey.Named.ERASE ->
          still(entering(typed.kind(), text.substring(0, Math.max(0, text.length() - 1))));
      case ReviewKey.Named.CANCEL -> still(closed("Nothing was done."));
      case ReviewKey.Named.END -> still(closed("Nothing was done."));
      case ReviewKey.Named.ENTER -> entered(typed);
      default -> still(this);
    };
  }

  private After entered(Entry typed) {
    return switch (typed.kind()) {
      case SAVE -> new After(closed(""), new ReviewWish.Save(typed.text()));
      case LOAD -> new After(closed(""), new ReviewWish.Load(typed.text()));
      case WORDS ->
          typed.text().equals(words()) && isApplicable()
              ? new After(closed(""), new ReviewWish.Apply())
              : still(closed("These are not the words. Nothing was done."));
    };
  }

  private static After still(Review review) {
    return new After(review, new ReviewWish.None());
  }

  private Review at(ReviewPage another) {
    return new Review(inventory, consent, options, another, 0, Optional.empty(), "");
  }

  private Review scrolled(int lines) {
    int most = Math.max(0, ReviewText.of(this).size() - 1);
    int to = Math.clamp(top + lines, 0, most);
    return new Review(inventory, consent, options, page, to, Optional.empty(), "");
  }

  private Review otherMode() {
    var other = new PlanOptions(!options.fast(), options.preferRaid6OnFour());
    String text = "SSDs are " + (other.fast() ? "striped (fast)." : "mirrored (careful).");
    return new Review(inventory, consent, other, page, 0, Optional.empty(), text);
  }

  private Review entering(Entry.Kind kind, String text) {
    return new Review(
        inventory, consent, options, page, top, Optional.of(new Entry(kind, text)), "");
  }

  private Review closed(String text) {
    return new Review(inventory, consent, options, page, top, Optional.empty(), text);
  }
}
