package dev.bootwitness.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.shell.CommandResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrivilegeTest {

  @Test
  void aRefusalOfAUserWhoIsNotRootIsOne() {
    assertThat(Privilege.refusal(1000, ended(5, "", "vgs: Permission denied")))
        .isEqualTo("vgs: Permission denied");
    assertThat(Privilege.refusal(1000, ended(1, "You must be root to do that", "")))
        .isEqualTo("You must be root to do that");
  }

  @Test
  void rootAndACommandThatPrintsTheWordsAreNot() {
    assertThat(Privilege.refusal(0, ended(5, "", "Permission denied"))).isEmpty();
    assertThat(Privilege.refusal(1000, ended(0, "sshd: Permission denied for bob", ""))).isEmpty();
    assertThat(Privilege.refusal(1000, ended(1, "off", "no such device"))).isEmpty();
  }

  private static CommandResult.Completed ended(int exit, String out, String err) {
    return new CommandResult.Completed("c", exit, output(out), output(err), Duration.ofSeconds(1));
  }

  private static CommandResult.Output output(String text) {
    return new CommandResult.Output(text.getBytes(StandardCharsets.UTF_8), false);
  }
}
