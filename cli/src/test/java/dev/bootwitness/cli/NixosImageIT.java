package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * images/nixos and the product's own flake, as far as they can be tested without nixpkgs: Nix
 * parses them, and they evaluate against stubs of what they take from there.
 */
class NixosImageIT {

  private static final Path IMAGE = Cli.HOME.resolve("images/nixos");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flake.nix",
        "boot-image.nix",
        "package.nix",
        "check.nix",
        "../nix-live/flake.nix",
        "../../flake.nix",
        "../../packaging/nix/package.nix"
      })
  void nixParsesIt(String file) throws Exception {
    assertThat(nix("--parse", file)).isNotBlank();
  }

  @Test
  void theModuleSetsOptionsThatNixosHasAndTheSerialConsoleIsTheLast() throws Exception {
    JsonNode seen = new JsonMapper().readTree(nix("--eval", "--strict", "--json", "check.nix"));

    assertThat(seen.path("sourcesThere").asBoolean()).isTrue();
    assertThat(seen.path("built").asString())
        .contains("bash prenixos/package made", "jars/jline-terminal-ffm-");
    assertThat(seen.path("mistakes").toString()).isEqualTo("[]");
    assertThat(seen.path("lastConsole").asString()).isEqualTo("console=ttyS0,115200n8");
    assertThat(seen.path("autologin").asString()).isEqualTo("nixos");
    assertThat(seen.path("compression").asString()).isEqualTo("zstd -Xcompression-level 1");
    assertThat(seen.path("service").asString()).endsWith("-pre-nixos/bin/pre-nixos service");
    assertThat(seen.path("serviceWithoutProvisioner").isEmpty()).isTrue();
  }

  @Test
  void theFlakeOfTheProductHasTheOutputsThatNixLooksFor() throws Exception {
    JsonNode seen =
        new JsonMapper()
            .readTree(nix("--eval", "--strict", "--json", "../../packaging/nix/check.nix"));

    assertThat(seen.path("default").asBoolean()).isTrue();
    assertThat(seen.path("app").path("type").asString()).isEqualTo("app");
    assertThat(seen.path("app").path("program").asString())
        .endsWith("-bootwitness/bin/bootwitness");
    assertThat(seen.path("checks").toString()).isEqualTo("[\"starts\"]");
    assertThat(seen.path("starts").asBoolean()).isTrue();
    assertThat(seen.path("source").asString()).endsWith("-linux-x86_64.tar.gz");
  }

  private static String nix(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("nix-instantiate"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(IMAGE.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return answer;
  }
}
