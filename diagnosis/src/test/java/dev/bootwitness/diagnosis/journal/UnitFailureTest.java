package dev.bootwitness.diagnosis.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.record.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitFailureTest {

  private static Optional<Finding> cause(
      String result, String code, String status, String... journal) {
    Map<String, String> properties =
        Map.of("Result", result, "ExecMainCode", code, "ExecMainStatus", status);
    return new UnitFailure("app.service", properties, List.of(journal))
        .cause(RuleEngine.bundled())
        .map(FindingBuilder::finding);
  }

  private static String said(String by, String message) {
    return "[    5.602691] spark " + by + ": " + message;
  }

  @ParameterizedTest
  @CsvSource({
    "timeout, 2, 15, systemd/start-job-timeout",
    "oom-kill, 2, 9, kernel/out-of-memory",
    "signal, 2, 11, userspace/crashed",
    "core-dump, 3, 6, userspace/crashed",
    "exit-code, 1, 203, userspace/program-missing",
    "exit-code, 1, 127, userspace/program-missing"
  })
  void theEndOfItsProcessMayTellTheCause(
      String result, String code, String status, String expected) {
    assertThat(cause(result, code, status)).map(Finding::cause).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"exit-code, 1, 1", "signal, 2, 9", "signal, 2, 15", "resources, 0, 0"})
  void anotherEndTellsNothing(String result, String code, String status) {
    assertThat(cause(result, code, status, said("app[9]", "no licence"))).isEmpty();
  }

  @Test
  void whatItsProgramSaidTellsTheCause() {
    Finding usage =
        cause(
                "exit-code",
                "1",
                "1",
                said("systemd[1]", "Starting app.service - The application..."),
                said("ls[80]", "/bin/ls: unrecognized option '--all-of-them'"),
                said("systemd[1]", "app.service: Failed with result 'exit-code'."))
            .orElseThrow();
    assertThat(usage.cause()).isEqualTo("userspace/program-usage");
    assertThat(usage.detail()).startsWith("app.service failed: ls: ");
    assertThat(usage.channel()).isEqualTo("journal");
  }

  @Test
  void theMissingProgramIsNamedByWhoMissedIt() {
    Finding missing =
        cause(
                "exit-code",
                "1",
                "203",
                said(
                    "(p-server)[81]",
                    "app.service: Failed to locate executable /usr/bin/app-server: No such file or"
                        + " directory"))
            .orElseThrow();
    assertThat(missing.cause()).isEqualTo("userspace/program-missing");
    assertThat(missing.detail())
        .isEqualTo("app.service failed: /usr/bin/app-server is not in the image");
  }

  @Test
  void aProgramThatMayNotBeExecutedIsNotMissing() {
    assertThat(
            cause(
                "exit-code",
                "1",
                "203",
                said("(app)[81]", "app.service: Failed to execute command: Permission denied"),
                said(
                    "(app)[81]",
                    "app.service: Failed at step EXEC spawning /usr/bin/app: Permission denied")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "app.service, true",
    "b@1.service, true",
    "dev-disk-by\\x2dlabel-DATA.mount, true",
    "OpenSSH server daemon, false",
    "'', false"
  })
  void theUnitIsTheSubjectOfTheFindingWhenThatIsAUnitsName(String subject, boolean isUnit) {
    Finding finding =
        FindingBuilder.of("systemd/unit-failed", "it failed", "serial", "").withSubject(subject);

    assertThat(UnitFailure.named(finding).isPresent()).isEqualTo(isUnit);
    assertThat(UnitFailure.described(finding).isPresent()).isEqualTo(!isUnit && !subject.isEmpty());
  }
}
