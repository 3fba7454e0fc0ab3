package dev.bootwitness.prenixos.network;

import java.time.Duration;

/** Waits for something that the kernel or a service brings about. */
public interface Waiting {

  /** Waits a moment; false once this much time has passed since the first call. */
  boolean again(Duration most);

  /** By the clock: looks twice a second. */
  static Waiting byTheClock() {
    long begin = System.nanoTime();
    return most -> {
      if (System.nanoTime() - begin >= most.toNanos()) {
        return false;
      }
      try {
        Thread.sleep(500);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    };
  }
}
