package dev.bootwitness.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.image.build.BuildFailure.ArtifactMissing;
import dev.bootwitness.image.build.BuildFailure.Failed;
import dev.bootwitness.image.build.BuildFailure.Stalled;
import dev.bootwitness.image.build.BuildOutcome.Built;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that a real Nix builds: Debian's package nix-bin, as root without its daemon. */
@Timeout(120)
class NixBuilderIT {

  private static final String GOOD = "mkdir -p $out/iso; echo content > $out/iso/live.iso\n";

  @TempDir Path dir;
  private NixWorkshop nix;

  @BeforeEach
  void workshop() throws Exception {
    nix = new NixWorkshop(dir);
  }

  @Test
  void anUnchangedFlakeIsBuiltOnceAndNixIsNotAskedAgain() throws Exception {
    Built first = built(nix.script("echo hello\n" + GOOD).build());

    assertThat(first.cached()).isFalse();
    assertThat(first.artifacts().getFirst()).hasContent("content");
    assertThat(first.artifacts().getFirst()).startsWith(nix.store().resolve("store"));
    assertThat(first.nix().orElseThrow().storePath()).isEqualTo(first.directory().toString());
    assertThat(first.nix().orElseThrow().narHash()).startsWith("sha256-");
    assertThat(nix.workshop.seen()).contains("building image", "image> hello");
    assertThat(first.log()).content().contains("image> hello\n");

    Built second = built(nix.build());
    assertThat(second.cached()).isTrue();
    assertThat(second.artifacts()).isEqualTo(first.artifacts());
    assertThat(second.nix()).isEqualTo(first.nix());
    assertThat(nix.workshop.reasons).hasSize(1);
  }

  @Test
  void theOutputSurvivesTheGarbageCollectorForAsLongAsTheBuildIsKept() throws Exception {
    Built built = built(nix.script(GOOD).build());
    collect();
    assertThat(built.artifacts().getFirst()).exists();

    BuildCache.remove(dir.resolve("cache"));
    collect();
    assertThat(built.directory()).doesNotExist();
    assertThat(built(nix.build()).cached()).isFalse();
  }

  @Test
  void onlyWhatGitTracksIsTheFlakeAndTheChangeIsNamed() throws Exception {
    built(nix.script(GOOD).file("lib", "1").git().build());
    assertThat(built(nix.file("untracked", "x").build()).cached()).isTrue();

    Built other = built(nix.file("builder", GOOD + "echo more\n").build());
    assertThat(other.cached()).isFalse();
    assertThat(other.reason()).isEqualTo("builder changed");

    // A change of a file that the derivation does not use: Nix is asked, and builds nothing.
    Built same = built(nix.file("lib", "2").build());
    assertThat(same.cached()).isTrue();
    assertThat(nix.workshop.reasons).endsWith("lib changed");
  }

  @Test
  void anImpureFlakeIsAskedEachTimeAndBuiltOnlyWhenItHasChanged() throws Exception {
    nix.impure = true;
    nix.attributes("kernel = builtins.getEnv \"KERNEL\"; args = [ ./builder ];")
        .file("builder", GOOD)
        .with("KERNEL", "1");
    assertThat(built(nix.build()).cached()).isFalse();
    assertThat(built(nix.build()).cached()).isTrue();
    assertThat(nix.workshop.reasons)
        .containsExactly(
            "not built here before", "only Nix knows whether an impure flake has changed");
    Built other = built(nix.with("KERNEL", "2").build());
    assertThat(other.cached()).isFalse();
    assertThat(other.reason()).isEqualTo("variable KERNEL changed");
  }

  @Test
  void rebuildBuildsAnewThoughTheOutputDiffers() throws Exception {
    Built first = built(nix.script("mkdir $out; date +%N > $out/live.iso\n").build());
    String content = Files.readString(first.artifacts().getFirst());
    nix.workshop.rebuild = true;
    Built again = built(nix.build());

    assertThat(again.cached()).isFalse();
    assertThat(again.artifacts()).isEqualTo(first.artifacts());
    assertThat(again.artifacts().getFirst()).content().isNotEqualTo(content);
  }

  @Test
  void aBuilderThatFailsAfterAWhileIsQuotedAndKeptWhole() throws Exception {
    nix.script("for i in 1 2 3; do echo step $i; sleep 0.3; done; echo no room >&2; exit 3\n");
    Failed failed = failure(Failed.class);

    assertThat(failed.lastLines()).containsExactly("step 1", "step 2", "step 3", "no room");
    assertThat(failed.log())
        .content()
        .contains("image> step 1\n", "image> no room\n", "failed with exit code 3");
    assertThat(failed.message()).endsWith("Its last line: no room");
  }

