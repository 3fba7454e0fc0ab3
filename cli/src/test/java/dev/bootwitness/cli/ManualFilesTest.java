package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The man pages and completion of the packages, read by the programs that they are for. */
class ManualFilesTest {

  @TempDir static Path share;

  @BeforeAll
  static void write() throws IOException {
    ManualFiles.write(Main.commandLine(), share, "2026-11-30");
  }

  /** What a program printed, both outputs together. */
  private static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    return status == 0 ? said : said + "status " + status;
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
      return pages.sorted().toList();
    }
  }

  @Test
  void everyCommandHasAPageThatGroffReadsWithoutAWarning() throws Exception {
    List<String> command =
        new ArrayList<>(List.of("groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z"));
    pages().forEach(page -> command.add(page.toString()));

    assertThat(said(command.toArray(String[]::new))).isEmpty();
    assertThat(pages().stream().map(page -> String.valueOf(page.getFileName())))
        .contains("bootwitness.1", "bootwitness-run.1", "bootwitness-checkpoint-list.1")
        .hasSizeGreaterThan(Main.commandLine().getSubcommands().size());
  }

  @Test
  void aPageSaysWhatHelpSays() throws Exception {
    String page =
        said(
            "groff",
            "-man",
            "-Tascii",
            "-P-cbou",
            share.resolve("man/man1/bootwitness-run.1").toString());

    // groff fills lines with blanks.
    assertThat(page.replaceAll(" +", " "))
        .contains("bootwitness-run - builds and boots the image of a spec")
        .contains("bootwitness run [OPTION]... [SPEC...]")
        .contains(" --retries N\n")
        .contains(" -q, --quiet\n");
  }

  /** The last word is the one that is completed. */
  @ParameterizedTest
  @CsvSource({
    "bootwitness che, checkpoint",
    "bootwitness run --retr, --retries",
    "bootwitness run --ci gitl, gitlab",
    "bootwitness run --ci = gitl, gitlab",
    "bootwitness checkpoint pru, prune",
    "bootwitness --plain checkpoint list --vers, --version",
  })
  void bashCompletes(String words, String word) throws Exception {
    String script =
        "source '"
            + share.resolve("bash-completion/completions/bootwitness")
            + "'; COMP_WORDS=("
            + words
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _bootwitness; echo \"${COMPREPLY[@]}\"";

    assertThat(said("bash", "--norc", "-euc", script)).isEqualTo(word + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "bootwitness che, checkpoint",
    "bootwitness run --retr, --retries",
    "bootwitness run --ci gitl, gitlab",
    "bootwitness checkpoint pru, prune",
  })
  void fishCompletes(String words, String word) throws Exception {
    String script =
        "source '"
            + share.resolve("fish/vendor_completions.d/bootwitness.fish")
            + "'; complete -C '"
            + words
            + "'";

    assertThat(
            said("fish", "--no-config", "-c", script).lines().map(line -> line.split("\t", -1)[0]))
        .containsExactly(word);
  }

  /** Zsh completes only at a prompt; a pseudo-terminal of its own module gives it one. */
  @ParameterizedTest
  @CsvSource({
    "bootwitness che, bootwitness checkpoint",
    "bootwitness run --retr, bootwitness run --retries",
    "bootwitness run --ci gitl, bootwitness run --ci gitlab",
    "bootwitness checkpoint pru, bootwitness checkpoint prune",
  })
  void zshCompletes(String words, String line) throws Exception {
    String script =
        """
        zmodload zsh/zpty
        zpty z zsh -f -i
        zpty -w z "PS1=; fpath=($1 \\$fpath); autoload -Uz compinit; compinit -u -D; show() { zle complete-word; \\
          print -r -- \\"<<\\$BUFFER\\"\\">>\\"; exit }; zle -N show; bindkey '^I' show; print BE''GUN"
        zpty -r -m z out '*BEGUN*'
        zpty -w -n z "$2"$'\\t'
        zpty -r -m z out '*<<*>>*'
        print -r -- "$out"
        """;

    assertThat(
            said(
                "zsh",
                "-f",
                "-c",
                script,
                "zsh",
                share.resolve("zsh/vendor-completions").toString(),
                words))
        .contains("<<" + line);
  }
}
