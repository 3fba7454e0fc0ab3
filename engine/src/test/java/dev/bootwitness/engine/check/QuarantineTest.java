package dev.bootwitness.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecProblem;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.SpecLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {

  private static final LocalDate LAST = LocalDate.of(2027, 1, 31);

  @TempDir Path folder;

  @Test
  void aCheckOfAnyKindMayBeQuarantined() throws Exception {
    Spec spec =
        load(
            """
            - {unit: app.service, quarantine: {reason: slow, owner: anna, expires: 2027-01-31}}
            - {run: id}
            """);

    assertThat(spec.checks().getFirst().quarantine())
        .contains(new Quarantine("slow", "anna", LAST));
    assertThat(spec.checks().getFirst().asked()).isInstanceOf(UnitCheck.class);
    assertThat(spec.checks().getFirst().toString())
        .as("what is asked of the guest is the same, and so is its digest")
        .isEqualTo(spec.checks().getFirst().asked().toString());
    assertThat(spec.checks().getLast().quarantine()).isEmpty();
  }

  @Test
  void reasonOwnerAndLastDayAreRequired() {
    SpecException refused =
        catchThrowableOfType(SpecException.class, () -> load("- {run: id, quarantine: {}}\n"));

    assertThat(refused.problems().stream().map(SpecProblem::key))
        .containsExactlyInAnyOrder(
            "checks[0].quarantine.reason",
            "checks[0].quarantine.owner",
            "checks[0].quarantine.expires");
  }

  @Test
  void itHoldsUntilItsLastDayIsOver() {
    Quarantine quarantine = new Quarantine("slow", "anna", LAST);

    assertThat(quarantine.holds(LAST)).isTrue();
    assertThat(quarantine.words(LAST)).isEqualTo("quarantined until 2027-01-31 by anna: slow");
    assertThat(quarantine.holds(LAST.plusDays(1))).isFalse();
    assertThat(quarantine.words(LAST.plusDays(1)))
        .isEqualTo("its quarantine by anna expired on 2027-01-31: slow");
  }

  private Spec load(String checks) throws Exception {
    Path file = folder.resolve("bootwitness.yaml");
    Files.writeString(file, "image: a.iso\nlogin: {user: root}\nchecks:\n" + checks.indent(2));
    return SpecLoader.load(file, List.of());
  }
}
