package dev.bootwitness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The makespan of twelve spark specs as a Slurm array of four tasks on two nodes of one processor, against the ideal: the sum of the times that the
 * specs take alone, divided by the two that run at once. Every run starts from the checkpoint.
 *
 * <p>Arguments: a folder, which keeps checkpoint and ledger for the next call, and how many seconds the check of spec i sleeps at most (0: not at all). See bench/README.md.
 */
final class Makespan {

  private static final int SPECS = 12;
  private static final int TASKS = 4;
  private static final int SLOTS = 2;
  private static final Path HOME = Path.of("").toAbsolutePath();

  private Makespan() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
    int longest = Integer.parseInt(args[1]);
    List<Path> specs = new ArrayList<>();
    boolean first = !Files.exists(folder.resolve("spec0"));
    for (int i = 0; i < SPECS; i++) {
      specs.add(spec(folder, "spec" + i, longest == 0 ? 0 : 1 + i % longest));
    }
    if (first) { // Makes the checkpoint, and the ledger by which the suite is divided.
      for (Path spec : specs) {
        run(folder, List.of("run", "--quiet", spec.toString()));
      }
    }
    double sum = 0;
    for (Path spec : specs) {
      sum += run(folder, List.of("run", "--quiet", spec.toString()));
    }
    List<String> together = new ArrayList<>(List.of("run", "--quiet", "--at-once", "" + SLOTS));
    specs.forEach(spec -> together.add(spec.toString()));
    double atOnce = run(folder, together);
    try (SlurmCluster slurm = SlurmCluster.start(Files.createTempDirectory("slurm"))) {
      List<String> words =
          new ArrayList<>(
              List.of(
                  "--array=0-" + (TASKS - 1),
                  "--chdir=" + folder,
                  "--output=" + folder.resolve("log-%a"),
                  "--export=ALL,PATH=" + HOME + ":" + System.getenv("PATH"),
                  HOME.resolve("packaging/slurm/array.sbatch").toString()));
      specs.forEach(spec -> words.add(spec.toString()));
      long began = System.currentTimeMillis();
      String job = slurm.submit(words.toArray(String[]::new));
      slurm.await(job);
      double makespan = (last(folder.resolve(".bootwitness/shards/Slurm-" + job)) - began) / 1e3;
      double ideal = sum / SLOTS;
      System.out.printf(
          Locale.ROOT,
          "%d specs alone %.1f s together; ideal on %d slots %.1f s; one `run --at-once %d` %.1f s; Slurm array of %d, from sbatch to the last shard"
              + " %.1f s: %.2f x ideal%n",
          SPECS,
          sum,
          SLOTS,
          ideal,
          SLOTS,
          atOnce,
          TASKS,
          makespan,
          makespan / ideal);
      run(folder, List.of("merge", ".bootwitness/shards/Slurm-" + job, "--into", "merged-" + began));
    }
  }

  private static Path spec(Path folder, String name, int seconds) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        place.resolve("bootwitness.yaml"),
        """
        name: %s
        image:
          build: {command: [%2$s/build], inputs: [%2$s], within: 5m}
          kernel: vmlinuz
          initrd: initrd.img
          append: console=ttyS0,115200n8
        machine: {memory: 256MiB, cpus: 1}
        boot: {within: 30s}
        login: {user: spark, password: spark, become: root, rootPassword: root}
        checks: [{run: sleep %3$d}]
        """
            .formatted(name, HOME.resolve("images/spark"), seconds));
    return place;
  }

  /** Seconds of a call that must succeed. */
  private static double run(Path folder, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("bootwitness").toString()));
    command.addAll(words);
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new AssertionError(command + ": " + output);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static long last(Path shards) throws IOException {
    try (Stream<Path> files = Files.list(shards)) {
      List<Path> zips = files.filter(file -> file.toString().endsWith(".zip")).toList();
      if (zips.size() != TASKS) {
        throw new AssertionError("shards that have ended: " + zips);
      }
      long last = 0;
      for (Path zip : zips) {
        last = Math.max(last, Files.getLastModifiedTime(zip).toMillis());
      }
      return last;
    }
  }
}
