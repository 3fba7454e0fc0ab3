package dev.bootwitness.prenixos.detect;

/** The machine's disks could not be listed at all; the message is the tool's own. */
public final class DetectionFailure extends Exception {

  public DetectionFailure(String message) {
    super(message);
  }

  /** What failed, in the tool's own words. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
