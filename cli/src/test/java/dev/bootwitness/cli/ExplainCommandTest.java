package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
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
  void manyAreExplainedEachUnderItsNameInTheirOrder() throws IOException {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Path log = folder.resolve("boot-" + i + ".log");
      Files.writeString(
          log, i % 2 == 0 ? "[    1.0] Kernel panic - not syncing: no init\n" : "login: \n");
      words.add(log.toString());
    }
    words.add(7, folder.resolve("nowhere.log").toString());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(explain(words.toArray(String[]::new))).isEqualTo(2);
    } finally {
      System.setOut(before);
    }

    words.remove(7);
    assertThat(
            bytes.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("== ")))
        .containsExactlyElementsOf(words.stream().map(word -> "== " + word).toList());
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("kernel/panic");
  }

  private String printed(int exit, String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(explain(words)).isEqualTo(exit);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void night() throws IOException {
    for (int i = 0; i < 5; i++) {
      Path log = Files.createDirectories(folder.resolve("night/" + i)).resolve("console.log");
      Files.writeString(
          log,
          "[    1.000000] INFO: task kworker/" + i + ":1:42 blocked for more than 120 seconds.\n");
    }
    Files.write(folder.resolve("night/picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
  }

  @Test
  void ofAFolderATableOfCausesIsPrinted() throws IOException {
    night();

    assertThat(printed(0, folder.resolve("night").toString()))
        .startsWith("5 logs: 5 failed; 1 other file is no log\n")
        .contains("      1 ✗ kernel/lockup  ");
  }

  @Test
  void groupsAreOfLogsThatFailedAlike() throws IOException {
    night();

    assertThat(printed(0, "--group", folder + "/night/*/console.log"))
        .startsWith("5 logs: 5 failed\n      5 ✗ kernel/lockup  ")
        .contains(folder + "/night/4/console.log");
  }

  @Test
  void jsonLinesHaveTheNameOfTheLogAndAnErrorStopsNothing() throws IOException {
    night();
    String gone = folder.resolve("gone.log").toString();
    String there = folder.resolve("night/3/console.log").toString();

    assertThat(printed(2, "--jsonl", gone, there).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("{\"log\":\"" + gone + "\",\"error\":\""),
            line ->
                assertThat(line)
                    .startsWith("{\"log\":\"" + there + "\",\"outcome\":\"failed\"")
                    .contains("\"cause\":\"kernel/lockup\""));
  }

  @Test
  void aDamagedArchiveIsAnError() throws IOException {
    Path tar = folder.resolve("cut.tar");
    Path log = Files.writeString(folder.resolve("log"), "login: \n".repeat(2000));
    try (var archive = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      archive.putArchiveEntry(archive.createArchiveEntry(log, "log"));
      Files.copy(log, archive);
      archive.closeArchiveEntry();
    }
    Files.write(tar, Arrays.copyOf(Files.readAllBytes(tar), 9000));

    assertThat(explain(tar.toString())).isEqualTo(2);
    assertThat(printed(2, "--jsonl", tar.toString())).contains("\"error\":\"");
  }

  @Test
  void aFolderWithoutALogIsAnError() {
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
