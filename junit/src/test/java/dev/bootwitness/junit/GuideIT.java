package dev.bootwitness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.engine.spec.SpecBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of {@code docs/guides/java.md} for JUnit: exactly those lines, compiled and run. */
class GuideIT {

  private static final Path GUIDE = Path.of("..", "docs", "guides", "java.md");
  private static final Path SOURCE = Path.of("src/test/java/dev/bootwitness/junit/GuideIT.java");

  @TempDir static Path project;

  // guide: first begin
  @BootImage("../examples/spark/bootwitness.yaml")
  static class SparkTests {
    @Test
    void rootIsRoot(Guest guest) {
      guest.run("id -un").succeeds().prints("root");
    }

    @Test
    @FreshMachine
    void anythingGoesOnAMachineOfItsOwn(Guest guest) {
      guest.run("rm -r /etc").succeeds();
    }
  }

  // guide: first end

  // guide: builder begin
  @BootImage(method = "image")
  static class BuiltSpecTests {
    static SpecBuilder image() {
      return SpecBuilder.in(Path.of("../examples/spark"))
          .set("image.build.command", List.of("../../images/spark/build"))
          .set("image.build.inputs", List.of("../../images/spark"))
          .set("image.kernel", "vmlinuz")
          .set("image.initrd", "initrd.img")
          .set("image.append", "console=ttyS0,115200n8")
          .set("machine.memory", "256MiB")
          .add(
              "machine.disks",
              disk -> disk.set("size", "1GiB").set("name", "spare").set("plugged", false))
          .set("boot.within", Duration.ofSeconds(15))
          .set("login.user", "spark")
          .set("login.password", "spark")
          .set("login.become", "root")
          .set("login.rootPassword", "root");
    }

    @Test
    void runsLinux(Guest guest) {
      assertThat(guest.succeed("cat /proc/sys/kernel/ostype")).isEqualTo("Linux");
    }
  }

  // guide: builder end

  @Test
  void theExamplesPass() {
    Kit.run(SparkTests.class, project).testEvents().assertStatistics(count -> count.succeeded(2));
    Kit.run(BuiltSpecTests.class, project)
        .testEvents()
        .assertStatistics(count -> count.succeeded(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "builder"})
  void theGuideShowsTheSame(String part) throws IOException {
    List<String> source = Files.readAllLines(SOURCE);
    List<String> example =
        source.subList(
            source.indexOf("  // guide: " + part + " begin") + 1,
            source.indexOf("  // guide: " + part + " end"));
    String shown =
        String.join("\n", example)
            .stripTrailing()
            .stripIndent()
            .replace("static class", "class")
            .replace("../examples", "examples");
    assertThat(Files.readString(GUIDE)).contains("```java\n" + shown + "\n```\n");
  }
}
