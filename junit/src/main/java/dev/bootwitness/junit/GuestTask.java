package dev.bootwitness.junit;

import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.session.AttendedGuest;
import java.io.IOException;

/** Something done with the guest on the thread of its run. */
@FunctionalInterface
interface GuestTask<T> {
  T with(AttendedGuest guest) throws RunStopped, IOException, InterruptedException;
}
