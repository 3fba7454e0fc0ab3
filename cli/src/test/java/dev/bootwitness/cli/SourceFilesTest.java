package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks on the source files themselves, for what class files no longer show. */
class SourceFilesTest {

  private static final int LONGEST_FILE = 700;
  private static final int FEWEST_FILES = 150;

  /** Maven runs a module's tests in the module's folder. */
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void noFileIsTooLongToBeReadInOneGo() throws IOException {
    assertThat(sources()).allSatisfy(file -> assertThat(lines(file)).hasSizeLessThan(LONGEST_FILE));
  }

  /** The class files show synchronized methods (ModuleTableTest), but not blocks. */
  @Test
  void noBlockIsSynchronized() throws IOException {
    assertThat(sources())
        .allSatisfy(file ->
            assertThat(lines(file)).noneMatch(line -> line.matches(".*\\bsynchronized ?\\(.*")));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(CHECKOUT)) {
      List<Path> files =
          modules
              .map(module -> module.resolve("src/main/java"))
              .filter(Files::isDirectory)
              .flatMap(SourceFilesTest::javaFiles)
              .toList();
      assertThat(files).hasSizeGreaterThan(FEWEST_FILES);
      return files;
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
