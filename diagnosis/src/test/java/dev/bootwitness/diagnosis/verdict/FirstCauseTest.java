package dev.bootwitness.diagnosis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * When a suspicion of the loader is blamed for what follows it, and when the boot left it behind.
 */
class FirstCauseTest {
  private final Causes causes = Causes.bundled();
  private final FindingLog log = new FindingLog(causes);

  /** GRUB could not load one of its entries, which need not be the one that boots. */
  private FirstCauseTest suspected() {
    return seen("loader/kernel-refused", Severity.SUSPICION, Stage.LOADER, 2);
  }

  private FirstCauseTest seen(String cause, Severity severity, Stage stage, double time) {
    Finding finding = FindingBuilder.about(cause, cause + " as seen", "serial", "").finding();
    assertThat(log.add(finding, severity, 1, stage, time)).isTrue();
    return this;
  }

  private Optional<String> primary() {
    return new FirstCause(causes).primary(log.all()).map(first -> first.finding().cause());
  }

  @Test
  void aStallInTheLoaderIsDueToWhatTheLoaderComplainedOf() {
    suspected().seen("console/stalled", Severity.FAILURE, Stage.LOADER, 40);
    assertThat(primary()).contains("loader/kernel-refused");
  }

  @Test
  void aKernelThatFallsSilentLeftTheLoadersComplaintBehind() {
    suspected().seen("console/stalled", Severity.FAILURE, Stage.KERNEL, 40);
    assertThat(primary()).contains("console/stalled");
  }

  @Test
  void aDeadlineInTheLoaderIsDueToWhatTheLoaderComplainedOf() {
    suspected().seen("run/timed-out", Severity.FAILURE, Stage.LOADER, 60);
    assertThat(primary()).contains("loader/kernel-refused");
  }

  @Test
  void aDeadlineOfTheKernelLeftTheLoadersComplaintBehind() {
    suspected().seen("run/timed-out", Severity.FAILURE, Stage.KERNEL, 60);
    assertThat(primary()).contains("run/timed-out");
  }

  /** A panic without a root is no mere end: what the loader could not load explains it. */
  @Test
  void aPanicIsStillDueToTheLoader() {
    suspected().seen("kernel/panic-no-root", Severity.FATAL, Stage.KERNEL, 4);
    assertThat(primary()).contains("loader/kernel-refused");
  }
}
