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
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleBindsAndNamesFilesThatAreThere(Path folder) throws Exception {
    Spec spec = SpecLoader.load(folder);

    assertThat(spec.name()).isEqualTo(String.valueOf(folder.getFileName()));
    assertThat(spec.checks()).isNotEmpty();
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
