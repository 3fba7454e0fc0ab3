package dev.bootwitness.engine;

/** Seconds since the machine was powered on. Thread-safe. */
final class PowerClock {

  private volatile long poweredOn;
  private volatile boolean on;

  void powerOn() {
    poweredOn = System.nanoTime();
    on = true;
  }

  /** 0 before power-on. */
  double seconds() {
    return on ? (System.nanoTime() - poweredOn) / 1e9 : 0;
  }
}
