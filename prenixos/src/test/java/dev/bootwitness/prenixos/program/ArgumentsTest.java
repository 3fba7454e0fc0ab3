package dev.bootwitness.prenixos.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.prenixos.inventory.Consent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @Test
  void whatIsTypedAddsToWhatTheKernelSays() throws UsageFault {
    Arguments arguments = Arguments.parse("apply", "--dry-run", "--wipe", "A,B", "--mode", "fast");

    assertThat(arguments.consent(new Consent(false, List.of("C"))).names())
        .containsExactly("C", "A", "B");
    assertThat(arguments.dryRun()).isTrue();
    assertThat(arguments.mode()).contains("fast");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | a command is missing: one of plan, detect
          plam              | the command is "plam", allowed: plan, detect
          plan --mode quick | --mode is "quick", allowed: fast, careful
          plan --wipe       | --wipe needs a value
          plan apply        | "apply" is not understood
          cleanup           | cleanup erases only what is named: --wipe SERIAL
          """)
  void whatIsNotUnderstoodIsRefusedWithWhatIsAllowed(String line, String message) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");

    assertThatThrownBy(() -> Arguments.parse(words)).hasMessageContaining(message);
  }
}
