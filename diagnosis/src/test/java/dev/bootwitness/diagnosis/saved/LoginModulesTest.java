package dev.bootwitness.diagnosis.saved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.LogExplainer;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a login says about PAM: whose fault it is decides the exit code. */
class LoginModulesTest {
  private static Explanation explain(String before, String answer) throws IOException {
    String log =
        """
        [    0.000000] Linux version 6.1.0-28-amd64 (debian-kernel@lists.debian.org) #1 SMP
        [    1.600000] Run /init as init process

        Debian GNU/Linux 12 guest ttyS0

        guest login: root
        Password:\s
        %s
        %s

        Debian GNU/Linux 12 guest ttyS0

        guest login: \
        """
            .formatted(before, answer);
    return LogExplainer.explain(
        new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), RuleSet.bundled());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Module is unknown",
        "Symbol not found",
        "Failed to load module",
        "FAILED LOGIN (1) on '/dev/ttyS0' FOR 'root', Module is unknown"
      })
  void aModuleThatCannotBeLoadedIsTheImagesFault(String answer) throws IOException {
    Explanation explanation = explain("", answer);

    var primary = Objects.requireNonNull(explanation.primary());
    assertThat(explanation.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(primary.cause()).isEqualTo("login/pam-module-missing");
    assertThat(primary.fault()).isEqualTo(Fault.IMAGE);
    assertThat(primary.detail()).contains("refuses everybody");
  }

  @Test
  void theLineThatNamesTheModuleSaysMore() throws IOException {
    Explanation explanation =
        explain("login: PAM adding faulty module: pam_unix.so", "Module is unknown");

    var primary = Objects.requireNonNull(explanation.primary());
    assertThat(explanation.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(primary.cause()).isEqualTo("login/pam-module-missing");
    assertThat(primary.detail()).contains("pam_unix.so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authentication token manipulation error",
        "Cannot make/remove an entry for the specified session",
        "Authentication service cannot retrieve authentication info",
        "Error in service module",
        "System error"
      })
  void aModuleThatFailsMayFailForOneUserAlone(String answer) throws IOException {
    Explanation explanation = explain("", answer);

    var primary = Objects.requireNonNull(explanation.primary());
    assertThat(primary.cause()).isEqualTo("login/rejected");
    assertThat(primary.detail()).isEqualTo("PAM failed: " + answer);
  }
}
