package dev.bootwitness.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.record.SecretMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuildInputsTest {

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
        new Named("two contents exchanged", BuildInputsTest::exchange),
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
    assertThat(InputReader.of(request(other, List.of("make"), Map.of())).key()).isEqualTo(key());
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
      String key = InputReader.of(withoutInputs(other)).key();
      if (other.equals(one)) {
        assertThat(key).isEqualTo(InputReader.of(withoutInputs(one)).key());
      } else {
        assertThat(key).isNotEqualTo(InputReader.of(withoutInputs(one)).key());
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
  void aFileThatGitIgnoresDoesNotChangeTheKeyUnlessItIsNamed() throws Exception {
    git("init", "--quiet");
    Files.writeString(dir.resolve(".gitignore"), "*.o\n/tree/made/\n");
    String before = key();
    Files.writeString(dir.resolve("tree/a.o"), "object");
    Files.createDirectories(dir.resolve("tree/made/deep"));
    Files.writeString(dir.resolve("tree/made/deep/x"), "x");
    assertThat(key()).isEqualTo(before);

    Files.writeString(dir.resolve("tree/new.c"), "untracked, and not ignored");
    assertThat(key()).isNotEqualTo(before);

    Builder named = new Builder.Command(List.of("make"), List.of(Path.of("tree/a.o")), Map.of());
    String first = InputReader.of(request(dir, named)).key();
    Files.writeString(dir.resolve("tree/a.o"), "another");
    assertThat(InputReader.of(request(dir, named)).key()).isNotEqualTo(first);
  }

  @Test
  void aChangeWithinTheSameTickIsSeen() throws Exception {
    String before = key();
    Files.writeString(dir.resolve("tree/a"), "9");
    String after = key();
    assertThat(after).isNotEqualTo(before);
    Files.writeString(dir.resolve("tree/a"), "8");
    assertThat(key()).isNotEqualTo(after);
  }

  @Test
  void whatHasChangedIsSaidInWords() throws Exception {
    BuildInputs before = inputs();
    Files.writeString(dir.resolve("tree/sub/b"), "2");
    Files.delete(dir.resolve("tree/a"));
    assertThat(inputs().since(before)).isEqualTo("tree/a was removed, tree/sub/b changed");
    assertThat(inputs().since(inputs())).isEmpty();

    BuildInputs kernel = new BuildInputs(Map.of("apt linux-image-amd64", "6.1.0-49"));
    assertThat(new BuildInputs(Map.of("apt linux-image-amd64", "6.1.0-50")).since(kernel))
        .isEqualTo("linux-image-amd64 6.1.0-49 became 6.1.0-50");
  }

  @Test
  void inputsComeBackFromAFileWithoutSecrets() throws Exception {
    BuildInputs given =
        new BuildInputs(Map.of("environment TOKEN", "hunter2", "file a\nb", "file 644 x"));
    assertThat(String.join("\n", given.lines())).doesNotContain("hunter2");
    assertThat(given.asRead().since(BuildInputs.read(given.lines()))).isEmpty();
  }

  private BuildInputs inputs() throws Exception {
    return InputReader.of(request(dir, List.of("make"), Map.of()));
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).directory(dir.toFile()).inheritIO().start().waitFor())
        .isZero();
  }

  @Test
  void anInputThatIsNotThereIsNamed() {
    BuildRequest request = request(dir.resolve("nowhere"), List.of("make"), Map.of());
    assertThatThrownBy(() -> InputReader.of(request))
        .isInstanceOf(InputReader.InputException.class)
        .hasMessage(dir.resolve("nowhere/tree") + " does not exist");
  }

  private String key() throws Exception {
    return InputReader.of(request(dir, List.of("make"), Map.of())).key();
  }

  private static BuildRequest request(
      Path directory, List<String> command, Map<String, String> environment) {
    return request(directory, new Builder.Command(command, List.of(Path.of("tree")), environment));
  }

  private static BuildRequest request(Path directory, Builder builder) {
    return new BuildRequest(
        builder,
        directory,
        Optional.empty(),
        List.of("image"),
        Duration.ofMinutes(1),
        null,
        directory.resolve("cache"),
        SecretMask.NONE,
        false);
  }

  private BuildRequest withoutInputs(BuildRequest request) {
    Builder.Command builder = (Builder.Command) request.builder();
    return request(dir, new Builder.Command(builder.command(), List.of(), builder.environment()));
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
