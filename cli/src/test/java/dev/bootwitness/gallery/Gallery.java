package dev.bootwitness.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.terminal.Style;
import dev.bootwitness.report.terminal.VerdictText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Runs exhibits and compares their verdicts with the required ones. */
final class Gallery {

  static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("bootwitness.home")));

  /** What a run leaves is kept here, to be read when a row has failed. */
  private static final Path PLACE = HOME.resolve("cli/target/gallery");

  /** Says something of this host, not of the image. */
  private static final Set<String> OF_THE_HOST = Set.of("host/accelerator-broken");

  private static final Ledger LEDGER = new Ledger(PLACE);

  private Gallery() {}

  static void show(Exhibit exhibit) throws Exception {
    String wanted = System.getProperty("gallery.rows", ".*");
    assumeTrue(exhibit.name().matches(wanted), "not among the rows " + wanted);
    Path folder = Files.createDirectories(PLACE.resolve(exhibit.name()));
    RunResult result =
        Bootwitness.run(
            SpecLoader.load(exhibit.prepare(folder)),
            new RunOptions(folder, System.getenv(), "gallery"),
            _ -> {});
    StringBuilder text = new StringBuilder();
    VerdictText.print(result.verdict(), result.record(), Style.PLAIN, text);
    LEDGER.enter(
        exhibit, result, text.toString(), RecordReader.all(RunDirectory.open(result.record())));
    for (String large : new String[] {"initrd.img", "cd.iso", "damaged.iso"}) {
      Files.deleteIfExists(folder.resolve(large));
    }
    hold(exhibit, result, text.toString());
    // Its list was made from one whole run; until a second run on another host has held it, it is
    // asked for.
    if (Boolean.getBoolean("gallery.second")) {
      SecondJudgement.hold(exhibit.name(), result);
    }
  }

  private static void hold(Exhibit exhibit, RunResult result, String text) {
    Finding primary = result.verdict().primary();
    if (exhibit.healthy()) {
      Set<String> found = new HashSet<>(causes(result.verdict().findings()));
      found.removeAll(OF_THE_HOST);
      found.removeAll(exhibit.noise());
      assertThat(found).as(text).isEmpty();
      assertThat(primary).as(text).isNull();
    } else {
      assertThat(primary).as(text).isNotNull();
      assertThat(Objects.requireNonNull(primary).cause()).as(text).isIn(exhibit.causes());
    }
    assertThat(result.exitCode()).as(text).isEqualTo(exhibit.exit());
  }

  private static List<String> causes(List<Finding> findings) {
    return findings.stream().map(Finding::cause).toList();
  }
}
