package dev.bootwitness.prenixos.review;

/** A page of the review screen; they are looked through in this order. */
enum ReviewPage {
  DISKS("disks"),
  ARRAYS("arrays"),
  GROUPS("groups"),
  VOLUMES("volumes"),
  APPLY("apply");

  private final String title;

  ReviewPage(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  ReviewPage next() {
    return values()[Math.min(ordinal() + 1, values().length - 1)];
  }

  ReviewPage back() {
    return values()[Math.max(ordinal() - 1, 0)];
  }
}
