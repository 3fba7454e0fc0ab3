package dev.bootwitness.prenixos.review;

/** What a person wants done that is more than looking. */
sealed interface ReviewWish {

  /** Nothing. */
  record None() implements ReviewWish {}

  record Quit() implements ReviewWish {}

  /** To lay out the disks as the plan says; the words were typed. */
  record Apply() implements ReviewWish {}

  record Save(String path) implements ReviewWish {}

  record Load(String path) implements ReviewWish {}
}
