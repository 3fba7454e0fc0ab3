package dev.bootwitness.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.image.build.BuildFailure.ArtifactMissing;
import dev.bootwitness.image.build.BuildFailure.CacheUnusable;
import dev.bootwitness.image.build.BuildFailure.Failed;
import dev.bootwitness.image.build.BuildFailure.InputUnreadable;
import dev.bootwitness.image.build.BuildFailure.NotStarted;
import dev.bootwitness.image.build.BuildOutcome.Built;
import dev.bootwitness.record.SecretMask;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuilderTest {

  private static final String GOOD = "echo ran >> ran; echo content > \"$BOOTWITNESS_OUT/image\"\n";

  @TempDir Path dir;
  private Workshop workshop;

  @BeforeEach
  void workshop() {
    workshop = new Workshop(dir);
  }

  @Test
  void theArtifactLiesInTheCacheUnderTheKey() throws Exception {
    Built built = built(workshop.script(GOOD).build());

    assertThat(built.cached()).isFalse();
    assertThat(built.directory()).isEqualTo(dir.resolve("cache/" + built.key().substring(0, 16)));
    assertThat(built.artifacts()).containsExactly(built.directory().resolve("image"));
    assertThat(built.artifacts().getFirst()).hasContent("content");
  }

  @Test
  void anUnchangedBuildRunsNothing() throws Exception {
    Built first = built(workshop.script(GOOD).build());
    Built second = built(workshop.build());

    assertThat(second.cached()).isTrue();
    assertThat(second.artifacts()).isEqualTo(first.artifacts());
    assertThat(workshop.runs()).isEqualTo(1);
  }

  @Test
  void aBuildSaysWhyItRan() throws Exception {
    assertThat(built(workshop.script(GOOD).build()).reason()).isEqualTo("not built here before");
    assertThat(built(workshop.build()).reason()).isEmpty();
    assertThat(built(workshop.script(GOOD + "# more").build()).reason())
        .isEqualTo("build.sh changed");
    assertThat(workshop.reasons).containsExactly("not built here before", "build.sh changed");
  }

  @Test
  void rebuildBuildsThoughNothingHasChanged() throws Exception {
    built(workshop.script(GOOD).build());
    workshop.rebuild = true;
    Built again = built(workshop.build());

    assertThat(again.cached()).isFalse();
    assertThat(again.reason()).isEqualTo("asked for by --rebuild");
    assertThat(workshop.runs()).isEqualTo(2);
  }

  @Test
  void theProcessorTimeOfABuildIsThatOfAllItStarted() throws Exception {
    workshop.script(GOOD + "(i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done) & wait");
    assertThat(built(workshop.build()).cpu()).isGreaterThan(Duration.ofMillis(20));
  }

  @Test
  void theStepsOfABuildAreThoseOfTheProgramsItRuns() throws Exception {
    workshop.script(
        GOOD
            + "echo 'Unpacking zstd (1.5.4+dfsg2-5) ...'\n"
            + "printf '[===    ] 12/40  30%%\\r[=======] 40/40 100%%\\n'\n"
            + "echo 'xorriso : UPDATE :  42.17% done, estimate finish Mon'\n");
    built(workshop.build());

    assertThat(workshop.progress)
        .containsExactly(
            new BuildProgress("packages", "", -1),
            new BuildProgress("squashfs", "", 30),
            new BuildProgress("squashfs", "", 100),
            new BuildProgress("iso", "", 42));
  }

  @Test
  void anArtifactTakenFromTheCacheIsBuiltAgain() throws Exception {
    Built first = built(workshop.script(GOOD).build());
    Files.delete(first.artifacts().getFirst());

    assertThat(built(workshop.build()).cached()).isFalse();
    assertThat(workshop.runs()).isEqualTo(2);
  }

  @Test
  void theThreeBuildsUsedLastAreKept() throws Exception {
    Built first = built(workshop.script(GOOD + "# 1").build());
    Built second = built(workshop.script(GOOD + "# 2").build());
    built(workshop.script(GOOD + "# 3").build());
    built(workshop.script(GOOD + "# 1").build());
    built(workshop.script(GOOD + "# 4").build());

    assertThat(first.directory()).exists();
    assertThat(second.directory()).doesNotExist();
    try (Stream<Path> kept = Files.list(dir.resolve("cache"))) {
      assertThat(kept.filter(Files::isDirectory)).hasSize(3);
    }
  }

  @Test
  void aFailureTellsTheStatusTheLastLinesAndWhereTheWholeLogIs() throws Exception {
    workshop.script("echo out; echo err >&2; printf 'no end \\033[2J\\377'; exit 3");

    Failed failed = failure(Failed.class);

    assertThat(failed.exit()).isEqualTo(3);
    assertThat(failed.lastLines()).containsExactly("out", "err", "no end \\x1b[2J\ufffd");
    assertThat(workshop.seen()).isEqualTo(failed.lastLines());
    assertThat(failed.log())
        .hasBinaryContent("out\nerr\nno end \u001b[2J\u00ff".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(failed.message()).startsWith("The build command exited with status 3.");
    assertNothingIsHalfDone();
  }

  @Test
  void aSecretThatABuildPrintsIsNotInItsLog() throws Exception {
    workshop.secrets = SecretMask.of(List.of("hunter2-hunter2"), List.of());
    Built built =
        built(workshop.script(GOOD + "printf 'token hunter2-'; echo hunter2 | cat").build());

    assertThat(built.log()).content().contains("token ***************").doesNotContain("hunter2");
  }

  @Test
  void theLogIsWholeThoughTheListenerGetsLinesOfBoundedLength() throws Exception {
    workshop.script("head -c 300000 /dev/zero | tr '\\0' x; exit 1");

    Failed failed = failure(Failed.class);

    assertThat(failed.log()).hasSize(300_000);
    assertThat(workshop.seen())
        .singleElement(InstanceOfAssertFactories.STRING)
        .hasSizeLessThan(4200);
  }

  @Test
  void aCommandKilledByASignalFailsWithItsNumber() throws Exception {
    workshop.script("kill -TERM $$");
    assertThat(failure(Failed.class).exit()).isEqualTo(128 + 15);
  }

  @Test
  void aMissingArtifactIsToldWithWhatIsThere() throws Exception {
    workshop.script("cd $BOOTWITNESS_OUT; mkdir d; touch d/image x.iso y.iso");

    ArtifactMissing none = failure(ArtifactMissing.class);
    assertThat(none.message())
        .isEqualTo(
            "The build command exited 0 and left no \"image\"; it left d/image, x.iso, y.iso.");

    workshop.artifacts = List.of("d/*", "*.iso");
    ArtifactMissing two = failure(ArtifactMissing.class);
    assertThat(two.matches()).containsExactly("x.iso", "y.iso");
    assertThat(two.message()).contains("left 2 files that match \"*.iso\"");
    assertNothingIsHalfDone();
  }

  @Test
  void aProgramThatIsNotThereIsNamedBeforeAnythingRuns() throws Exception {
    assertThat(start("no-such-builder"))
        .isInstanceOfSatisfying(
            NotStarted.class,
            failure ->
                assertThat(failure.message())
                    .startsWith(
                        "The build command could not be started: no-such-builder is not in any"
                            + " directory of PATH ("));
    assertThat(start("./gone")).isEqualTo(new NotStarted("./gone", "does not exist"));
    Files.createFile(dir.resolve("plain"));
    assertThat(start("./plain"))
        .isEqualTo(new NotStarted("./plain", "is not executable (chmod +x)"));
  }

  @Test
  void aMissingInputIsNamed() throws Exception {
    assertThat(workshop.build())
        .isEqualTo(new InputUnreadable(dir.resolve("build.sh"), "does not exist"));
  }

  @Test
  void aCacheThatIsNoDirectoryIsNamed() throws Exception {
    Files.createFile(dir.resolve("cache"));
    assertThat(workshop.script(GOOD).build())
        .isInstanceOfSatisfying(
            CacheUnusable.class,
            failure -> assertThat(failure.message()).contains(dir.resolve("cache").toString()));
  }

  @Test
  void twoBuildsAtOnceBuildOnce() throws Exception {
    // The script blocks on a pipe that is opened for writing only once the second build waits.
    run("mkfifo", dir.resolve("gate").toString());
    workshop.script(GOOD + "echo building; cat gate\n");
    FutureTask<BuildOutcome> first = inBackground(workshop);
    assertThat(workshop.lines.take()).isEqualTo("building");
    Workshop latecomer = new Workshop(dir);
    FutureTask<BuildOutcome> second = inBackground(latecomer);
    assertThat(latecomer.waits.take()).startsWith("another build in this process holds ");
    Files.writeString(dir.resolve("gate"), "open\n");

    assertThat(built(first.get()).cached()).isFalse();
    assertThat(built(second.get()).cached()).isTrue();
    assertThat(workshop.runs()).isEqualTo(1);
  }

  private BuildOutcome start(String program) throws InterruptedException {
    BuildRequest request =
        new BuildRequest(
            new Builder.Command(List.of(program), List.of(), Map.of()),
            dir,
            Optional.empty(),
            List.of(),
            Duration.ofMinutes(1),
            null,
            dir.resolve("cache"),
            SecretMask.NONE,
            false);
    return new ImageBuilder().build(request, BuildListener.NONE);
  }

  private <T extends BuildFailure> T failure(Class<T> type) throws InterruptedException {
    BuildOutcome outcome = workshop.build();
    assertThat(outcome).isInstanceOf(type);
    return type.cast(outcome);
  }

  private static Built built(BuildOutcome outcome) {
    assertThat(outcome).isInstanceOf(Built.class);
    return (Built) outcome;
  }

  private void assertNothingIsHalfDone() throws Exception {
    try (Stream<Path> left = Files.list(dir.resolve("cache"))) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  private static FutureTask<BuildOutcome> inBackground(Workshop workshop) {
    FutureTask<BuildOutcome> build = new FutureTask<>(workshop::build);
    Thread.ofVirtual().start(build);
    return build;
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
