package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Verdict;

/** What the tests of Diagnosis share. */
abstract class DiagnosisScenario {

  static final String NO_ROOT =
      "[    1.500000] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)";

  static final Finding TIMED_OUT =
      FindingBuilder.about("run/timed-out", "login: was awaited for 5 s", "host", "")
          .at(5.0)
          .finding();

  final Run run = Run.poweredOn();

  static Finding primary(Verdict verdict) {
    Finding primary = verdict.primary();
    assertThat(primary).as("primary cause of %s", verdict).isNotNull();
    return java.util.Objects.requireNonNull(primary);
  }
}
