package dev.bootwitness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.spec.SpecBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** What tests do to a machine, and what becomes of its run. */
@Timeout(180)
class SessionIT {

  @TempDir static Path project;

  private static SpecBuilder spark() {
    return BootImageIT.spark();
  }

  @BootImage(method = "spec")
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class DevicesCase {
    static SpecBuilder spec() {
      return spark()
          .add("machine.disks", disk -> disk.set("name", "fixed").set("size", "16MiB"))
          .add(
              "machine.disks",
              disk -> disk.set("name", "spare").set("size", "48MiB").set("plugged", false));
    }

    private static boolean has(Guest guest, int kibibytes) {
      return guest.run("grep -q ' " + kibibytes + " ' /proc/partitions").exit() == 0;
    }

    @Test
    void aPlugsAndPulls(Guest guest, VirtualMachine machine) {
      assertThat(has(guest, 49152)).isFalse();
      machine.plugDisk("spare");
      guest.await("the disk", Duration.ofSeconds(10), () -> has(guest, 49152));
      machine.pullDisk("spare");
      guest.await("its end", Duration.ofSeconds(10), () -> !has(guest, 49152));
    }

    @Test
    void bLosesItsPower(Guest guest) {
      guest.run("touch /before; echo kept | dd of=/dev/vda conv=fsync").succeeds();
      guest.powerCut();
      guest.file("/before").isAbsent();
      guest.run("head -c 4 /dev/vda").prints("kept");
    }

    @Test
    void cGoesOnAfterWhatTheMachineCannotDo(Guest guest, VirtualMachine machine) {
      refused(() -> machine.plugDisk("nosuch"), "Disks of the machine: fixed, spare.");
      refused(() -> machine.pullDisk("fixed"), "cannot come or go");
      refused(() -> machine.pullDisk("spare"), "is not plugged in. Disks that can be pulled out");
      refused(machine::ejectMedium, "only an ISO image can be ejected");
      guest.run("true").succeeds();
    }

    private static void refused(Runnable step, String why) {
      assertThatThrownBy(step::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(why);
    }
  }

  @Test
  void disksComeAndGoAndPowerIsCut() throws IOException {
    Kit.run(DevicesCase.class, project)
        .testEvents()
        .assertStatistics(count -> count.started(3).succeeded(3));
    assertThat(verdict("DevicesCase")).contains("\"outcome\" : \"passed\"", "powerCut");
  }

  @BootImage(method = "spec")
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class ToleratedCase {
    static SpecBuilder spec() {
      return spark().set("packs", List.of(project.resolve("pack")));
    }

    @Test
    void aIsSkipped(Guest guest) {
      assumeTrue(guest.file("/dev/tpm0").exists(), "there is no TPM");
    }

    @Test
    void bHasAQuarantine(Guest guest) {
      guest.check(
          "{name: later, file: /later, quarantine:"
              + " {reason: not built yet, owner: anna, expires: 2999-01-31}}");
      assertThatThrownBy(() ->
              guest.check(
                  "{file: /later, quarantine:"
                      + " {reason: not built yet, owner: anna, expires: 2020-01-31}}"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("its quarantine by anna expired on 2020-01-31");
    }

    /** Only the spec's pack knows the word. */
    @Test
    void cKnowsThePack(Guest guest) {
      guest.run("mkdir -p /run/own; echo STATE=all-quiet > /run/own/status").succeeds();
      guest.check("{storage: nothing-to-do, status: /run/own/status}");
    }

    @Test
    void dLooksForFiles(Guest guest) {
      guest.run("ln -s /no/such /dangling; touch '/two\nlines'").succeeds();
      assertThat(guest.file("/dangling").exists()).isTrue();
      assertThat(guest.file("/two\nlines").exists()).isTrue();
      assertThat(guest.file("/two").exists()).isFalse();
      assertThatThrownBy(() -> guest.file("etc")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsToleratedKeepsNoRunFromPassing() throws IOException {
    Path pack = Files.createDirectories(project.resolve("pack"));
    Files.writeString(
        pack.resolve("status.yaml"),
        """
        files:
          - path: /run/own/status
            state: STATE
            states: {nothing-to-do: [all-quiet]}
        """);

    Kit.run(ToleratedCase.class, project)
        .testEvents()
        .assertStatistics(count -> count.succeeded(3).aborted(1));

    assertThat(verdict("ToleratedCase"))
        .contains("\"outcome\" : \"passed\"", "\"skipped\"", "there is no TPM", "\"quarantined\"");
    assertThat(Files.readString(record("ToleratedCase").resolve("junit.xml")))
        .contains("<skipped message=\"Assumption failed: there is no TPM\"");
  }

  @BootImage(method = "spec", steps = true)
  static class StepsCase {
    static SpecBuilder spec() {
      return spark().add("checks", check -> check.set("name", "a file").set("file", "/no/such"));
    }

    @Test
    void one(Guest guest) {
      guest.run("true").succeeds();
    }
  }

  @Test
  void aFailedStepIsNoFailedBootAndItsRecordIsPublished() throws IOException {
    EngineExecutionResults results = Kit.run(StepsCase.class, project);

    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                abortedWithReason(
                    message(text ->
                        text.startsWith(
                            "not run, because the step \"a file\" of the spec failed: check/failed")))));
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                container(StepsCase.class),
                finishedWithFailure(instanceOf(StepsFailedError.class))));
    assertThat(project.resolve("published/SessionITStepsCase/report.html")).isRegularFile();
    assertThat(Files.readString(project.resolve("published/SessionITStepsCase/verdict.json")))
        .contains("StepsCase", "check/failed");
  }

  /** The guest would sit there until its deadline. */
  @Test
  void anInterruptedBootIsAbandonedAtOnce() throws Exception {
    SpecBuilder silent =
        spark()
            .set("image.append", "console=ttyS0,115200n8 rdinit=/bin/sleep -- 100000")
            .set("boot.within", Duration.ofHours(5));
    CompletableFuture<MachineSession> booted = new CompletableFuture<>();
    Thread test =
        Thread.ofPlatform()
            .start(() -> {
              try {
                booted.complete(
                    MachineSession.boot(
                        "Interrupted",
                        silent.build(),
                        new RunOptions(project, System.getenv(), "test")));
              } catch (Exception e) {
                booted.completeExceptionally(e);
              }
            });
    Path events = awaited("Interrupted").resolve("events.jsonl");
    while (!Files.readString(events).contains("\"stage-reached\"")) {
      Thread.onSpinWait();
    }

    test.interrupt();

    assertThatThrownBy(booted::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("interrupted while Interrupted booted");
    assertThat(verdict("Interrupted")).contains("\"outcome\" : \"interrupted\"");
  }

  private static Path awaited(String name) throws IOException {
    while (records(name).isEmpty()
        || !Files.exists(records(name).getFirst().resolve("events.jsonl"))) {
      Thread.onSpinWait();
    }
    return records(name).getFirst();
  }

  private static Path record(String name) throws IOException {
    return records(name).getFirst();
  }

  private static String verdict(String name) throws IOException {
    return Files.readString(record(name).resolve("verdict.json"));
  }

  private static List<Path> records(String name) throws IOException {
    Path all = project.resolve(".bootwitness/runs");
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(all)) {
      return runs.filter(run -> run.getFileName().toString().matches(".*Z-" + name)).toList();
    }
  }
}
