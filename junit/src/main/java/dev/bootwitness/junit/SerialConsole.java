package dev.bootwitness.junit;

import dev.bootwitness.console.terminal.ScreenView;
import dev.bootwitness.engine.spec.StepSpec;
import java.time.Duration;
import java.util.List;

/** The serial console of a test's machine, of whichever boot is the present one. */
public final class SerialConsole {

  private final MachineSession session;

  SerialConsole(MachineSession session) {
    this.session = session;
  }

  /** What a terminal would show now. */
  public ScreenView screen() {
    return session.call(guest -> guest.screen());
  }

  /** The last lines, the newest last. */
  public List<String> lines(int count) {
    return session.call(guest -> guest.consoleLines(count));
  }

  /**
   * Waits for a text that has not been read yet.
   *
   * @param within stretched on a slow host
   * @throws GuestLostError when it does not come; the message says what came instead
   */
  public void await(String text, Duration within) {
    session.take(new StepSpec.WaitForText(text, within));
  }
}
