package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleSpecsTest {

  /** Maven runs a module's tests in the module's folder. */
  private static final Path EXAMPLES = Path.of("..", "examples");

  static List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.filter(ExampleSpecsTest::isSpec).sorted().toList();
    }
  }

  /** A folder with several specs has a README, and names each. */
  private static boolean isSpec(Path folder) {
    return Files.exists(folder.resolve(SpecLoader.DEFAULT_NAME));
  }

  static List<Path> others() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve("seed-faults"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("others")
  void thoseThatShareAFolderBind(Path file) throws Exception {
    assertThat(SpecLoader.load(file).checks()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleBindsAndNamesFilesThatAreThere(Path folder) throws Exception {
    Spec spec = SpecLoader.load(folder);

    assertThat(spec.name()).isEqualTo(String.valueOf(folder.getFileName()));
    if (!folder.endsWith("junit")) { // Its checks are a class's methods.
      assertThat(spec.checks().size() + spec.steps().size()).isPositive();
    }
    if (folder.endsWith(
        "raspberry-pi")) { // Its files are made before, for lack of a place for a disk.
      assertThat(folder.resolve("make")).isExecutable();
      return;
    }
    ImageSpec.BuildSpec build = spec.image().build().orElseThrow();
    assertThat(build.inputs()).allSatisfy(input -> assertThat(spec.resolve(input)).exists());
    switch (build.maker()) {
      case ImageSpec.CommandMaker(List<String> command) ->
          assertThat(spec.resolve(command.getFirst())).isExecutable();
      case ImageSpec.FlakeMaker flake ->
          assertThat(spec.resolve(flake.flake().replaceFirst("#.*", "")).resolve("flake.nix"))
              .exists();
    }
  }
}
