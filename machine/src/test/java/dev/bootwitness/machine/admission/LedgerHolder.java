package dev.bootwitness.machine.admission;

import dev.bootwitness.machine.host.HostMemory;
import java.nio.file.Path;

/** A program that takes a place in a ledger, reports it, and keeps it until it is killed. */
final class LedgerHolder {

  private LedgerHolder() {}

  public static void main(String[] args) throws Exception {
    long bytes = Long.parseLong(args[1]);
    HostMemory memory = new HostMemory(bytes, bytes);
    AdmissionPermit seat =
        new Admission(Path.of(args[0]), () -> memory, 1)
            .take(new Need("other", bytes, true), why -> System.out.println("waits for " + why));
    System.out.println("seated " + seat.hashCode());
    Thread.sleep(Long.MAX_VALUE);
  }
}
