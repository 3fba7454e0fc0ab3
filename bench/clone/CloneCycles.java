import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.record.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Runs from a checkpoint within one program, as a test class would: many at once, then one after the other, and what
 * the program holds before and after.
 *
 * <p>Arguments: SPEC PROJECT AT_ONCE CYCLES. See bench/README.md.
 */
final class CloneCycles {

  private record Run(double answered, double whole) {}

  public static void main(String[] args) throws Exception {
    Spec spec = SpecLoader.load(Path.of(args[0]));
    RunOptions options = new RunOptions(Path.of(args[1]).toAbsolutePath(), System.getenv(), "bench");
    int atOnce = Integer.parseInt(args[2]);
    int cycles = Integer.parseInt(args[3]);
    Bootwitness.run(spec, options, _ -> {});
    run(spec, options);

    long began = System.nanoTime();
    List<CompletableFuture<Run>> together = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      CompletableFuture<Run> one = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> one.complete(run(spec, options)));
      together.add(one);
    }
    double slowest = together.stream().mapToDouble(one -> one.join().answered()).max().orElse(0);
    System.out.printf(
        "%d at once in one program: all answered after %.2f s, all over after %.2f s%n",
        atOnce, slowest, (System.nanoTime() - began) / 1e9);

    System.out.println("before: " + held());
    double[] whole = new double[cycles];
    for (int i = 0; i < cycles; i++) {
      whole[i] = run(spec, options).whole();
    }
    Arrays.sort(whole);
    System.out.println("after:  " + held());
    if (cycles > 0) {
      System.out.printf(
          "%d cycles: median %.3f s, %.3f to %.3f%n",
          cycles, whole[cycles / 2], whole[0], whole[cycles - 1]);
    }
  }

  private static Run run(Spec spec, RunOptions options) {
    long began = System.nanoTime();
    double[] answered = {Double.NaN};
    try {
      RunResult result =
          Bootwitness.run(
              spec,
              options,
              stamped -> {
                if (stamped.event() instanceof Event.Restored) {
                  answered[0] = (System.nanoTime() - began) / 1e9;
                }
              });
      if (result.exitCode() != 0 || Double.isNaN(answered[0])) {
        throw new IllegalStateException("not restored, or not passed: " + result.record());
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return new Run(answered[0], (System.nanoTime() - began) / 1e9);
  }

  private static String held() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    Runtime runtime = Runtime.getRuntime();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"));
        Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return "%d descriptors, %d threads, %d children, %.1f MiB of heap"
          .formatted(
              descriptors.count(),
              threads.count(),
              ProcessHandle.current().descendants().count(),
              (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0);
    }
  }
}
