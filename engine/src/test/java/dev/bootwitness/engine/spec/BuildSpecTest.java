package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes the image, in its ways of being written, and the mistakes in them. */
class BuildSpecTest extends SpecMistakeScenario {

  @TempDir Path folder;

  @Test
  void aFlakesOutputAloneBootsItsOnlyImage() throws Exception {
    ImageSpec image = load("image: {nix: .#bootImage}\n");

    assertThat(image.path()).contains(ImageSpec.FlakeMaker.ANY_IMAGE);
    assertThat(image.build())
        .contains(
            new ImageSpec.BuildSpec(
                new ImageSpec.FlakeMaker(".#bootImage", List.of(), false),
                List.of(),
                Optional.empty(),
                Map.of(),
                Duration.ofMinutes(30),
                Optional.empty()));
  }

  @Test
  void everyKeyOfAFlakeReachesItsRecord() throws Exception {
    ImageSpec image =
        load(
            """
            image:
              nix:
                flake: ../live#iso
                args: [--option, sandbox, 'false']
                impure: true
                inputs: [../live]
                apt: packages
                environment: {VARIANT: small}
                within: 20m
                stall: 5m
              path: iso/*.iso
            """);

    assertThat(image.path()).contains("iso/*.iso");
    assertThat(image.build())
        .contains(
            new ImageSpec.BuildSpec(
                new ImageSpec.FlakeMaker(
                    "../live#iso", List.of("--option", "sandbox", "false"), true),
                List.of("../live"),
                Optional.of("packages"),
                Map.of("VARIANT", "small"),
                Duration.ofMinutes(20),
                Optional.of(Duration.ofMinutes(5))));
  }

  @Test
  void aTextIsACommandOfTheShell() throws Exception {
    ImageSpec image = load("image: {build: {command: make iso && cp out/* .}, path: a.iso}\n");
    assertThat(image.build().orElseThrow().maker())
        .isEqualTo(new ImageSpec.CommandMaker(List.of("sh", "-c", "make iso && cp out/* .")));
  }

  @Test
  void mistakesAreToldWithWhatWasExpected() throws IOException {
    assertThat(said("image: {nix: .#a, build: {command: [x]}, path: a.iso}\n"))
        .isEqualTo(
            "a.yaml:1:8  image: `build` and `nix` exclude each other. Keep the one that makes the"
                + " image.");
    assertThat(said("image: {nix: {args: [--impure]}}\n"))
        .isEqualTo(
            "a.yaml:1:14  image.nix.flake: this key is missing. Write e.g. `flake: .#bootImage`.");
    assertThat(said("image: {nix: ''}\n"))
        .isEqualTo("a.yaml:1:14  image.nix: expected a text that is not blank, found \"\".");
    assertThat(said("image: {nix: .#a, path: /tmp/a.iso}\n"))
        .isEqualTo(
            "a.yaml:1:25  image.path: \"/tmp/a.iso\" does not name a file in the build's output. Write"
                + " e.g. disk.iso.");
    assertThat(said("image: {build: {command: x, environment: [A]}, path: a.iso}\n"))
        .isEqualTo(
            "a.yaml:1:42  image.build.environment: expected a mapping from variables to values. Write"
                + " e.g. `environment: {VARIANT: small}`.");
    assertThat(said("image: {build: {command: x, environment: {A-B: c}}, path: a.iso}\n"))
        .isEqualTo(
            "a.yaml:1:42  image.build.environment: \"A-B\" cannot be a variable. Write letters, digits"
                + " and _, e.g. VARIANT.");
    assertThat(said("image: {build: {command: ''}, path: a.iso}\n"))
        .isEqualTo(
            "a.yaml:1:26  image.build.command: expected a text that is not blank, found \"\".");
  }

  private ImageSpec load(String yaml) throws Exception {
    return SpecLoader.load(Files.writeString(folder.resolve("a.yaml"), yaml)).image();
  }
}
