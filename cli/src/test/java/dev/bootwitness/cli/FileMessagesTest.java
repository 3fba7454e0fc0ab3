package dev.bootwitness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The exact text for a person when a file is not what a command needs. */
@ResourceLock(Resources.SYSTEM_ERR)
class FileMessagesTest {
  @TempDir private Path folder;

  @Test
  void aLogThatIsNotThereIsNamedOnce() {
    assertThat(said("explain", "/nonexistent"))
        .isEqualTo(
            "bootwitness explain: cannot read /nonexistent: it does not exist. Name a log, a run's folder or id, or - for standard input.\n");
  }

  @Test
  void aProjectThatCannotHoldARecordIsToldWithoutJavasWords() throws Exception {
    Path spec =
        Files.writeString(folder.resolve("bootwitness.yaml"), "name: x\nimage: {path: x.iso}\n");
    assertThat(said("run", spec.toString(), "-q", "--project", "/proc"))
        .isEqualTo(
            "bootwitness: cannot write the record in /proc/.bootwitness/runs: /proc/.bootwitness: it does not exist. Run in a folder you may write to, or name one with --project.\n");
    Path file = Files.writeString(folder.resolve(".bootwitness"), "");
    assertThat(said("run", spec.toString(), "-q", "--project", folder.toString()))
        .isEqualTo(
            "bootwitness: cannot write the record in %1$s/runs: Not a directory. Run in a folder you may write to, or name one with --project.\n"
                .formatted(file));
  }

  private static String said(String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      assertThat(Main.commandLine().execute(arguments)).isNotZero();
    } finally {
      System.setErr(before);
    }
    return said.toString(UTF_8);
  }
}
