package dev.bootwitness.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.record.SecretMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuildKeyTest {

  @TempDir Path dir;

  /** A change to the tree of inputs. */
  interface Change {
    void apply(Path tree) throws Exception;
  }

  record Named(String name, Change change) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void tree() throws Exception {
    plant(dir.resolve("tree"));
  }

  static Stream<Named> changes() {
    return Stream.of(
        new Named("content", tree -> Files.writeString(tree.resolve("sub/b"), "2")),
        new Named("a longer name", tree -> Files.move(tree.resolve("a"), tree.resolve("aa"))),
        new Named("another place", tree -> Files.move(tree.resolve("a"), tree.resolve("sub/a"))),
        new Named("a file more", tree -> Files.createFile(tree.resolve("c"))),
        new Named("an empty directory more", tree -> Files.createDirectory(tree.resolve("c"))),
        new Named("a file less", tree -> Files.delete(tree.resolve("a"))),
        new Named("two contents exchanged", BuildKeyTest::exchange),
        new Named("mode of a file", tree -> mode(tree.resolve("a"), "rwxr-xr-x")),
        new Named("mode of a directory", tree -> mode(tree.resolve("sub"), "rwx------")),
        new Named("target of a link", tree -> link(tree.resolve("l"), "sub/b")),
        new Named(
            "a link in place of what it points to",
            tree -> {
              Files.delete(tree.resolve("a"));
              link(tree.resolve("a"), "sub/b");
            }));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anyChangeOfTheInputsChangesTheKey(Named changed) throws Exception {
    String before = key();
    changed.change().apply(dir.resolve("tree"));
    assertThat(key()).isNotEqualTo(before);
  }

  static Stream<Named> nonChanges() {
    return Stream.of(
        new Named(
            "time", tree -> Files.setLastModifiedTime(tree.resolve("a"), FileTime.fromMillis(0))),
        new Named("history", tree -> Files.createDirectories(tree.resolve(".git/objects"))),
        new Named("another build", tree -> Files.createDirectories(tree.resolve("sub/target/x"))));
  }

  @ParameterizedTest
  @MethodSource("nonChanges")
  void whatABuildDoesNotReadDoesNotChangeTheKey(Named changed) throws Exception {
    String before = key();
    changed.change().apply(dir.resolve("tree"));
    assertThat(key()).isEqualTo(before);
  }

  @Test
  void twoCheckoutsHaveOneKey() throws Exception {
    Path other = Files.createDirectory(dir.resolve("other"));
    plant(other.resolve("tree"));
    assertThat(BuildKey.of(request(other, List.of("make"), Map.of()))).isEqualTo(key());
  }

  static final List<BuildRequest> OTHERS =
      List.of(
          request(Path.of("/"), List.of("ma", "ke"), Map.of()),
          request(Path.of("/"), List.of("make", ""), Map.of()),
          request(Path.of("/"), List.of("make"), Map.of("A", "B")),
          request(Path.of("/"), List.of("make"), Map.of("AB", "")),
          request(Path.of("/"), List.of("make"), Map.of("A", "", "B", "")));

  @ParameterizedTest
  @FieldSource("OTHERS")
  void commandAndEnvironmentCountAndTheirBordersToo(BuildRequest one) throws Exception {
    for (BuildRequest other : OTHERS) {
      String key = BuildKey.of(withoutInputs(other));
      if (other.equals(one)) {
        assertThat(key).isEqualTo(BuildKey.of(withoutInputs(one)));
      } else {
        assertThat(key).isNotEqualTo(BuildKey.of(withoutInputs(one)));
      }
    }
  }

  @Test
  void anInputThatIsNamedIsFollowedWhenItIsALink() throws Exception {
    Files.move(dir.resolve("tree"), dir.resolve("real"));
    link(dir.resolve("tree"), "real");
    String before = key();
    Files.writeString(dir.resolve("real/a"), "changed");
    assertThat(key()).isNotEqualTo(before);
  }

  @Test
  void anInputThatIsNotThereIsNamed() {
    BuildRequest request = request(dir.resolve("nowhere"), List.of("make"), Map.of());
    assertThatThrownBy(() -> BuildKey.of(request))
        .isInstanceOf(BuildKey.InputException.class)
        .hasMessage(dir.resolve("nowhere/tree") + " does not exist");
  }

  private String key() throws Exception {
    return BuildKey.of(request(dir, List.of("make"), Map.of()));
  }

  private static BuildRequest request(
      Path directory, List<String> command, Map<String, String> environment) {
    return new BuildRequest(
        command,
        directory,
        List.of(Path.of("tree")),
        List.of("image"),
        Duration.ofMinutes(1),
        null,
        directory.resolve("cache"),
        environment,
        SecretMask.NONE);
  }

  private static BuildRequest withoutInputs(BuildRequest request) {
    return new BuildRequest(
        request.command(),
        request.workingDirectory(),
        List.of(),
        request.artifacts(),
        request.deadline(),
        request.stallBudget(),
        request.cacheRoot(),
        request.environment(),
        SecretMask.NONE);
  }

  private static void plant(Path tree) throws Exception {
    Files.createDirectories(tree.resolve("sub"));
    mode(tree.resolve("sub"), "rwxr-xr-x");
    Files.writeString(tree.resolve("a"), "0");
    mode(tree.resolve("a"), "rw-r--r--");
    Files.writeString(tree.resolve("sub/b"), "1");
    link(tree.resolve("l"), "a");
  }

  private static void exchange(Path tree) throws Exception {
    Files.writeString(tree.resolve("a"), "1");
    Files.writeString(tree.resolve("sub/b"), "0");
  }

  private static void mode(Path path, String permissions) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void link(Path link, String target) throws Exception {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
  }
}
