package dev.bootwitness.prenixos.review;

/** A page of the review screen; they are looked through in this order. */
enum ReviewPage {
  DISKS(1, "disks"),
  ARRAYS(2, "arrays"),
  GROUPS(3, "groups"),
  VOLUMES(4, "volumes"),
  APPLY(5, "apply");

  static final int COUNT = 5;

  private final int number;
  private final String title;

  ReviewPage(int number, String title) {
    this.number = number;
    this.title = title;
  }

  /** Its number and name, as the head of the screen shows it. */
  String title() {
    return number + " " + title;
  }

  /** The page of a number; of one that is too small or too large, the first or the last. */
  static ReviewPage numbered(int number) {
    for (ReviewPage page : values()) {
      if (page.number >= number) {
        return page;
      }
    }
    return APPLY;
  }

  ReviewPage next() {
    return numbered(number + 1);
  }

  ReviewPage back() {
    return numbered(number - 1);
  }
}
