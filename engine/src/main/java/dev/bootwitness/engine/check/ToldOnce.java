package dev.bootwitness.engine.check;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Passes on only changes: the same reason twice in a row is reported once. Thread-safe. */
final class ToldOnce implements WaitListener {

  private final WaitListener waits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<String> seen = new HashSet<>();
  private String why = "";

  ToldOnce(WaitListener waits) {
    this.waits = waits;
  }

  @Override
  public void hangsOn(String now) {
    lock.lock();
    try {
      if (now.equals(why)) {
        return;
      }
      why = now;
    } finally {
      lock.unlock();
    }
    waits.hangsOn(now);
  }

  @Override
  public void saw(String cause, String detail, String quote) {
    lock.lock();
    try {
      if (!seen.add(cause + detail)) {
        return;
      }
    } finally {
      lock.unlock();
    }
    waits.saw(cause, detail, quote);
  }
}
