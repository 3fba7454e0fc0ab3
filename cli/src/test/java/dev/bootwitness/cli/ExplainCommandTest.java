package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exit status of {@code explain}: 0 whatever a log shows, 2 when there is nothing to read. */
class ExplainCommandTest {
  @TempDir Path folder;

  private static int explain(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "explain";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.commandLine().execute(all);
  }

  @Test
  void aFaultIsNoError() throws IOException {
    Path log = folder.resolve("console.log");
    Files.writeString(
        log, "[    1.000000] Kernel panic - not syncing: Attempted to kill init! exitcode=0x0\n");

    assertThat(explain(log.toString())).isZero();
    assertThat(explain("--json", log.toString())).isZero();
  }

  @Test
  void aLogThatIsMissingIsAnError() {
    assertThat(explain(folder.resolve("nowhere.log").toString())).isEqualTo(2);
  }

  @Test
  void aFolderThatIsNoRecordIsAnError() {
    assertThat(explain(folder.toString())).isEqualTo(2);
  }

  @Test
  void aBadRuleFileIsAnError() throws IOException {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("own.yaml"), "rules:\n  - id: one\n");
    Path log = Files.writeString(folder.resolve("console.log"), "");

    assertThat(explain("--rules", rules.toString(), log.toString())).isEqualTo(2);
    assertThat(explain("--rules", folder.resolve("nowhere").toString(), log.toString()))
        .isEqualTo(2);
  }
}
