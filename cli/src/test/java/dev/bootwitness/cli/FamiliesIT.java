package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of the examples in {@code docs/guides/families.md}, the quick one whose console no other test
 * has: no login, but a line that wants Enter. The others are run by hand.
 */
@Timeout(300)
class FamiliesIT {

  @Test
  void aConsoleThatWaitsForEnterIsWorkedAsOpenWrtsIs(@TempDir Path project) throws Exception {
    Path spec = Cli.HOME.resolve("examples/openwrt");
    Cli.Ended ended =
        Cli.of("run", spec.toString(), "--fresh", "--project", project.toString()).run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    Verdict verdict = ended.verdict();
    assertThat(verdict.checks()).hasSize(4).allMatch(CheckResult::passed);
    assertThat(ended.record().serialText())
        .content()
        .contains("Please press Enter to activate this console.")
        .doesNotContain("login:");
  }
}
