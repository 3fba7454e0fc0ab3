package dev.bootwitness.diagnosis.log;

/**
 * One entry of a journal or system log.
 *
 * @param identifier who wrote it: {@code kernel}, {@code systemd}, {@code sshd}, …
 * @param pid its process; empty when unknown
 * @param time its time as written; empty when unknown
 * @param message what it says, one line of it
 */
public record JournalEntry(String identifier, String pid, String time, String message) {

  /** Whether process 1 wrote it. */
  public boolean byInit() {
    return identifier.equals("systemd") && (pid.equals("1") || pid.isEmpty());
  }

  public boolean byKernel() {
    return identifier.equals("kernel");
  }
}
