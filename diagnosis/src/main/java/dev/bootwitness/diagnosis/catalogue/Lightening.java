package dev.bootwitness.diagnosis.catalogue;

import dev.bootwitness.record.Finding;

/**
 * Findings that are only a warning once another cause is blamed in the same boot.
 *
 * @param cause id of their cause
 * @param about the subject that they must have; empty: any
 * @param onceAbout the subject that the blamed finding must have; empty: any
 */
public record Lightening(String cause, String about, String onceAbout) {

  /** Whether this blamed finding lightens anything. */
  public boolean isDueTo(Finding blamed) {
    return isAbout(blamed, onceAbout);
  }

  /** Whether it lightens this finding. */
  public boolean concerns(Finding lighter) {
    return lighter.cause().equals(cause) && isAbout(lighter, about);
  }

  private static boolean isAbout(Finding finding, String subject) {
    return subject.isEmpty() || finding.subject().equals(subject);
  }
}
