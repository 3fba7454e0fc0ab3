package dev.bootwitness.image.tool;

/** A program of the host did not answer; the message is a clause that begins with its name. */
public final class ToolFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public ToolFailure(String reason) {
    super(reason);
  }

  /** The reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