  @Test
  void aBuilderThatPrintsNothingIsEndedWithAllItStarted() throws Exception {
    nix.workshop.stallBudget = Duration.ofSeconds(3);
    nix.script("setsid sleep 1%d & sleep 1%d\n".formatted(nonce(), nonce()));
    Stalled stalled = failure(Stalled.class);

    assertThat(stalled.lastLines()).last().isEqualTo("building image");
    assertThat(sleepers()).isEmpty();
  }

  @Test
  void anOutputWithoutTheImageIsNamed() throws Exception {
    nix.script("mkdir $out; touch $out/a.iso $out/b.iso\n");
    ArtifactMissing missing = failure(ArtifactMissing.class);

    assertThat(missing.message()).contains("left 2 files that match \"**.iso\"");
    assertThat(missing.advice())
        .contains("Correct `image.path`: it names a file in " + nix.store());
  }

  @Test
  void twoProcessesBuildOneImageOnce() throws Exception {
    run("mkfifo", dir.resolve("gate").toString());
    nix.script("echo building; cat %s/gate; date +%%N >> %s/ran\n".formatted(dir, dir) + GOOD);
    FutureTask<BuildOutcome> first = new FutureTask<>(nix::build);
    Thread.ofVirtual().start(first);
    while (!nix.workshop.lines.take().equals("image> building")) {
      // Until the builder waits at the gate.
    }
    Process other = jvm(LateBuild.class).start();
    try (var lines = other.inputReader()) {
      assertThat(lines.readLine()).startsWith("waiting: a build in another process holds ");
      Files.writeString(dir.resolve("gate"), "open\n");
      assertThat(lines.readLine()).isEqualTo("cached: true");
    }
    assertThat(built(first.get()).cached()).isFalse();
    assertThat(nix.workshop.runs()).isEqualTo(1);
  }

  @Test
  void nothingOfABuildOutlivesAKilledBootwitnessAndTheNextOneIsRight() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "a process namespace needs root");
    int nonce = nonce();
    nix.script("echo started; setsid sleep 1%d & sleep 1%d\n".formatted(nonce, nonce));
    Process doomed = jvm(LateBuild.class).start();
    try (var lines = doomed.inputReader()) {
      String line = lines.readLine();
      while (!"line: image> started".equals(line)) {
        assertThat(line).isNotNull();
        line = lines.readLine();
      }
      List<ProcessHandle> left = sleepers();
      assertThat(left).isNotEmpty();
      assertThat(doomed.destroyForcibly().waitFor()).isEqualTo(128 + 9);
      for (ProcessHandle process : left) {
        assertThat(process.onExit()).succeedsWithin(Workshop.AMPLE);
      }
    }
    assertThat(built(nix.script(GOOD).build()).artifacts().getFirst()).hasContent("content");
  }

  @Test
  void aStoreWithoutRoomEndsTheBuildAndTheNextOneIsRight() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "mounting needs root");
    Path store = Files.createDirectories(nix.store().resolve("store"));
    run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", store.toString());
    try {
      nix.script("mkdir $out; head -c 20000000 /dev/zero > $out/live.iso\n");
      Failed failed = failure(Failed.class);
      assertThat(String.join("\n", failed.lastLines())).contains("No space left on device");
      run("mount", "-o", "remount,size=64m", store.toString());
      assertThat(built(nix.script(GOOD).build()).cached()).isFalse();
    } finally {
      run("umount", store.toString());
    }
  }

  /** A build in a JVM of its own, which says what it sees. */
  static final class LateBuild {

    private LateBuild() {}

    static void main(String[] arguments) throws Exception {
      BuildListener toParent =
          new BuildListener() {
            @Override
            public void waiting(String why) {
              System.out.println("waiting: " + why);
            }

            @Override
            public void line(String line) {
              System.out.println("line: " + line);
            }
          };
      BuildRequest request = new NixWorkshop(Path.of(arguments[0])).request();
      BuildOutcome outcome = new ImageBuilder().build(request, toParent);
      System.out.println(outcome instanceof Built built ? "cached: " + built.cached() : outcome);
    }
  }

  private ProcessBuilder jvm(Class<?> main) {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            dir.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private void collect() throws Exception {
    ProcessBuilder collector = new ProcessBuilder("nix-store", "--gc", "--quiet");
    collector.environment().putAll(((Builder.Nix) nix.request().builder()).environment());
    assertThat(collector.redirectErrorStream(true).start().waitFor()).isZero();
  }

  private static int nonce() {
    return (int) (ProcessHandle.current().pid() % 100_000);
  }

  /** What the scripts of this test's process left running. */
  private static List<ProcessHandle> sleepers() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(
              process -> process.info().commandLine().orElse("").endsWith("sleep 1" + nonce()))
          .toList();
    }
  }

  private <T extends BuildFailure> T failure(Class<T> type) throws InterruptedException {
    BuildOutcome outcome = nix.build();
    assertThat(outcome).isInstanceOf(type);
    return type.cast(outcome);
  }

  private static Built built(BuildOutcome outcome) {
    assertThat(outcome).isInstanceOf(Built.class);
    return (Built) outcome;
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
