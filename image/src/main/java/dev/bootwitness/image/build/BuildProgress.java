package dev.bootwitness.image.build;

/**
 * How far a build is.
 *
 * @param step one of evaluation, fetching, building, copying, packages, squashfs, iso
 * @param detail what the step is at, such as a derivation's name; may be empty
 * @param percent how much of the step is done, -1 when unknown
 */
public record BuildProgress(String step, String detail, int percent) {

  /** The percentage of a step that does not say how far it is. */
  public static final int UNKNOWN = -1;
}
