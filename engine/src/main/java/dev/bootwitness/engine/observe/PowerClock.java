package dev.bootwitness.engine.observe;

/** Seconds since the machine was powered on. Thread-safe. */
public final class PowerClock {

  private volatile long poweredOn;
  private volatile boolean on;

  public void powerOn() {
    poweredOn = System.nanoTime();
    on = true;
  }

  /** 0 before power-on. */
  public double seconds() {
    return on ? (System.nanoTime() - poweredOn) / 1e9 : 0;
  }
}
