package dev.bootwitness.image.inspect;

import java.nio.file.Path;

/**
 * Why a path is not an image: cause {@code host/image-unreadable}.
 *
 * @param path as it was given
 * @param message what was found there, in one sentence with the path
 * @param advice what to do next
 */
public record UnreadableImage(Path path, Reason reason, String message, String advice)
    implements Inspection {

  /** The cause's id in the catalogue. */
  public static final String CAUSE = "host/image-unreadable";

  /** What is wrong with the path. */
  public enum Reason {
    MISSING,
    NOT_A_FILE,
    NO_PERMISSION,
    EMPTY,
    UNKNOWN_KIND,
    /** An image of a known kind, with a feature that prevents its use. */
    UNSUITABLE,
    READ_ERROR
  }
}
