package dev.bootwitness.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class CommandAnswerTest {

  private static CommandAnswer answer(boolean whole) {
    return CommandAnswer.of(
        new CommandResult.Completed(
            "cat log",
            0,
            new CommandResult.Output("the beginning".getBytes(UTF_8), whole),
            new CommandResult.Output(new byte[0], true),
            Duration.ofSeconds(1)));
  }

  @Test
  void aCutOutputIsSaidToBeCut() {
    assertThat(answer(false).whole()).isFalse();
    assertThatThrownBy(() -> answer(false).prints("the end"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("did not print \"the end\"")
        .hasMessageContaining("only the first 10 MiB of each output were fetched");
    assertThatThrownBy(() -> answer(true).prints("the end")).hasMessageNotContaining("10 MiB");
  }

  @Test
  void whatACutOutputDoesNotContainIsNotKnown() {
    assertThat(answer(true).doesNotPrint("the end")).isEqualTo(answer(true));
    assertThatThrownBy(() -> answer(false).doesNotPrint("the end"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("may have printed \"the end\"");
    assertThatThrownBy(() -> answer(false).complete()).isInstanceOf(AssertionFailedError.class);
  }
}
