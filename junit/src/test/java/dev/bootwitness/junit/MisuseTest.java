package dev.bootwitness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.engine.spec.SpecBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Event;

/** A mistake in a test class is reported with its place and the next step, and nothing boots. */
class MisuseTest {

  private static final String SPARK = "../examples/spark/bootwitness.yaml";

  @BootImage
  static class NoSpecCase {
    @Test
    void test(Guest guest) {}
  }

  @BootImage(value = SPARK, method = "spec")
  static class TwoSpecsCase {
    @Test
    void test(Guest guest) {}
  }

  @BootImage("no-such-folder/bootwitness.yaml")
  static class MissingFileCase {
    @Test
    void test(Guest guest) {}
  }

  @BootImage(method = "spec")
  static class MissingMethodCase {
    @Test
    void test(Guest guest) {}
  }

  @BootImage(method = "spec")
  static class NoLoginCase {
    static SpecBuilder spec() {
      return SpecBuilder.in(Path.of(".")).set("image", "disk.iso");
    }

    @Test
    void test(Guest guest) {}
  }

  @BootImage(method = "spec")
  static class MistakeInCodeCase {
    static SpecBuilder spec() {
      return SpecBuilder.in(Path.of(".")).set("image", "disk.iso").set("machine.memmory", "1GiB");
    }

    @Test
    void test(Guest guest) {}
  }

  @BootImage(method = "spec")
  static class WrongReturnCase {
    static String spec() {
      return "disk.iso";
    }

    @Test
    void test(Guest guest) {}
  }

  static class NoImageCase {
    @Test
    @FreshMachine
    void test(Guest guest) {}
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            NoSpecCase.class,
            List.of("NoSpecCase names no spec", "@BootImage(\"bootwitness.yaml\")")),
        Arguments.of(
            TwoSpecsCase.class, List.of("names two specs", SPARK, "\"spec\"", "Keep one of them")),
        Arguments.of(
            MissingFileCase.class,
            List.of("MissingFileCase", "no-such-folder", "there is no such file")),
        Arguments.of(
            MissingMethodCase.class, List.of("has no static method spec()", "Add it, or correct")),
        Arguments.of(NoLoginCase.class, List.of("has no login", "login: {user: root}")),
        Arguments.of(MistakeInCodeCase.class, List.of("machine.memmory", "Did you mean `memory`?")),
        Arguments.of(WrongReturnCase.class, List.of("returned a java.lang.String", "SpecBuilder")),
        Arguments.of(NoImageCase.class, List.of("NoImageCase", "the class has no image")));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsAConfigurationError(Class<?> test, List<String> words, @TempDir Path project) {
    Throwable thrown = failure(test, project);

    assertThat(thrown).isInstanceOf(ExtensionConfigurationException.class);
    assertThat(thrown.getMessage()).contains(words);
    assertThat(project.resolve(".bootwitness/runs")).doesNotExist();
  }

  private static Throwable failure(Class<?> test, Path project) {
    @Nullable Throwable thrown =
        Kit.run(test, project).allEvents().failed().stream()
            .map(Event::getPayload)
            .flatMap(payload ->
                payload.stream()
                    .map(TestExecutionResult.class::cast)
                    .flatMap(result -> result.getThrowable().stream()))
            .findFirst()
            .orElse(null);
    assertThat(thrown).isNotNull();
    return thrown == null ? new AssertionError() : thrown;
  }

  @Test
  void aHostWithoutQemuDisablesTestsWithTheReason() {
    ConditionEvaluationResult result =
        new BootableCondition(Map.of("PATH", "/nonexistent")).evaluate();

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason().orElse(""))
        .contains("qemu-system-x86_64 (runs guests)", "apt-get install", "qemu-utils");
  }
}
