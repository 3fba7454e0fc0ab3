package dev.bootwitness.image;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/**
 * Distinguishes an interrupt from a fault: interruptible channels report both as {@link
 * IOException}.
 */
public final class Interruption {

  private Interruption() {}

  /**
   * Returns when the exception is a real fault.
   *
   * @throws InterruptedException instead, with the thread's flag cleared, when it was an interrupt
   */
  public static void rethrow(IOException e) throws InterruptedException {
    if (e instanceof ClosedByInterruptException || e instanceof FileLockInterruptionException) {
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException();
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
