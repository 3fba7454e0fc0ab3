package dev.bootwitness.machine.qmp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A command that got no answer, or a bad one. */
public abstract sealed class QmpException extends IOException {

  private static final long serialVersionUID = 1L;

  private QmpException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** QEMU refused a command. */
  public static final class Refused extends QmpException {
    private static final long serialVersionUID = 1L;

    Refused(String command, String errorClass, String description) {
      super("QMP %s: %s (%s)".formatted(command, description, errorClass), null);
    }
  }

  /** The connection ended before the answer came. */
  public static final class ConnectionLost extends QmpException {
    private static final long serialVersionUID = 1L;

    ConnectionLost(String awaited, @Nullable Throwable cause) {
      super("QMP: the connection ended while waiting for " + awaited, cause);
    }
  }
}
