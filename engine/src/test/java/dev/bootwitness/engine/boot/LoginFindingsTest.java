package dev.bootwitness.engine.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.login.LoginProblem;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.record.Fault;
import org.junit.jupiter.api.Test;

class LoginFindingsTest {

  @Test
  void aGuestWithoutAWayToRootIsAtFaultAndNotTheSpec() {
    var refused = new LoginResult.Refused(LoginProblem.UNPRIVILEGED, "neither sudo nor doas", "");
    assertThat(LoginFindings.of(refused))
        .hasValueSatisfying(finding -> {
          assertThat(finding.draft().cause()).isEqualTo("login/escalation-refused");
          assertThat(finding.draft().fault()).isEqualTo(Fault.IMAGE);
        });
  }
}
