package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flakes with one fault each, given to a real Nix: the cause, and who is at fault. */
@Timeout(120)
class NixFaultsIT {

  private static final String NO_USERS = "build-users-group =\n";
  private static final String NO_CACHE = "substituters =\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          builder = throw "no such kernel"                       | build/nix-evaluation-failed    | 1
          args = [ ./builder ]; outputHashAlgo = "sha256"; outputHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" | build/nix-hash-mismatch | 1
          args = [ ./builder ]; __contentAddressed = true; outputHashMode = "recursive"; outputHashAlgo = "sha256" | build/nix-features-off | 3
          args = [ ./not-tracked ]                               | build/nix-file-untracked       | 1
          args = [ "-c" "echo working; sleep 2; echo no room for it >&2; exit 3" ] | build/failed | 1
          args = [ "-c" "echo content > $out" ]                  | host/image-unreadable          | 3
          """)
  void aFlakeWithAFault(String attributes, String cause, int exit) throws Exception {
    Cli.Ended ended = run(attributes, NO_USERS + NO_CACHE);

    assertThat(ended.cause()).as(ended.output()).isEqualTo(cause);
    assertThat(ended.exit()).as(ended.output()).isEqualTo(exit);
  }

  @Test
  void aNixWithoutBuildUsersIsTheHostsFault() throws Exception {
    Cli.Ended ended = run("args = [ \"-c\" \"exit 1\" ]", NO_CACHE);

    assertThat(ended.cause()).as(ended.output()).isEqualTo("build/nix-no-build-users");
    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.output()).contains("[--option, build-users-group, \"\"]");
  }

  @Test
  void aBinaryCacheThatDoesNotAnswerIsReportedAndTheBuilderIsBlamed() throws Exception {
    Cli.Ended ended =
        run("args = [ \"-c\" \"exit 1\" ]", NO_USERS + "substituters = https://cache.invalid\n");

    assertThat(ended.cause()).as(ended.output()).isEqualTo("build/failed");
    assertThat(ended.verdict().findings())
        .extracting(Finding::cause)
        .contains("build/nix-substituter-unreachable");
  }

  @Test
  void theEndOfTheFailingBuilderIsInTheVerdict() throws Exception {
    Cli.Ended ended =
        run(
            "args = [ \"-c\" \"echo first words; echo the last words >&2; exit 3\" ]",
            NO_USERS + NO_CACHE);
    assertThat(ended.output()).contains("the last words");
    assertThat(ended.verdict().findings())
        .filteredOn(finding -> finding.cause().equals("build/failed"))
        .extracting(Finding::quote)
        .containsExactly("first words\nthe last words");
  }

  private Cli.Ended run(String attributes, String configuration) throws Exception {
    Path flake = Files.createDirectories(folder.resolve("flake"));
    Files.writeString(flake.resolve("builder"), "echo content > $out\n");
    Files.writeString(
        flake.resolve("flake.nix"),
        """
        { outputs = { self }: { packages.x86_64-linux.image = derivation ({
            name = "image"; system = "x86_64-linux"; PATH = "/usr/bin:/bin"; builder = "/bin/bash";
            nonce = "%s";
          } // { %s; }); }; }
        """
            .formatted(folder, attributes));
    host("git", "init", "--quiet");
    host("git", "add", ".");
    Files.writeString(flake.resolve("not-tracked"), "x");
    Files.writeString(
        folder.resolve("bootwitness.yaml"),
        """
        name: fault
        image:
          nix: {flake: 'flake#image', environment: {NIX_CONFIG: "%s"}, within: 1m}
        """
            .formatted((configuration + "sandbox = false\n").replace("\n", "\\n")));
    return Cli.of("run", folder.toString(), "--project", folder.toString(), "--plain").run();
  }

  private void host(String... command) throws Exception {
    assertThat(
            new ProcessBuilder(command)
                .directory(folder.resolve("flake").toFile())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
  }
}
