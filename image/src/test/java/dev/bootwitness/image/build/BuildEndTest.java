package dev.bootwitness.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.image.build.BuildFailure.Stalled;
import dev.bootwitness.image.build.BuildFailure.TimedOut;
import dev.bootwitness.image.build.BuildOutcome.Built;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a build ends, nothing that it started keeps running. */
class BuildEndTest {

  /**
   * Prints its own pid and those of a child, of a grandchild whose parent has ended, and of a child
   * in a process group of its own; then hangs in silence.
   */
  private static final String BROOD =
      """
      sleep 1000 &
      child=$!
      grandchild=$(sh -c 'sleep 1000 >/dev/null & echo $!')
      set -m
      sleep 1000 &
      echo $$ $child $grandchild $!
      """;

  private static final String HANG = "while true; do sleep 1000; done\n";

  @TempDir Path dir;
  private Workshop workshop;

  @BeforeEach
  void workshop() {
    workshop = new Workshop(dir);
  }

  @Test
  void silencePastTheStallBudgetEndsTheWholeTree() throws Exception {
    workshop.stallBudget = Duration.ofMillis(500);
    BuildOutcome outcome = workshop.script(BROOD + HANG).build();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Stalled.class,
            stalled -> {
              assertThat(stalled.budget()).isEqualTo(Duration.ofMillis(500));
              assertThat(stalled.log()).content().isEqualTo(workshop.lines.peek() + "\n");
            });
    assertAllDead(pids());
  }

  @Test
  void aBusyBuildIsEndedAtItsDeadline() throws Exception {
    workshop.deadline = Duration.ofMillis(700);
    workshop.stallBudget = Workshop.AMPLE;
    BuildOutcome outcome = workshop.script(BROOD + HANG).build();

    assertThat(outcome).isInstanceOf(TimedOut.class);
    assertThat(((TimedOut) outcome).message())
        .startsWith("The build command was not done after 0.7 s and was killed.");
    assertAllDead(pids());
  }

  @Test
  void outputKeepsABuildFromStalling() throws Exception {
    workshop.stallBudget = Duration.ofSeconds(2);
    workshop.script(
        "for i in 1 2 3 4 5 6; do printf .; sleep 0.5; done; touch $BOOTWITNESS_OUT/image");
    assertThat(workshop.build()).isInstanceOf(Built.class);
  }

  @Test
  void whatASuccessfulBuildLeavesRunningIsEnded() throws Exception {
    workshop.script(BROOD + "touch $BOOTWITNESS_OUT/image\n");
    assertThat(workshop.build()).isInstanceOf(Built.class);
    assertAllDead(pids());
  }

  @Test
  void anInterruptEndsTheTreeAndIsPassedOn() throws Exception {
    workshop.script(BROOD + HANG);
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread builder =
        Thread.ofVirtual()
            .start(() -> {
              try {
                workshop.build();
              } catch (InterruptedException e) {
                thrown.complete(e);
              }
            });
    List<ProcessHandle> brood = parse(workshop.lines.take());
    builder.interrupt();

    assertThat(thrown.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertAllDead(brood);
    try (var left = Files.list(dir.resolve("cache"))) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void theDeathOfTheJvmEndsTheProcessGroup() throws Exception {
    workshop.script(BROOD.replace("set -m\n", "") + HANG);
    Process jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedBuild.class.getName(),
                dir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> brood;
    try (var output = jvm.inputReader()) {
      brood = parse(String.valueOf(output.readLine()));
      jvm.destroyForcibly();
    }

    for (ProcessHandle process : brood) {
      // Ends when the process does; the limit only turns a failure into a message.
      assertThat(process.onExit()).succeedsWithin(Workshop.AMPLE);
    }
  }

  /** A JVM that runs the script in its first argument's directory and is killed meanwhile. */
  static final class DoomedBuild {

    private DoomedBuild() {}

    static void main(String[] arguments) throws Exception {
      BuildListener toParent =
          new BuildListener() {
            @Override
            public void line(String line) {
              System.out.println(line);
            }
          };
      new ImageBuilder().build(new Workshop(Path.of(arguments[0])).request(), toParent);
    }
  }

  private List<ProcessHandle> pids() {
    return parse(String.valueOf(workshop.lines.peek()));
  }

  // A process that is already gone has no handle, and is as dead as it should be.
  private static List<ProcessHandle> parse(String line) {
    assertThat(line).matches("\\d+ \\d+ \\d+ \\d+");
    return List.of(line.split(" ", -1)).stream()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .toList();
  }

  private static void assertAllDead(List<ProcessHandle> processes) {
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }
}
