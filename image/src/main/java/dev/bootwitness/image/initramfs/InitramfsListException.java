package dev.bootwitness.image.initramfs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that is not a valid initramfs; the message has one line per mistake, {@code file:line:
 * what}.
 */
public final class InitramfsListException extends Exception {

  private static final long serialVersionUID = 1;

  private final List<String> problems;

  InitramfsListException(List<String> problems, @Nullable Throwable cause) {
    super(String.join("\n", problems), cause);
    this.problems = List.copyOf(problems);
  }

  /** The mistakes in the order of the list, each a full sentence with file and line. */
  public List<String> problems() {
    return problems;
  }
}
