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
 * images/nixos, as far as it can be tested without nixpkgs: Nix parses it, and its module evaluates
 * against a stub of the options that it sets.
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
        "../nix-live/flake.nix"
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
