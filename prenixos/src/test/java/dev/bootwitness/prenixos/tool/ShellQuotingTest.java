package dev.bootwitness.prenixos.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed for a shell is what a shell takes: a real one is asked. */
class ShellQuotingTest {
  private final Tools tools = new SystemTools(Duration.ofMinutes(1));

  @Test
  void aShellTakesTheVeryWords() {
    List<String> words =
        List.of(
            "plain",
            "",
            "two words",
            "it's",
            "$HOME",
            "a;b|c",
            "`id`",
            "*",
            "\"",
            "\\",
            "é",
            "~",
            "#no",
            "a\nb");

    ToolOutcome shown =
        tools.run("sh", "-c", "printf '<%s>' " + ShellQuoting.line(words).replace("printf", ""));

    assertThat(shown.output()).isEqualTo("<" + String.join("><", words) + ">");
  }

  @Test
  void aProgramsStatusAndWordsAreKept() {
    ToolOutcome failed = tools.run("sh", "-c", "echo out; echo 'first\nsecond' >&2; exit 3");

    assertThat(failed.exit()).isEqualTo(3);
    assertThat(failed.output()).isEqualTo("out\n");
    assertThat(failed.complaint()).endsWith(": exit 3: first; second");
  }

  @Test
  void aMissingProgramIsAResult() {
    ToolOutcome missing = tools.run("no-such-program-here");

    assertThat(missing.exit()).isEqualTo(ToolOutcome.NOT_STARTED);
    assertThat(missing.complaint()).contains("cannot be started");
  }

  @Test
  void aProgramThatDoesNotEndIsKilled() {
    ToolOutcome killed = new SystemTools(Duration.ofMillis(1)).run("sleep", "3600");

    assertThat(killed.exit()).isEqualTo(ToolOutcome.TOO_SLOW);
  }
}
