package dev.bootwitness.gallery;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts in the update of a guest with two slots: examples/ab-update. */
@Timeout(1200)
class PowerCutsIT {

  private static final Path EXAMPLE = Gallery.HOME.resolve("examples/ab-update");
  private static final Path PROJECT = Gallery.HOME.resolve("cli/target/it-project");

  /** What the guest says of itself as it comes up: slot, root, version, how GRUB chose it. */
  private static final Pattern UP =
      Pattern.compile("^up: (slot [AB]) on (/dev/vda[45]), version (\\d+), ([a-z-]+)");

  @TempDir Path folder;

  @Test
  void theExampleFallsBackAndGoesForward() throws Exception {
    RunResult result = run(EXAMPLE.resolve("bootwitness.yaml"));

    assertThat(result.exitCode()).as(result.verdict().toString()).isZero();
    assertThat(result.verdict().checks())
        .extracting(CheckResult::boot)
        .containsExactly(1, 2, 2, 3, 3, 3, 4, 4, 5, 5);
    assertThat(result.verdict().findings())
        .allMatch(finding -> finding.cause().equals("guest/another-root"));
  }

  /**
   * Run with {@code -Dpower.cuts=10}, and another {@code -Dpower.seed} for other moments. The table
   * is in {@code cli/target/power-cuts.md}.
   */
  @Test
  void noMomentLeavesTheGuestWithoutASystem() throws Exception {
    int cuts = Integer.getInteger("power.cuts", 0);
    assumeTrue(cuts > 0, "it takes 20 s a cut");
    long seed = Long.getLong("power.seed", 15);
    Random random = new Random(seed);
    List<Double> moments =
        IntStream.range(0, cuts).mapToObj(_ -> 0.2 + random.nextInt(110) / 10.0).toList();
    String steps =
        IntStream.range(0, cuts)
            .mapToObj(i ->
                String.format(
                    Locale.ROOT,
                    "  - {powerCut: {during: update %d && reboot, after: %.1fs}}%n"
                        + "  - {name: back %d, run: update --status, prints: version}%n",
                    i + 2,
                    moments.get(i),
                    i + 1))
            .collect(joining());
    RunResult result = run(with(steps));

    List<Row> rows = rows(moments, RecordReader.all(RunDirectory.open(result.record())));
    Files.writeString(
        Gallery.HOME.resolve("cli/target/power-cuts.md"),
        "Seed %d.%n%n".formatted(seed)
            + "| cut at | last words before it | next boot | root | version |\n|--:|---|---|---|--:|\n"
            + rows.stream().map(Row::toString).collect(joining("\n"))
            + "\n");
    assertThat(result.exitCode()).as(result.verdict().toString()).isZero();
    assertThat(rows).hasSize(cuts);
    int good = 1;
    for (int i = 0; i < cuts; i++) {
      Row row = rows.get(i);
      int version = row.how().equals("new") ? i + 2 : good;
      assertThat(row.version()).as(row.toString()).isEqualTo(version);
      good = version;
    }
  }

  private static RunResult run(Path spec) throws Exception {
    return Bootwitness.run(
        SpecLoader.load(spec), new RunOptions(PROJECT, System.getenv(), "gallery"), _ -> {});
  }

  /** The example with other steps, outside its folder. */
  private Path with(String steps) throws Exception {
    String example = Files.readString(EXAMPLE.resolve("bootwitness.yaml"));
    String inputs =
        Stream.of("examples/ab-update", "examples/installer/loaders", "images/spark")
            .map(input -> Gallery.HOME.resolve(input).toString())
            .collect(joining(", "));
    return Files.writeString(
        folder.resolve("bootwitness.yaml"),
        example
                .substring(0, example.indexOf("steps:"))
                .replace("./build", EXAMPLE.resolve("build").toString())
                .replaceFirst("inputs: .*", "inputs: [" + inputs + "]")
            + "steps:\n"
            + steps);
  }

  /** One cut, and the boot after it. */
  private record Row(
      double moment, String before, String how, String slot, String root, int version) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "| %.1f s | %s | %s | %s, %s | %d |",
          moment,
          before,
          how,
          slot,
          root,
          version);
    }
  }

  private static List<Row> rows(List<Double> moments, List<StampedEvent> events) {
    List<Row> rows = new ArrayList<>();
    String slot = "slot A";
    String last = "";
    String before = "";
    boolean again = false;
    for (StampedEvent stamped : events) {
      if (stamped.event() instanceof Event.BootBegan) {
        before = last;
        again = true;
      }
      if (stamped.event() instanceof Event.ConsoleLine line && !line.text().isBlank()) {
        last = line.text().replace("|", "\\|");
        Matcher up = UP.matcher(line.text());
        // A boot that the guest began itself, and that the cut hit, is not the boot after the cut.
        if (up.find() && again) {
          again = false;
          String how =
              up.group(4).equals("rolled-back")
                  ? "rolled back"
                  : up.group(1).equals(slot) ? "old" : "new";
          slot = up.group(1);
          rows.add(
              new Row(
                  moments.get(rows.size()),
                  before,
                  how,
                  slot,
                  up.group(2),
                  Integer.parseInt(up.group(3))));
        }
      }
    }
    return rows;
  }
}
