package dev.bootwitness.console.shell;

import dev.bootwitness.console.captor.ForegroundProgram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** How a command in the guest ended. */
public sealed interface CommandResult {

  /** The command as given. */
  String command();

  /** How long it took, from typing to the end mark. */
  Duration took();

  /**
   * It ran to its end.
   *
   * @param exit its exit status, 128+n for signal n
   */
  record Completed(String command, int exit, Output stdout, Output stderr, Duration took)
      implements CommandResult {}

  /**
   * Its deadline passed; it was interrupted, and the shell answers again.
   *
   * @param exit the status after the interrupt
   */
  record TimedOut(String command, int exit, Output stdout, Output stderr, Duration took)
      implements CommandResult {}

  /**
   * It opened the terminal, where a pager, an editor or a question then waited for input; that
   * program was left, the command was interrupted, and the shell answers again.
   *
   * @param captor what waited
   * @param exit the status after that
   */
  record Captured(
      String command,
      ForegroundProgram captor,
      int exit,
      Output stdout,
      Output stderr,
      Duration took)
      implements CommandResult {}

  /**
   * The shell itself answered neither in time nor after an interrupt.
   *
   * @param seen what was awaited and what the console showed instead
   * @param captor the program that holds the terminal and could not be left, if known
   */
  record Unresponsive(
      String command, String seen, Optional<ForegroundProgram> captor, Duration took)
      implements CommandResult {

    /** No known program holds the terminal. */
    public Unresponsive(String command, String seen, Duration took) {
      this(command, seen, Optional.empty(), took);
    }
  }

  /**
   * What a command wrote, byte for byte.
   *
   * @param whole false when there was more than the limit and only the beginning was fetched
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; bytes stay bytes
  record Output(byte[] bytes, boolean whole) {

    /** The output as UTF-8 text; invalid bytes become U+FFFD. */
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
