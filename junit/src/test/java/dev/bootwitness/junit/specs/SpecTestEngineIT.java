package dev.bootwitness.junit.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.bootwitness.engine.spec.SpecBuilder;
import dev.bootwitness.engine.spec.SpecLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Specs that boot a small image, and what JUnit reports of them. */
class SpecTestEngineIT {

  private static final Path SPARK = Path.of("../examples/spark").toAbsolutePath().normalize();

  @TempDir static Path project;
  @TempDir Path specs;

  /** The image of examples/spark, in a spec of its own. */
  private void spec(String name, String checks, String append) throws IOException {
    String spark =
        Files.readString(SPARK.resolve(SpecLoader.DEFAULT_NAME))
            .replace("../../images", SPARK.resolve("../../images").normalize().toString())
            .replace("ttyS0,115200n8", "ttyS0,115200n8 " + append);
    Path folder = Files.createDirectories(specs.resolve(name));
    Files.writeString(
        folder.resolve(SpecLoader.DEFAULT_NAME),
        spark.substring(0, spark.indexOf("checks:")) + "checks:\n" + checks);
  }

  private static EngineExecutionResults run(DiscoverySelector selector) {
    return EngineTestKit.engine(SpecTestEngine.ID)
        .selectors(selector)
        .configurationParameter("bootwitness.project", project.toString())
        .execute();
  }

  @Test
  void checksAreTestsAndTheirFailuresSayWhatWasSeen() throws IOException {
    spec("good", "  - {name: root, run: id -u, prints: '0'}\n", "");
    spec(
        "mixed", "  - {name: bad, run: id -un, prints: anna}\n  - {name: fine, run: 'true'}\n", "");

    EngineExecutionResults results = run(selectDirectory(specs.toFile()));

    results.testEvents().assertStatistics(count -> count.started(5).succeeded(4).failed(1));
    results
        .testEvents()
        .failed()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("1 bad"),
                finishedWithFailure(
                    message(text ->
                        text.contains("does not contain `anna`: root")
                            && text.contains("record     " + project)))));
    results.containerEvents().assertStatistics(count -> count.failed(0));
  }

  @Test
  void aSingleCheckRunsByItsId() throws IOException {
    spec("two", "  - {name: one, run: 'true'}\n  - {name: two, run: 'true'}\n", "");
    UniqueId two =
        UniqueId.forEngine(SpecTestEngine.ID)
            .append("spec", specs.resolve("two/bootwitness.yaml").toString())
            .append("step", "2 two");

    run(selectUniqueId(two)).testEvents().assertStatistics(count -> count.started(1).succeeded(1));
  }

  @Test
  void aBootFailureIsReportedOnceAndTheChecksAreSkipped() throws IOException {
    spec("dead", "  - {name: one, run: 'true'}\n  - {name: two, run: 'true'}\n", "rdinit=/nothing");

    EngineExecutionResults results = run(selectDirectory(specs.toFile()));

    results.testEvents().assertStatistics(count -> count.started(1).failed(1).skipped(2));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("boot"),
                finishedWithFailure(message(text -> text.contains("FAILED  kernel/")))))
        .haveExactly(2, event(skippedWithReason(why -> why.startsWith("not run: kernel/"))));
    results.containerEvents().assertStatistics(count -> count.failed(0));
  }

  /** The second attempt fails as the first one did; only that one shows tests. */
  @Test
  void aSpecIsTriedAgainAsOftenAsItSays() throws IOException {
    spec("again", "  - {name: one, run: 'true'}\n  - {name: bad, run: 'false'}\n", "");
    say("again", "retries: 1");

    EngineExecutionResults results = run(selectDirectory(specs.toFile()));

    results.testEvents().assertStatistics(count -> count.started(3).succeeded(2).failed(1));
    results.containerEvents().assertStatistics(count -> count.failed(0));
    assertThat(
            results
                .allEvents()
                .reportingEntryPublished()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs()))
        .hasSize(2)
        .anyMatch(entries -> entries.containsKey("record of an attempt that failed"))
        .anyMatch(entries -> entries.containsKey("record"));
  }

  @Test
  void aKnownFailureThatPassesIsAborted() throws IOException {
    spec("known", "  - {name: one, run: 'true'}\n  - {name: bad, run: 'false'}\n", "");
    say("known", "name: known-bad\nknown: pass");
    Files.writeString(
        project.resolve("known.yaml"),
        """
        known:
          - cause: check/failed
            where: {specs: [known-bad]}
            ticket: T-42
            owner: anna
            expires: 2999-01-31
            reason: the library is fixed in 2.1
        """);

    EngineExecutionResults results = run(selectDirectory(specs.toFile()));

    results
        .testEvents()
        .assertStatistics(count -> count.started(3).succeeded(2).aborted(1).failed(0));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("2 bad"),
                abortedWithReason(message("known (T-42): the library is fixed in 2.1"))));
    results.containerEvents().assertStatistics(count -> count.failed(0));
  }

  /** More keys of a spec. */
  private void say(String name, String keys) throws IOException {
    Path file = specs.resolve(name).resolve(SpecLoader.DEFAULT_NAME);
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("(?m)^name: .*\\n", "")
            .replace("checks:", keys + "\nchecks:"));
  }

  @Test
  void aSpecWithAMistakeFailsWithIt() throws IOException {
    Files.writeString(specs.resolve("bootwitness.yaml"), "imagge: disk.iso\n");

    run(selectDirectory(specs.toFile()))
        .testEvents()
        .failed()
        .assertThatEvents()
        .haveExactly(
            1, event(finishedWithFailure(message(text -> text.contains("Did you mean `image`?")))));
  }

  /** The same declarations bind it, whichever way it is written. */
  @Test
  void aBuilderSaysWhatTheFileSays() throws Exception {
    SpecBuilder builder =
        SpecBuilder.in(specs)
            .set("image", "disk.iso")
            .set("login.user", "root")
            .add("checks", check -> check.set("run", "id -u").set("prints", "0"))
            .add("checks", check -> check.set("unit", "sshd.service"));
    Files.writeString(specs.resolve("bootwitness.yaml"), builder.yaml());

    assertThat(builder.build().checks()).isEqualTo(SpecLoader.load(specs).checks());
  }
}
